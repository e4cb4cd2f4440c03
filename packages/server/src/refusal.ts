/**
 * Every reason the product declines something, by stable code. `web/problem.ts` turns codes into HTTP statuses and
 * RFC 9457 problem documents; anything that is not a Refusal is a bare 500 and a full log line.
 */
export const refusalCodes = [
  'bad-request',
  'unauthenticated',
  'forbidden',
  'not-found',
  'method-not-allowed',
  'conflict',
  'stale',
  'gone',
  'too-large',
  'unsupported-media-type',
  'invalid',
  'too-many-requests',
  'misdirected',
  'cross-site',
  'form-expired',
  'overloaded',
  'precondition-required',
  'wrong-transition',
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

export interface FieldError {
  /** Path of the field in the input: `title`, `assets.0.identifier`. */
  path: string;
  message: string;
}

export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: RefusalCode;
  readonly fields: readonly FieldError[];
  readonly headers: Readonly<Record<string, string>>;

  /** `message` is shown to the person: what was expected, what came, and the way out. */
  constructor(
    code: RefusalCode,
    message: string,
    more: { fields?: readonly FieldError[]; headers?: Record<string, string>; cause?: unknown } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.code = code;
    this.fields = more.fields ?? [];
    this.headers = more.headers ?? {};
  }
}

export const notFound = (what = 'page'): Refusal =>
  new Refusal('not-found', `There is no such ${what}, or you may not see it.`);
