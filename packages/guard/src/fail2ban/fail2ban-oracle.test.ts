import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { AddressRanges } from '../logs/address-range.ts';
import type { ReadingContext } from '../logs/reader.ts';
import { civilIn } from '../logs/timestamp.ts';
import { hasOracle, readOracle } from '../test/oracle.ts';
import { Fail2banFilter } from './filter.ts';

interface OracleLine {
  readonly n: number;
  readonly o: number;
  readonly match: boolean;
  readonly line: string;
  readonly expect?: Readonly<Record<string, unknown>>;
}

interface Oracle {
  readonly jails: Readonly<
    Record<string, { readonly filter: string; readonly lines: readonly OracleLine[] }>
  >;
  readonly optionSets: readonly (readonly Readonly<Record<string, string>>[])[];
}

/**
 * `config/filter.d` of a checkout at the oracle's commit. A distribution's filters are older and know fewer lines: where
 * we differ from the oracle with those, their own `fail2ban-regex` is asked about the line, and has the last word.
 */
const directory = process.env['BUGHEIST_FAIL2BAN_FILTERS'] ?? '';
const ready = hasOracle('fail2ban-oracle.json') && directory !== '' && existsSync(directory);
const context: ReadingContext = {
  trusted: new AddressRanges(),
  civil: civilIn('Europe/Zurich'),
  now: Date.UTC(2005, 7, 14, 10),
};

test.skipIf(!ready)(
  'fail2ban’s own filters find what fail2ban finds in every line of its web and ssh tests',
  () => {
    const { jails, optionSets } = readOracle('fail2ban-oracle.json') as Oracle;
    let judged = 0;
    const wrong: string[] = [];
    const explained: string[] = [];
    const absent: string[] = [];
    for (const [jail, { filter, lines }] of Object.entries(jails)) {
      const file = join(directory, `${filter.replace(/-journal$/, '')}.conf`);
      if (!existsSync(file)) {
        absent.push(`${jail} (${lines.length} lines)`);
        continue;
      }
      const reader = readerFor(file);
      for (const line of lines)
        for (const options of optionSets[line.o] ?? [{}]) {
          if (!applies(line, options, jail)) continue;
          const outcome = judge(reader(options), line, options);
          judged++;
          if (outcome === '') continue;
          const shown = `${jail}:${line.n} ${JSON.stringify(options)} ${outcome}\n      ${line.line}`;
          (saysTheProgram(file, line, options) === outcome ? explained : wrong).push(shown);
        }
    }
    const alike = judged - wrong.length - explained.length;
    console.info(
      `${alike} of ${judged} line judgements alike, ${explained.length} otherwise and as these filters' own program has it; filters not in ${directory}: ${absent.join(', ') || 'none'}`,
    );
    for (const line of explained) console.info(`  as the program has it: ${line}`);
    for (const line of wrong) console.info(`  ${line}`);
    expect(judged).toBeGreaterThan(300);
    expect(wrong).toEqual([]);
  },
  180_000,
);

function readerFor(file: string): (options: Readonly<Record<string, string>>) => Fail2banFilter {
  const known = new Map<string, Fail2banFilter>();
  return (options) => {
    const key = JSON.stringify(options);
    const own = Object.fromEntries(Object.entries(options).filter(([name]) => !name.startsWith('test.')));
    const filter = known.get(key) ?? new Fail2banFilter(file, { options: own });
    known.set(key, filter);
    return filter;
  };
}

/** The two forms of condition the oracle has. */
function applies(line: OracleLine, options: Readonly<Record<string, string>>, jail: string): boolean {
  const condition = options['test.condition'];
  if (condition === "name=='sshd'" && !jail.startsWith('sshd')) return false;
  const constraint = line.expect?.['constraint'];
  if (typeof constraint !== 'string') return true;
  if (constraint === "name == 'sshd'") return jail.startsWith('sshd');
  const unequal = /^opts\.get\(['"](\w+)['"]\)\s*!=\s*['"](\w+)['"]$/.exec(constraint);
  if (unequal) return options[unequal[1] ?? ''] !== unequal[2];
  const equal = /^opts\.get\(['"](\w+)['"]\)\s*==\s*['"](\w+)['"]$/.exec(constraint);
  if (equal) return options[equal[1] ?? ''] === equal[2];
  throw new Error(`constraint ${constraint} isn't understood`);
}

function judge(filter: Fail2banFilter, line: OracleLine, options: Readonly<Record<string, string>>): string {
  const found = filter.read((options['test.prefix-line'] ?? '') + line.line, context);
  if (!line.match) return found === null ? '' : `matched ${found.id}`;
  if (found === null) return 'not matched';
  const host = line.expect?.['host'];
  if (typeof host === 'string' && host !== found.id) return `host ${host} ≠ ${found.id}`;
  const time = line.expect?.['time'];
  const ours = options['logtype'] === 'journal' ? time : zurich(found.t);
  if (typeof time === 'string' && ours !== time.slice(0, 19) && ours !== time)
    return `time ${time} ≠ ${ours}`;
  const user = line.expect?.['user'];
  return typeof user === 'string' && user !== found.groups['user']
    ? `user ${user} ≠ ${found.groups['user']}`
    : '';
}

/** What the installed `fail2ban-regex` makes of a line with the same filter, in the words of `judge`; null without one. */
function saysTheProgram(
  file: string,
  line: OracleLine,
  options: Readonly<Record<string, string>>,
): string | null {
  const given = Object.entries(options).filter(([name]) => !name.startsWith('test.'));
  const filter = `${file}[${given.map(([name, value]) => `${name}="${value}"`).join(',')}]`;
  const text = (options['test.prefix-line'] ?? '') + line.line;
  const asked = ['-c', join(directory, '..'), '-o', '<ip> <F-USER>', text, filter];
  const { status, stdout, stderr } = spawnSync('fail2ban-regex', asked, { encoding: 'utf8' });
  if (status !== 0 || /\bERROR\b/.test(stderr)) return null;
  const [, id, user = ''] = /^(\S+) ?(.*)/.exec(stdout.trim()) ?? [];
  if (id === undefined) return 'not matched';
  const expected = line.expect?.['user'];
  return typeof expected === 'string' && user !== expected ? `user ${expected} ≠ ${user}` : '';
}

const zurichText = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Zurich',
  dateStyle: 'short',
  timeStyle: 'medium',
});
const zurich = (t: number) => zurichText.format(t).replace(' ', 'T');
