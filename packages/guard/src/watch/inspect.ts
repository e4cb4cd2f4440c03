import { accessSync, closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { dirname } from 'node:path';
import { ProgramError, runProgram } from '../bouncers/program.ts';
import type { BouncerConfig, Config, SourceConfig } from '../config/config.ts';
import { privateRanges } from '../logs/address-range.ts';
import type { Event } from '../logs/event.ts';
import { formats } from '../logs/formats.ts';
import type { Reader, ReadingContext } from '../logs/reader.ts';
import { readerOf } from './sources.ts';

/** What a look at one source or bouncer found. */
export interface Inspection {
  readonly name: string;
  /** For the operator: what is there, or what is wrong and the way out. */
  readonly finding: string;
  /** Whether the guard would do less than the configuration asks for. */
  readonly isProblem: boolean;
}

/** Looks at the newest lines of every log file and at what the bouncers need, and changes nothing. */
export async function inspect(config: Config, now: number): Promise<Inspection[]> {
  const context = { trusted: config.trusted, civil: config.civil, now };
  const sources = config.sources.map((source) => inspectSource(source, context));
  return [...sources, ...(await inspectBouncers(config.bouncers))];
}

function inspectSource(source: SourceConfig, context: ReadingContext): Inspection {
  const { name } = source;
  const reader = readerOf(source);
  if (source.kind !== 'file') return { name, finding: 'read while the guard runs', isProblem: false };
  const lines = newestLines(source.path);
  if (typeof lines === 'string') return { name, finding: lines, isProblem: !lines.startsWith('not there') };
  if (lines.length === 0) return { name, finding: 'empty', isProblem: false };
  if ('jail' in source.reads)
    return { name, finding: `read by jail ${source.reads.jail.name}`, isProblem: false };
  const { format } = source.reads;
  const events = eventsIn(lines, reader, context);
  const finding = `${events.length} of the newest ${lines.length} lines read as ${format}`;
  const better = events.length * 2 < lines.length ? betterFormat(lines, events.length, context) : null;
  if (better !== null) return { name, finding: `${finding}; ${better}`, isProblem: true };
  const proxy = onlyPrivateClient(events);
  if (proxy === null) return { name, finding, isProblem: false };
  const remedy = `nearly all clients are ${proxy}, which looks like your own proxy: add it to trustedProxies and log X-Forwarded-For`;
  return { name, finding: `${finding}; ${remedy}`, isProblem: true };
}

/** At most 200 lines of the file's end, or why there are none. */
function newestLines(path: string): string[] | string {
  try {
    const file = openSync(path, 'r');
    try {
      const { size } = fstatSync(file);
      const bytes = Buffer.alloc(Math.min(size, 65_536));
      const read = readSync(file, bytes, 0, bytes.length, size - bytes.length);
      const lines = bytes.subarray(0, read).toString('utf8').split('\n');
      return lines.slice(size > bytes.length ? 1 : 0, -1).slice(-200);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    if (error.code === 'ENOENT')
      return 'not there: it is read as soon as it appears; check the name if the server is running';
    return `can't be read (${String(error.code)}): the guard's user needs the group that owns it, often adm`;
  }
}

function eventsIn(lines: readonly string[], reader: Reader, context: ReadingContext): Event[] {
  return lines.flatMap((line) => reader(line, context) ?? []);
}

/** A format that reads more, as advice; null when the log may hold other things too. */
function betterFormat(lines: readonly string[], read: number, context: ReadingContext): string | null {
  const best = Object.entries(formats)
    .map(([name, reader]) => ({ name, count: eventsIn(lines, reader, context).length }))
    .reduce((most, one) => (one.count > most.count ? one : most), { name: '', count: read });
  if (best.name !== '') return `${best.count} as ${best.name}: set format: ${best.name}`;
  return read > 0 ? null : `no format reads them: known are ${Object.keys(formats).join(', ')}`;
}

function onlyPrivateClient(events: readonly Event[]): string | null {
  const web = events.filter(({ kind }) => kind === 'http-access');
  const [first] = web;
  if (first === undefined || web.length < 50 || !privateRanges.has(first.ip)) return null;
  return web.filter(({ ip }) => ip === first.ip).length >= web.length * 0.9 ? first.ip : null;
}

async function inspectBouncers({ nftables, nginx, haproxy, webhook }: BouncerConfig): Promise<Inspection[]> {
  const files = [
    ...(nginx ? [{ name: 'nginx', ...nginx }] : []),
    ...(haproxy ? [{ name: 'haproxy', ...haproxy }] : []),
  ];
  return [
    ...(nftables ? [await inspectNftables(nftables.command ?? ['nft'])] : []),
    ...files.map(({ name, directory }) => inspectDirectory(`bouncer ${name}`, directory)),
    ...(webhook ? [{ name: 'bouncer webhook', finding: new URL(webhook.url).origin, isProblem: false }] : []),
  ];
}

async function inspectNftables(command: readonly string[]): Promise<Inspection> {
  const name = 'bouncer nftables';
  try {
    await runProgram([...command, 'list', 'tables']);
    return { name, finding: `${command.join(' ')} works`, isProblem: false };
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error;
    const remedy = 'install nftables, and run the guard as root or with CAP_NET_ADMIN';
    return { name, finding: `${error.message.split('\n')[0]}: ${remedy}`, isProblem: true };
  }
}

function inspectDirectory(name: string, directory: string): Inspection {
  let existing = directory;
  for (;;) {
    try {
      accessSync(existing, constants.W_OK);
      return { name, finding: `writes to ${directory}`, isProblem: false };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      if (error.code === 'ENOENT' && dirname(existing) !== existing) existing = dirname(existing);
      else return { name, finding: `may not write to ${existing} (${String(error.code)})`, isProblem: true };
    }
  }
}
