import { Refusal, type RefusalCode } from '../refusal.ts';

/** Code → HTTP status. The only place that knows both. */
const statuses: Record<RefusalCode, number> = {
  'bad-request': 400,
  unauthenticated: 401,
  forbidden: 403,
  'cross-site': 403,
  'form-expired': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  conflict: 409,
  'wrong-transition': 409,
  gone: 410,
  stale: 412,
  'too-large': 413,
  'unsupported-media-type': 415,
  misdirected: 421,
  invalid: 422,
  'precondition-required': 428,
  'too-many-requests': 429,
  overloaded: 503,
};

const titles: Record<RefusalCode, string> = {
  'bad-request': 'That request could not be read',
  unauthenticated: 'Please sign in',
  forbidden: 'You may not do that',
  'cross-site': 'That request came from somewhere else',
  'form-expired': 'This form has expired',
  'not-found': 'Not found',
  'method-not-allowed': 'That cannot be done here',
  conflict: 'That does not fit any more',
  'wrong-transition': 'That step is not possible now',
  gone: 'This is gone',
  stale: 'Somebody else changed this in the meantime',
  'too-large': 'That is too large',
  'unsupported-media-type': 'That format is not understood',
  misdirected: 'This server does not answer to that name',
  invalid: 'Some fields need another look',
  'precondition-required': 'If-Match is needed',
  'too-many-requests': 'Too many requests',
  overloaded: 'Too busy right now',
};

/** RFC 9457 problem details. `type` is stable and dereferences to the reference page's section. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  errors?: readonly { path: string; message: string }[];
}

/** What is told of an error. Anything but a Refusal is a bare 500: no name, no message, no trace. */
export function problemOf(error: unknown, requestId: string): Problem {
  if (!(error instanceof Refusal))
    return {
      type: 'about:blank',
      title: 'Something broke on our side',
      status: 500,
      detail:
        'This was logged and nothing was changed. Please try again; if it stays, tell the operator the number below.',
      instance: requestId,
    };
  return {
    type: `/api#${error.code}`,
    title: titles[error.code],
    status: statuses[error.code],
    detail: error.message,
    instance: requestId,
    ...(error.fields.length > 0 ? { errors: error.fields } : {}),
  };
}

export const statusOf = (code: RefusalCode): number => statuses[code];

/** What a client gets to see of a refusal, for the reference. */
export function problemExample(code: RefusalCode): Problem {
  const fields = code === 'invalid' ? [{ path: 'title', message: 'Please fill this in.' }] : [];
  return problemOf(new Refusal(code, details[code], { fields }), '0198c1d2-7f3e-7a41-9b7e-2f6d1f0c9a11');
}

const details: Record<RefusalCode, string> = {
  'bad-request': 'Expected a JSON document, got something that does not parse.',
  unauthenticated: 'Please sign in first.',
  forbidden: 'Your role here does not include that.',
  'cross-site': 'Nothing was changed: it was sent from another site. Open the page here and try again.',
  'form-expired': 'Nothing was changed: this form was opened too long ago or in another session.',
  'not-found': 'There is no such bug, or you may not see it.',
  'method-not-allowed': 'This address takes GET, HEAD.',
  conflict: 'This Idempotency-Key was used for another request.',
  'wrong-transition': 'A bug that is resolved cannot be triaged; it can be reopened.',
  gone: 'This link was used already or has expired.',
  stale:
    'This bug is at version 4, your change was based on version 3. Read it again and send the change anew.',
  'too-large': 'At most 300 kB can be sent at once. Please send less.',
  'unsupported-media-type': 'Expected application/json, got text/plain.',
  misdirected: 'This server answers to another name.',
  invalid: 'Some fields need another look.',
  'precondition-required': 'Send If-Match with the ETag you last read, so that no change is lost.',
  'too-many-requests': 'That was a lot at once. Please try again in 12 s.',
  overloaded: 'Please try again in a moment.',
};
