import { browsers, clock, type Innocent } from './innocent-lines.ts';

/** Many people behind one address, and machines that speak ssh. Nobody in here may be banned either. */
export const innocentCrowds: readonly Innocent[] = [
  office('an office of 300 people on Monday morning, one in eight mistypes the password', 300, 8),
  office('a carrier’s shared address: 800 phones', 800, 15),
  {
    name: 'an office exceeds a tight limit of the server',
    format: 'nginx',
    lines: Array.from(
      { length: 200 },
      (_, n) =>
        `2025/10/10 09:00:${String(Math.floor(n / 4)).padStart(2, '0')} [error] 7#7: *${n} limiting requests, excess: 20.5 by zone "one", client: 198.51.200.3, server: _, request: "GET /img/${n}.png HTTP/1.1", host: "a"`,
    ),
  },
  {
    name: 'a browser tries TLS on a plain port at every click',
    format: 'nginx',
    lines: Array.from(
      { length: 60 },
      (_, n) =>
        `198.51.200.4 - - [${clock(n * 3)}] "\\x16\\x03\\x01\\x02\\x00\\x01\\x00\\x01\\xFC\\x03\\x03" 400 150 "-" "-"`,
    ),
  },
  {
    name: 'a firewall’s rule refuses an author’s drafts',
    format: 'modsecurity',
    lines: Array.from(
      { length: 40 },
      (_, n) =>
        `[Fri Oct 10 12:${String(n).padStart(2, '0')}:00.000000 2025] [:error] [pid 1] [client 198.51.200.5:5000] [client 198.51.200.5] ModSecurity: Access denied with code 403 (phase 2). [file "/r.conf"] [line "1"] [id "94${n % 2}1${n % 9}0"] [msg "x"] [severity "CRITICAL"] [hostname "a"] [uri "/post/${n}"] [unique_id "u${n}"]`,
    ),
  },
  ssh('somebody mistypes a password six times', [
    ...attempts(1, 3, 'ann', '198.51.200.6', 0),
    ...attempts(2, 3, 'ann', '198.51.200.6', 20),
  ]),
  ssh(
    'monitoring connects and goes away',
    Array.from({ length: 600 }, (_, n) => [
      n * 30,
      n,
      'Connection closed by 198.51.200.7 port 4000 [preauth]',
    ]),
  ),
  ssh(
    'a scan of host keys for inventory',
    Array.from({ length: 5 }, (_, n) => [n, n, `Connection closed by 198.51.200.8 port ${n} [preauth]`]),
  ),
  ssh(
    'a deployment job with a key that was revoked',
    Array.from({ length: 500 }, (_, n) => [
      n * 60,
      n,
      'Connection closed by authenticating user deploy 198.51.200.9 port 4000 [preauth]',
    ]),
  ),
  ssh(
    'a backup with an old password every five minutes',
    Array.from({ length: 300 }, (_, n) => [
      n * 300,
      n,
      'Failed password for backup from 198.51.200.10 port 4000 ssh2',
    ]),
  ),
  ssh('an agent offers ten keys, the last one fits', [
    ...Array.from(
      { length: 10 },
      (_, n): SshLine => [
        n / 10,
        1,
        `Failed publickey for ann from 198.51.200.11 port 4000 ssh2: ED25519 SHA256:k${n}`,
      ],
    ),
    [2, 1, 'Accepted publickey for ann from 198.51.200.11 port 4000 ssh2: ED25519 SHA256:z'],
  ]),
  {
    name: 'late packets of connections this machine opened',
    format: 'packet-filter',
    lines: Array.from(
      { length: 300 },
      (_, n) =>
        `${new Date(Date.UTC(2025, 9, 10, 9) + n * 700).toISOString()} host kernel: [UFW BLOCK] IN=eth0 OUT= SRC=198.51.200.12 DST=192.0.2.1 LEN=40 TOS=0x00 PREC=0x00 TTL=57 ID=0 DF PROTO=TCP SPT=443 DPT=${40_000 + n} WINDOW=0 RES=0x00 ${n % 2 === 0 ? 'RST' : 'ACK FIN'} URGP=0`,
    ),
  },
];

/** All with the browser the company installed; the application says 401 to a wrong password and 302 to a right one. */
function office(name: string, people: number, oneIn: number): Innocent {
  const client = `198.51.200.${people % 200}`;
  const all: [number, string, number][] = [];
  for (let person = 0; person < people; person++) {
    const at = person * 2;
    all.push([at, 'GET /login', 200]);
    if (person % oneIn === 0) all.push([at + 1, 'POST /login', 401], [at + 3, 'POST /login', 401]);
    all.push([at + 5, 'POST /login', 302], [at + 6, 'GET /home', 200]);
    for (let page = 0; page < 6; page++)
      all.push([
        at + 8 + page * 9,
        `GET /team/${person}/${page}`,
        page === 3 && person % 4 === 0 ? 404 : 200,
      ]);
    if (person % 20 === 0)
      all.push([at + 30, 'GET /autodiscover/autodiscover.xml', 404], [at + 31, `GET /old${person}`, 404]);
  }
  const lines = all
    .sort((a, b) => a[0] - b[0])
    .map(
      ([at, request, status]) =>
        `${client} - - [${clock(at)}] "${request} HTTP/2.0" ${status} 900 "https://app.example/" "${browsers.chrome}"`,
    );
  return { name, format: 'nginx', lines };
}

type SshLine = readonly [number, number, string];

function ssh(name: string, all: readonly SshLine[]): Innocent {
  const lines = all.map(
    ([at, pid, message]) =>
      `${new Date(Date.UTC(2025, 9, 10, 9) + at * 1000).toISOString()} host sshd[${1000 + pid}]: ${message}`,
  );
  return { name, format: 'sshd', lines };
}

/** Everything sshd and PAM write about one connection with wrong passwords. */
function attempts(pid: number, tries: number, user: string, client: string, from: number): SshLine[] {
  return [
    [
      from,
      pid,
      `pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=${client}  user=${user}`,
    ],
    ...Array.from(
      { length: tries },
      (_, n): SshLine => [from + 2 + n * 4, pid, `Failed password for ${user} from ${client} port 4000 ssh2`],
    ),
    [from + 15, pid, `Connection closed by authenticating user ${user} ${client} port 4000 [preauth]`],
  ];
}
