import { readCombined } from './access-log.ts';
import { readNginxError } from './nginx-error.ts';
import type { Reader } from './reader.ts';

/** BunkerWeb: nginx behind a virtual host, with a request id before the user in newer versions. */
export const readBunkerweb: Reader = (line, context) => {
  const withoutId = line.replace(/^(\S+ \S+ -) [0-9a-f]{32} /, '$1 ');
  const found = readCombined(withoutId, 'bunkerweb', context);
  return found === null ? readNginxError(line, context) : { ...found, line };
};
