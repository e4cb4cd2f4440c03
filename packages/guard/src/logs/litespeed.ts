import { readCombined } from './access-log.ts';
import { parseHostPort } from './address.ts';
import { event } from './event.ts';
import type { Reader } from './reader.ts';
import { isoTime } from './timestamp.ts';

/** LiteSpeed's access log (combined) and the failed logins of its error log. */
export const readLitespeed: Reader = (line, context) => {
  const head = /^(\d{4}-\d\d-\d\d [\d:.]+) \[\w+\] \[\d+\] \[([^\]#]+?)(?::HTTP\d?)?(?:-\d+)?#[^\]]*\] /.exec(
    line,
  );
  if (!head) return readCombined(line, 'litespeed', context);
  const ip = parseHostPort(head[2] ?? '');
  const message = line.slice(head[0].length);
  const login = /^User '(.*)' failed to authenticate\.$/.exec(message);
  const admin = /Failed Login Attempt - username:(.*) ip:\S+ url:/.exec(message);
  if (ip === null || (login ?? admin) === null) return null;
  const username = login?.[1] ?? admin?.[1] ?? '';
  return event({
    source: 'litespeed',
    kind: 'auth-failed',
    line,
    t: isoTime(head[1] ?? '', context.civil),
    ip,
    user: username,
    more: { service: 'http', sub_type: login ? 'auth_fail' : 'litespeed_admin_auth_fail', username },
  });
};
