import { readCombined } from './access-log.ts';
import { readProxyManager } from './nginx-bracketed.ts';
import { readNginxError } from './nginx-error.ts';
import type { Reader } from './reader.ts';

/** nginx access log (combined, with virtual host, proxy manager's formats) and error log, told apart by shape. */
export const readNginx: Reader = (line, context) => {
  const code = line.charCodeAt(0);
  if (code === 91) return readProxyManager(line, context);
  if (code >= 48 && code <= 57 && line.charCodeAt(4) === 47) return readNginxError(line, context);
  const found = readCombined(line, 'nginx', context);
  return found ?? readNginxError(line, context);
};
