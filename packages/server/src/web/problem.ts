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
