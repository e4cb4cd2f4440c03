import type { Node } from 'oxc-parser';
import type { Code, Path } from '../program/code.ts';
import { exportedName, usesOf } from '../program/functions.ts';
import { nameOf, typeName } from '../program/names.ts';
import { type AnyFunction, type Call, calledName, keyName, memberName, unwrapped } from '../program/node.ts';
import type { Origin } from './flow.ts';

export interface Source {
  readonly origin: Origin;
  readonly what: string;
}

const remote = (what: string): Source => ({ origin: 'remote', what });

/** Text that one of these matches stands in every file that has a remote source. */
export const sourceWords: readonly string[] = [
  '\\breq\\b',
  '\\brequest\\s*\\.\\s*(?:query|body|params|headers?|cookies|url|nextUrl|json|text|formData|payload|files?|hostname|path|get)\\b',
  '\\} = (?:await )?(?:request|ctx|context|event)\\b',
  ',\\s*_?(?:res|response|reply|resp)\\b',
  ':\\s*[\\w.]*(?:Request|MessageEvent|APIGateway\\w+|KoaContext|ParameterizedContext|FunctionArgs)\\b',
  '@(?:Body|Query|Params?|Headers|Req|Request|Cookies|Args|MessageBody|QueryParams?|BodyParam)\\(',
  '\\b(?:ctx|context)\\s*\\.\\s*(?:query|querystring|params|request|req|headers?|get|path|url|cookies)\\b',
  '(?:\\bapp|[rR]outer)\\s*\\.\\s*(?:get|post|put|patch|delete|all|use)\\(\\s*["\'`/]',
  '\\blocation\\s*\\.\\s*(?:search|hash|href|pathname|toString)|(?:window|document|self|top|parent)\\.location\\b|[(=]\\s*location\\s*[;),]',
  'referrer|document\\.(?:documentURI|baseURI|URL)|window\\.name|\\$route\\b',
  'onmessage|[\'"]message[\'"]',
  '\\(\\s*_?(?:event|evt)\\b(?<=export[^;\\n]{0,100}\\(\\s*_?(?:event|evt))|exports\\.\\w*[hH]andler',
  'export\\s+(?:async\\s+)?(?:const|function)\\s+(?:GET|POST|PUT|PATCH|DELETE|loader|action|load|getServerSideProps|handler)\\b',
  '\\buse(?:Params|Location|SearchParams|Router|Route)\\b|next/headers',
  'ActivatedRoute|\\$location\\b|\\$routeParams|\\$stateParams|\\b(?:getQuery|readBody|getRouterParam)\\b',
  'onMessageExternal|(?:Deno|Bun)\\.serve|\\bfetch\\s*\\(\\s*(?:req|request)\\b|["\']entry["\']',
  'ipcMain|\\b(?:socket|ws|client|conn|connection|sock)\\.on\\(|createServer',
  '\\b(?:Query|Mutation|Subscription)\\s*:\\s*\\{',
];

/** Is this part of a global something from outside? The path holds the names read from it. */
export function globalSource(name: string, path: Path): Source | null {
  const [first = '', second = '', third = ''] = path;
  switch (name) {
    case 'window':
    case 'self':
    case 'globalThis':
    case 'top':
    case 'parent':
      if (first === 'name' && name !== 'parent') return remote('the name of the window');
      return first === 'location' || first === 'document' || first === 'process'
        ? globalSource(first, path.slice(1))
        : null;
    case 'document':
      if (first === 'location') return globalSource('location', path.slice(1));
      if (/^(URL|documentURI|baseURI|referrer)$/.test(first)) return remote(`\`document.${first}\``);
      return null;
    case 'location':
      if (path.length === 0) return remote('the address of the page');
      return /^(search|hash|href|pathname|toString)$/.test(first) ? remote(`\`location.${first}\``) : null;
    case 'process':
      if (first === 'argv') return { origin: 'local', what: 'an argument of the command line' };
      if (first === 'env')
        return { origin: 'local', what: `the environment variable ${second || third}`.trim() };
      return null;
    default:
      return null;
  }
}

const framework: readonly { readonly name: RegExp; readonly what: string }[] = [
  { name: /^react-router(-dom)?\.use(Params|SearchParams)\(\)/, what: 'the address of the page' },
  { name: /^react-router(-dom)?\.useLocation\(\)/, what: 'the address of the page' },
  { name: /^next\/navigation\.use(Params|SearchParams)\(\)/, what: 'the address of the page' },
  { name: /^next\/router\.useRouter\(\)\.query/, what: 'the address of the page' },
  { name: /^vue-router\.useRoute\(\)\.(query|params|hash)/, what: 'the address of the page' },
  { name: /^next\/headers\.(headers|cookies)\(\)/, what: 'a header of the request' },
  { name: /^this\.\$route\.(query|params|hash)/, what: 'the address of the page' },
  // Angular, of both generations.
  {
    name: /(^|\.)ActivatedRoute(Snapshot)?\(\)\.(snapshot\.)?(queryParams|params|queryParamMap|paramMap|fragment)\b/,
    what: 'the address of the page',
  },
  { name: /^\$?\$location\.(search|hash|url|absUrl)\(\)/, what: 'the address of the page' },
  { name: /^\$\$(routeParams|stateParams)\b/, what: 'the address of the page' },
  // Nuxt and h3, whose functions are there without an import.
  { name: /^(h3\.)?(getQuery|getValidatedQuery|getRouterParams?)\(\)/, what: 'the query of the request' },
  {
    name: /^(h3\.)?(readBody|readRawBody|readFormData|readMultipartFormData)\(\)/,
    what: 'the body of the request',
  },
  { name: /^h3\.(getHeader|getHeaders|getRequestHeader|getCookie)\(\)/, what: 'a header of the request' },
  { name: /^(@sveltejs\/kit|\$app\/(stores|state))\.page\b/, what: 'the address of the page' },
];

/** Is what a name stands for from outside by convention of a framework? The name is the full one. */
export function namedSource(name: string): Source | null {
  if (
    !/\.use[A-Z]|^next\/headers|^this\.\$route|ActivatedRoute|^\$\$?[lrs]\w*[nPs]\b|^h3\.|^(get|read)\w+\(\)|^\$app|^@svelte/.test(
      name,
    )
  )
    return null;
  const found = framework.find((one) => one.name.test(name));
  return found ? remote(found.what) : null;
}

/** Is this part of a function's parameter from outside, by who calls the function? */
export function parameterSource(
  code: Code,
  fn: AnyFunction,
  index: number,
  path: Path,
  param: Node,
): Source | null {
  const decorated = decoratedSource(param, path);
  if (decorated) return decorated;
  const role = roleOf(code, fn, index, param);
  return role ? partOfRole(role, path) : null;
}

type Role =
  | 'request'
  | 'likely request'
  | 'koa context'
  | 'lambda event'
  | 'message event'
  | 'props of a page'
  | 'archive entry'
  | 'whole';

const fields: Readonly<Record<string, string>> = {
  query: 'the query of the request',
  body: 'the body of the request',
  params: 'a parameter of the route',
  headers: 'a header of the request',
  header: 'a header of the request',
  get: 'a header of the request',
  cookies: 'a cookie of the request',
  url: 'the URL of the request',
  originalUrl: 'the URL of the request',
  nextUrl: 'the URL of the request',
  path: 'the path of the request',
  hostname: 'the host the request names',
  files: 'an uploaded file',
  file: 'an uploaded file',
  rawBody: 'the body of the request',
  param: 'a parameter of the request',
  json: 'the body of the request',
  text: 'the body of the request',
  formData: 'the body of the request',
  payload: 'the body of the request',
  querystring: 'the query of the request',
  searchParams: 'the query of the request',
  swagger: 'a parameter of the request',
};
/** What a plain object called `req` may have as well: an outgoing request has these, too. */
const ambiguous = /^(url|headers?|get|path|json|text|file|files|hostname|payload|formData)$/;

/** What the page's own events have, and what the platform itself says of a call. */
const ofAnotherEvent = /^(requestContext|target|currentTarget|srcElement|nativeEvent|dataTransfer|key|type)$/;

function partOfRole(role: Role, path: Path): Source | null {
  const [first = '', second = ''] = path;
  switch (role) {
    case 'request':
      // The multer and busboy fields that the server itself makes.
      if (/^files?$/.test(first) && /^(path|destination|size|filename|buffer|mimetype)$/.test(second))
        return null;
      return fields[first] ? remote(fields[first]) : null;
    case 'likely request':
      return fields[first] && !ambiguous.test(first) ? remote(fields[first]) : null;
    case 'koa context':
      if (first === 'request' || first === 'req') return partOfRole('request', path.slice(1));
      return /^(query|querystring|params|header|headers|get|path|url|cookies)$/.test(first)
        ? remote(fields[first] ?? 'the request')
        : null;
    case 'lambda event':
      return first !== '' && !ofAnotherEvent.test(first)
        ? remote('the event the function is called with')
        : null;
    case 'message event':
      return first === 'data' ? remote('a message from another window') : null;
    case 'props of a page':
      if (first === 'request' || first === 'req') return partOfRole('request', path.slice(1));
      return /^(query|params|searchParams|url)$/.test(first) ? remote('the address of the page') : null;
    case 'archive entry':
      return /^(path|fileName|filename|entryName|relativePath)$/.test(first)
        ? remote('the name of a file in an archive')
        : null;
    case 'whole':
      return remote('what the other side sends');
    default:
      return null;
  }
}

const requestTypes =
  /(^|\.)(Request|NextApiRequest|NextRequest|FastifyRequest|IncomingMessage|AuthRequest|AuthenticatedRequest|\w*Request)\(?\)?$/;

const lambdaTypes =
  /(^|\.)(APIGateway\w*Event\w*|(ALB|AppSyncResolver|CloudFrontRequest|EventBridge|Handler|Kinesis\w*|LambdaFunctionURL|S3|SNS|SQS)Event)$/;

function roleOf(code: Code, fn: AnyFunction, index: number, param: Node): Role | null {
  const name = parameterName(param);
  const type = typeName(code, param);
  if (type !== null) {
    if (/(^|\.)(Koa)?(Context|ParameterizedContext)$/.test(type) && /^(ctx|context|c)$/.test(name))
      return 'koa context';
    if (lambdaTypes.test(type)) return 'lambda event';
    if (/(^|\.)MessageEvent$/.test(type)) return 'message event';
    if (requestTypes.test(type) && !/^(axios|got|undici)/.test(type)) return 'request';
    if (
      /(^|\.)(GetServerSidePropsContext|LoaderFunctionArgs|ActionFunctionArgs|LoaderArgs|ActionArgs)$/.test(
        type,
      )
    )
      return 'props of a page';
  }
  const role = roleByUse(code, fn, index) ?? roleByName(fn, index, name);
  // An event of a type that no platform calls a function with is the program's own.
  return role === 'lambda event' && type !== null ? null : role;
}

function parameterName(param: Node): string {
  const pattern =
    param.type === 'TSParameterProperty'
      ? param.parameter
      : param.type === 'AssignmentPattern'
        ? param.left
        : param;
  return pattern.type === 'Identifier' ? pattern.name : '';
}

const isResponse = (name: string): boolean =>
  /^_?(res|response|reply|resp|rsp|h|toolkit|\$?res)$/i.test(name);

function roleByName(fn: AnyFunction, index: number, name: string): Role | null {
  const exported = exportedName(fn);
  if (index === 0 && /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/.test(exported ?? '')) return 'request';
  const next = fn.params[index + 1];
  const nextName = next ? parameterName(next) : '';
  if (/^_?(req|request|\w+Req|\w+Request)$/.test(name)) {
    if (isResponse(nextName)) return 'request';
    return name === 'req' || name === 'request' ? 'likely request' : null;
  }
  if (isResponse(nextName) && index === 0 && name !== '' && /^(r|q|e|event)$/i.test(name)) return 'request';
  if (name === 'ctx' && index === 0) return 'koa context';
  if (exported === null || index > 0) return null;
  if (/^(getServerSideProps|getInitialProps|loader|action|load)$/.test(exported)) return 'props of a page';
  if (/^_?(event|evt)$/.test(name)) return 'lambda event';
  return null;
}

const routeMethods =
  /^(get|post|put|patch|delete|del|all|use|head|options|route|param|on|handle|createServer)$/;

/** Who the function is handed to, directly or by name. */
function roleByUse(code: Code, fn: AnyFunction, index: number): Role | null {
  const parent = fn.parent;
  if (parent?.type === 'AssignmentExpression' && parent.left.type === 'MemberExpression')
    if (memberName(parent.left) === 'onmessage' && index === 0) return 'message event';
  if (parent?.type === 'Property' || parent?.type === 'MethodDefinition') {
    const role = roleOfResolver(parent, index) ?? roleOfFetch(parent, fn, index);
    if (role) return role;
  }
  for (const { call, index: position } of usesOf(code, fn)) {
    const role = roleInCall(code, fn, call, position, index);
    if (role) return role;
  }
  return null;
}

/** Resolvers of GraphQL stand under `Query` and `Mutation`: the second parameter holds what the client asks with. */
function roleOfResolver(property: Node, index: number): Role | null {
  if (index !== 1 || property.type !== 'Property') return null;
  const group = property.parent?.parent;
  return group?.type === 'Property' && /^(Query|Mutation|Subscription)$/.test(keyName(group) ?? '')
    ? 'whole'
    : null;
}

/** `export default { fetch(request) {} }` and `Bun.serve({ fetch(request) {} })` answer requests. */
const roleOfFetch = (property: Node, fn: AnyFunction, index: number): Role | null =>
  index === 0 &&
  property.type === 'Property' &&
  keyName(property) === 'fetch' &&
  /^_?(req|request)$/.test(parameterName(fn.params[0] ?? fn))
    ? 'request'
    : null;

/** Events of a connection that bring what the other side sends. */
const silentEvents =
  /^(error|close|end|finish|drain|connect|connection|open|disconnect|listening|exit|timeout|upgrade)$/;

function roleInCall(code: Code, fn: AnyFunction, call: Call, position: number, index: number): Role | null {
  const method = calledName(call) ?? '';
  const [first] = call.arguments;
  const event = first?.type === 'Literal' && typeof first.value === 'string' ? first.value : null;
  const callee = unwrapped(call.callee);
  const receiver = callee.type === 'MemberExpression' ? (nameOf(code, callee.object) ?? '') : '';
  if (/^(addEventListener|attachEvent|on)$/.test(method) && event === 'message' && index === 0) {
    if (method === 'addEventListener' || receiver === 'window') return 'message event';
  }
  // Readers of archives tell of each file in them; whoever made the archive named it.
  if (/^(on|once)$/.test(method) && event === 'entry') return index === 0 ? 'archive entry' : null;
  if (/\.onMessageExternal$/.test(receiver)) return index === 0 ? 'whole' : null;
  if (/^(Deno|Bun)$/.test(receiver) && method === 'serve') return index === 0 ? 'request' : null;
  if (receiver.endsWith('ipcMain') && /^(on|once|handle)$/.test(method)) return index > 0 ? 'whole' : null;
  if (/^(on|once)$/.test(method) && event !== null && !silentEvents.test(event)) {
    if (/(^|[.$])(socket|ws|client|sock|conn|connection)$/i.test(receiver)) return 'whole';
    if (/^(data|body)$/.test(event) && /(^|[.$])(req|request)$/.test(receiver)) return 'whole';
    return null;
  }
  // A route: `app.get('/', …)`, `router.use(…)`, with the request first, or second after an error.
  if (!routeMethods.test(method) || (position === 0 && !/^(use|createServer|all|on|handle)$/.test(method)))
    return null;
  if (
    /(^|\.)(axios|\$|jQuery|http|https|superagent|got|nock|needle)$/.test(receiver) &&
    method !== 'createServer'
  )
    return null;
  if (/(koa|Router\(\)|hono)/i.test(receiver) && fn.params.length <= 2 && index === 0) {
    const name = parameterName(fn.params[0] ?? fn);
    if (/^(ctx|context|c)$/.test(name)) return 'koa context';
  }
  const isErrorHandler = fn.params.length === 4 && method === 'use';
  const isRoute = isErrorHandler ? index === 1 : index === 0;
  if (!isRoute) return null;
  const name = parameterName(fn.params[index] ?? fn);
  if (/^(ctx|context|c)$/.test(name)) return 'koa context';
  return name === '' || /^_?\w*(req|request|r)$/i.test(name) ? 'request' : null;
}

const bodyDecorators: Readonly<Record<string, string>> = {
  Body: 'the body of the request',
  Query: 'the query of the request',
  Param: 'a parameter of the route',
  Headers: 'a header of the request',
  Cookies: 'a cookie of the request',
  BodyParam: 'the body of the request',
  QueryParam: 'the query of the request',
  QueryParams: 'the query of the request',
  Params: 'a parameter of the route',
  HeaderParam: 'a header of the request',
  Args: 'an argument of the request',
  MessageBody: 'the message of the client',
};

/** Nest and its kin mark parameters by decorators. A pipe that makes a number of it makes it harmless. */
function decoratedSource(param: Node, path: Path): Source | null {
  const decorators = 'decorators' in param && Array.isArray(param.decorators) ? param.decorators : [];
  for (const decorator of decorators) {
    const expression = decorator?.expression;
    if (expression?.type !== 'CallExpression' || expression.callee.type !== 'Identifier') continue;
    const { name } = expression.callee;
    if (/^(Req|Request)$/.test(name)) return partOfRole('request', path);
    const what = bodyDecorators[name];
    if (what === undefined) continue;
    const isParsed = expression.arguments.some(
      (arg: Node) => arg.type === 'Identifier' && /^Parse(Int|Float|Bool|UUID|Enum)/.test(arg.name),
    );
    return isParsed ? null : remote(what);
  }
  return null;
}
