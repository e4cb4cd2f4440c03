/** One line an event: JSON for machines, or text when a person watches the terminal. */
export interface Log {
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
  error(fields: Record<string, unknown>, message: string): void;
}

export type LogLevel = 'error' | 'warn' | 'info';

const order: readonly LogLevel[] = ['error', 'warn', 'info'];

export function createLog(options: {
  level: LogLevel;
  write: (line: string) => void;
  now: () => Date;
  readable: boolean;
}): Log {
  const at = (level: LogLevel) => (fields: Record<string, unknown>, message: string) => {
    if (order.indexOf(level) > order.indexOf(options.level)) return;
    const line = { time: options.now().toISOString(), level, message, ...withoutSecrets(fields) };
    options.write(options.readable ? readableLine(line) : JSON.stringify(line));
  };
  return { info: at('info'), warn: at('warn'), error: at('error') };
}

/** A log that says nothing, for tests and one-off commands. */
export const quietLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

const secretName = /pass(word|phrase)?|secret|token|authorization|cookie|^key$|phrase|credential/i;

/** Errors become name, message and stack; anything whose name says secret, and passwords inside URLs, are hidden. */
function withoutSecrets(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, secretName.test(name) ? '[secret]' : plain(value)]),
  );
}

function plain(value: unknown): unknown {
  if (value instanceof Error) {
    const cause = value.cause === undefined ? {} : { cause: plain(value.cause) };
    return { name: value.name, message: clean(value.message), stack: clean(value.stack ?? ''), ...cause };
  }
  if (typeof value === 'string') return clean(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype)
    return withoutSecrets(value as Record<string, unknown>);
  return value;
}

// Drizzle quotes a failed statement's parameters in its message: they may be anybody's.
const clean = (text: string) =>
  text
    .replace(/\/\/([^:@/\s]+):[^@/\s]+@/g, '//$1:[secret]@')
    .replace(/\nparams: [\s\S]*?(?=\n {4}at |$)/, '');

function readableLine({ time, level, message, ...rest }: Record<string, unknown>): string {
  const clock = String(time).slice(11, 19);
  const stack = (rest['error'] as { stack?: string } | undefined)?.stack;
  const { error: _error, ...fields } = rest;
  const shown = Object.entries(stack ? fields : rest).map(
    ([name, value]) => `${name}=${JSON.stringify(value)}`,
  );
  return `${clock} ${level === 'info' ? '' : `${String(level)}: `}${String(message)}${shown.length > 0 ? `  ${shown.join(' ')}` : ''}${stack ? `\n${stack}` : ''}`;
}
