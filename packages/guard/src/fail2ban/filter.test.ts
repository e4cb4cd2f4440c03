import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert, property, string } from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { Engine } from '../scenarios/engine.ts';
import { atCrowdsec } from '../test/crowdsec-cases.ts';
import { expandConditionals } from './conditional.ts';
import { FilterError } from './config.ts';
import { Fail2banFilter } from './filter.ts';
import { type Jail, jailReader, jailScenario } from './jail.ts';

let directory = '';
const write = (name: string, text: string) => {
  const file = join(directory, name);
  writeFileSync(file, text);
  return file;
};

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'guard-filter-'));
  write('shared.conf', '[DEFAULT]\n_daemon = door\n__prefix = \\s*\\S+ <_daemon>: \n');
});

const filterText = `[INCLUDES]
before = shared.conf
[Definition]
mode = normal
refused-normal = refused
refused-strict = (?:refused|late)
failregex = ^%(__prefix)s<refused-<mode>> (?P<inv>unknown )?<F-USER>\\S+</F-USER> from <HOST>(?(inv) at all|)$
            ^%(__prefix)s\\[<ADDR>\\] knocked
ignoreregex = from 192\\.0\\.2\\.99
`;

test('a filter is read with its includes, options, tags and Python conditionals', () => {
  const file = write('door.conf', filterText);
  const filter = new Fail2banFilter(file);
  const read = (line: string) => filter.read(line, atCrowdsec);
  expect(read('2025-10-10T12:00:00Z h door: refused ann from 203.0.113.9')).toMatchObject({
    id: '203.0.113.9',
    t: Date.UTC(2025, 9, 10, 12),
    groups: { user: 'ann' },
  });
  expect(read('h door: refused unknown ann from 203.0.113.9')).toBeNull();
  expect(read('h door: refused unknown ann from 203.0.113.9 at all')?.id).toBe('203.0.113.9');
  expect(read('h door: refused ann from 192.0.2.99')).toBeNull();
  expect(read('h door: late ann from 203.0.113.9')).toBeNull();
  const strict = new Fail2banFilter(file, { options: { mode: 'strict' } });
  expect(strict.read('h door: late ann from 203.0.113.9', atCrowdsec)?.id).toBe('203.0.113.9');
});

test('a jail overflows at maxretry within findtime, and never on a host name', () => {
  const jail: Jail = {
    name: 'door',
    filter: write('door.conf', filterText),
    maxRetry: 3,
    findTimeMs: 600_000,
  };
  const reader = jailReader(jail);
  const engine = new Engine([jailScenario(jail)]);
  const feed = (who: string, second: number) => {
    const event = reader(`2025-10-10T12:00:0${second}Z h door: refused ann from ${who}`, atCrowdsec);
    return event ? engine.pour(event).length : 0;
  };
  expect([1, 2, 3].map((second) => feed('203.0.113.9', second))).toEqual([0, 0, 1]);
  expect([1, 2, 3, 4].map((second) => feed('host.example', second))).toEqual([0, 0, 0, 0]);
});

test('a filter that can’t be used says where and why', () => {
  expect(() => new Fail2banFilter(join(directory, 'none.conf'))).toThrow(/none\.conf is not there/);
  const broken = write('broken.conf', '[Definition]\nfailregex = ^(unclosed <HOST>\n');
  expect(() => new Fail2banFilter(broken)).toThrow(FilterError);
  const circular = write('circle.conf', '[Definition]\na = %(b)s\nb = %(a)s\nfailregex = %(a)s <HOST>\n');
  expect(() => new Fail2banFilter(circular)).toThrow(/refers to itself/);
});

test('a conditional becomes two patterns that together match what it matched', () => {
  const [first = '', second = ''] = expandConditionals('^(?<q>")?x(?(q)"|)$');
  const matches = (text: string) => new RegExp(first).test(text) || new RegExp(second).test(text);
  expect(['"x"', 'x', '"x', 'x"'].map(matches)).toEqual([true, true, false, false]);
});

test('no line makes a filter throw', () => {
  const filter = new Fail2banFilter(write('door.conf', filterText));
  assert(
    property(string({ unit: 'binary', maxLength: 400 }), (line) => {
      filter.read(line, atCrowdsec);
      return true;
    }),
  );
});
