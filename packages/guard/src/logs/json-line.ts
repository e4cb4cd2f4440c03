export type JsonObject = { readonly [key: string]: unknown };

/** The object a line holds, or null: a torn or foreign line is no error, logs are full of them. */
export function jsonLine(line: string): JsonObject | null {
  const start = line.indexOf('{');
  if (start < 0 || line.slice(0, start).trim() !== '') return null;
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as text; objects, arrays and null give `''`. */
export function text(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** The value as a finite number, else `otherwise`. */
export function number(value: unknown, otherwise: number): number {
  const found = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof found === 'number' && Number.isFinite(found) ? found : otherwise;
}

/** First value of a header in a Go `http.Header` object; several are joined with commas. */
export function header(headers: unknown, name: string): string {
  if (!isObject(headers)) return '';
  const value = headers[name];
  return Array.isArray(value) ? value.map(text).join(', ') : text(value);
}
