/** The page that explains the API. */
export const referenceWords = {
  title: 'API',
  lede: 'Everything you can do in the browser with bugs, reports and organizations, for your programs.',
  openApi: 'OpenAPI document',
  contents: 'On this page',
  start: 'Getting started',
  startText: [
    'Make a token in your account, under API tokens, and choose what it may do. A token never does more than you may.',
    'Lists come in pages: send next back as cursor until it is null. A change of something that is read with an ETag needs If-Match with the one you last read, so that nobody overwrites what they have not seen. A creation may carry an Idempotency-Key: sent again with the same key, it is answered the same and creates nothing.',
  ],
  startExample: (baseUrl: string) => `curl -H "Authorization: Bearer $BUGHEIST_TOKEN" ${baseUrl}/api/v1/me`,
  scope: (scope: string) => `token with ${scope}`,
  command: 'Command',
  exampleOf: (what: string) => `Example: ${what}`,
  parameters: 'Parameters',
  place: { path: 'In the address.', query: 'In the query string.', header: 'Header.' } as Record<
    string,
    string
  >,
  body: (type: string) => `Body, ${type}`,
  response: (status: string) => `Fields of the answer ${status}`,
  responseFields: (count: number) => (count === 1 ? 'One field' : `${count} fields`),
  field: 'Field',
  type: 'Type',
  meaning: 'Meaning',
  required: 'required',
  refusals: 'Can be refused as',
  errors: 'Errors',
  errorsText:
    'Every refusal is a problem document (RFC 9457) of type application/problem+json. Its type is the address of a section here; instance is the number of your request, by which the operator finds it in the log.',
} as const;
