import { parseAddress } from './address.ts';
import { type Event, type EventKind, event } from './event.ts';
import type { Reader, ReadingContext } from './reader.ts';
import { parseSyslog } from './syslog.ts';

/** OpenSSH through syslog, auth.log or journald's short output. */
export const readSshd: Reader = (line, context) => {
  const entry = parseSyslog(line, context);
  if (entry === null || !programs.has(entry.program)) return null;
  const found = readSshdMessage(entry.message, line, context);
  if (found === null) return null;
  return { ...found, t: entry.t, more: { ...found.more, machine: entry.machine, pid: entry.pid } };
};

/**
 * One sshd message, without header. Every pattern is anchored at the end of the message and greedy before it, because
 * the user name in the middle is whatever the client sent: `x from 9.9.9.9 port 1` is a user name too.
 */
export function readSshdMessage(raw: string, line: string, _context: ReadingContext): Event | null {
  const message = raw.trimEnd().replace(/^(?:fatal|error): /, '');
  for (const [prefix, patterns] of messages) {
    if (!message.startsWith(prefix)) continue;
    for (const { kind, pattern } of patterns) {
      const groups = pattern.exec(message)?.groups;
      const ip = groups ? parseAddress(groups['ip'] ?? '') : null;
      if (groups && ip !== null)
        return event({ source: 'sshd', kind, line, ip, user: groups['user'] ?? '', more: { message } });
    }
  }
  return null;
}

const programs = new Set(['sshd', 'sshd-session', 'sshd-auth']);
const address = '(?<ip>[\\da-fA-F:.]+)';
const port = '(?: port \\d+)?';
const tail = '(?: \\[preauth\\])?$';

interface Pattern {
  readonly kind: EventKind;
  readonly pattern: RegExp;
}

const failed = (pattern: string): Pattern => ({ kind: 'ssh-failed', pattern: new RegExp(pattern) });
const of = (kind: EventKind, pattern: string): Pattern => ({ kind, pattern: new RegExp(pattern) });

const messages: readonly (readonly [string, readonly Pattern[]])[] = [
  [
    'Failed ',
    [
      failed(`^Failed [\\w/-]+ for invalid user (?<user>.*) from ${address}${port}(?: ssh\\d?)?${tail}`),
      failed(`^Failed (?!none)[\\w/-]+ for (?<user>.*) from ${address}${port}(?: ssh\\d?)?(?:: .*)?$`),
    ],
  ],
  ['Invalid user', [failed(`^Invalid user\\s*(?<user>.*?)\\s*(?<=\\s)from ${address}${port}$`)]],
  [
    'pam_',
    [
      failed(
        `^pam_\\w+\\(sshd:auth\\): authentication failure; .*? rhost=${address}(?:\\s+user=(?<user>.*))?$`,
      ),
    ],
  ],
  [
    'Connection ',
    [
      failed(
        `^Connection (?:closed|reset) by (?:authenticating|invalid) user (?<user>.*) ${address} port \\d+ \\[preauth\\]$`,
      ),
      failed(`^Connection (?:closed|reset) by ${address} port \\d+ \\[preauth\\]$`),
    ],
  ],
  [
    'Disconnected from ',
    [
      failed(
        `^Disconnected from (?:authenticating|invalid) user (?<user>.*) ${address} port \\d+ \\[preauth\\]$`,
      ),
      of('ssh-notice', `^Disconnected from ${address}${port}${tail}`),
    ],
  ],
  ['User ', [failed(`^User (?<user>.*) from ${address}${port} not allowed because .+$`)]],
  ['banner exchange: ', [failed(`^banner exchange: Connection from ${address} port \\d+: invalid format$`)]],
  [
    'Magic value check failed',
    [failed(`^Magic value check failed \\(\\d+\\) on obfuscated handshake from ${address} port \\d+$`)],
  ],
  [
    'Unable to negotiate with ',
    [
      of(
        'ssh-bad-exchange',
        `^Unable to negotiate with ${address} port \\d+: no matching (?:host key type|key exchange method|MAC|cipher) found\\.`,
      ),
    ],
  ],
  [
    'Timeout before authentication for ',
    [of('ssh-timeout', `^Timeout before authentication for ${address}${port}`)],
  ],
  [
    'ssh_dispatch_run_fatal: ',
    [
      of(
        'ssh-dispatch',
        `^ssh_dispatch_run_fatal: Connection from ${address}${port}: message authentication code incorrect`,
      ),
    ],
  ],
  ['refused connect from ', [of('ssh-refused', `^refused connect from .*\\((?:::ffff:)?${address}\\)$`)]],
  [
    'Bad protocol version identification ',
    [of('ssh-notice', `^Bad protocol version identification '.*' from ${address}${port}$`)],
  ],
  [
    'maximum authentication attempts exceeded',
    [
      failed(
        `^maximum authentication attempts exceeded for (?:invalid user )?(?<user>.*) from ${address} port \\d+ ssh2${tail}`,
      ),
    ],
  ],
  [
    'Accepted ',
    [of('ssh-accepted', `^Accepted [\\w/-]+ for (?<user>.*) from ${address} port \\d+ ssh2(?:: .*)?$`)],
  ],
];
