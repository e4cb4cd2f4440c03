import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { type Config, ConfigError } from '../config.ts';

/** Throws a ConfigError for a key or certificate that cannot be read, is none, or does not fit the other. */
export function checkTlsFiles({ tls }: Pick<Config, 'tls'>): void {
  if (tls === null) return;
  const key = read('TLS_KEY_FILE', tls.keyFile);
  const cert = read('TLS_CERT_FILE', tls.certificateFile);
  try {
    createSecureContext({ key, cert });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigError(
      `TLS_KEY_FILE and TLS_CERT_FILE: expected a PEM key and the certificate made for it, got something else (${reason}).`,
      { cause },
    );
  }
}

function read(variable: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})`;
    throw new ConfigError(`${variable}: expected a PEM file at ${file}, but ${why}.`, { cause });
  }
}
