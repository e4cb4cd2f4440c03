import type { Readable } from 'node:stream';
import type { SourceConfig } from '../config/config.ts';
import { jailReader } from '../fail2ban/jail.ts';
import type { AddressRanges } from '../logs/address-range.ts';
import type { Event } from '../logs/event.ts';
import { formats } from '../logs/formats.ts';
import type { Reader } from '../logs/reader.ts';
import type { Civil } from '../logs/timestamp.ts';
import { FileSource } from '../sources/file.ts';
import { JournalSource, readStream } from '../sources/stream.ts';
import { SyslogSource } from '../sources/syslog-udp.ts';
import type { SourceState } from './tally.ts';

export interface SourceOptions {
  readonly trusted: AddressRanges;
  readonly civil: Civil;
  readonly now: () => number;
  readonly stdin: Readable;
  /** A line and what it says, null when nothing; every line is told. */
  readonly onLine: (source: string, event: Event | null) => void;
  readonly onState: (message: string) => void;
}

/** A source that runs. `ended` resolves when nothing more will come from it; most never end. */
export interface RunningSource {
  readonly state: () => SourceState;
  readonly stop: () => Promise<void>;
  readonly ended: Promise<void> | null;
}

/** Reader of one source; a jail's keeps state and belongs to this source alone. */
export function readerOf({ reads }: SourceConfig): Reader {
  if ('jail' in reads) return jailReader(reads.jail);
  return formats[reads.format] ?? (() => null);
}

export async function startSource(source: SourceConfig, options: SourceOptions): Promise<RunningSource> {
  const reader = readerOf(source);
  const { trusted, civil, now, onState } = options;
  const onLine = (line: string) => options.onLine(source.name, reader(line, { trusted, civil, now: now() }));
  const idle = () => ({ name: source.name, behind: 0 });
  switch (source.kind) {
    case 'file': {
      const file = new FileSource({ path: source.path, from: source.from, onLine, onState });
      file.start();
      return {
        state: () => ({ name: source.name, behind: file.behind }),
        stop: () => file.stop(),
        ended: null,
      };
    }
    case 'journal': {
      const journal = new JournalSource({ matches: source.matches, onLine, onState });
      journal.start();
      return { state: idle, stop: async () => journal.stop(), ended: null };
    }
    case 'syslog': {
      const syslog = new SyslogSource({
        host: source.host,
        port: source.port,
        senders: source.senders,
        onLine,
      });
      const port = await syslog.start();
      onState(`listening for syslog on ${source.host}:${port}`);
      return { state: idle, stop: () => syslog.stop(), ended: null };
    }
    case 'stdin':
      return {
        state: idle,
        stop: async () => {
          options.stdin.destroy();
        },
        ended: readStream(options.stdin, onLine),
      };
  }
}
