import { X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync, statfsSync } from 'node:fs';
import { cpus, freemem, loadavg, totalmem } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { MetricFamily, Sample } from './exposition.ts';

export interface ResourceOptions {
  /** Directories whose file systems are watched. */
  readonly disks: readonly string[];
  /** PEM files whose end of validity is watched. */
  readonly certificates: readonly string[];
}

/** CPU, memory, descriptors, event loop, disks and certificates, read when asked. Linux's /proc where it exists. */
export class Resources {
  readonly #options: ResourceOptions;
  readonly #loop: ReturnType<typeof monitorEventLoopDelay>;

  constructor(options: ResourceOptions) {
    this.#options = options;
    this.#loop = monitorEventLoopDelay({ resolution: 20 });
    this.#loop.enable();
  }

  families(): MetricFamily[] {
    const usage = process.cpuUsage();
    const p99 = this.#loop.percentile(99) / 1e9;
    this.#loop.reset();
    return [
      gauge('process_resident_memory_bytes', 'Memory of this process.', process.memoryUsage.rss()),
      {
        name: 'process_cpu_seconds_total',
        type: 'counter',
        help: 'CPU time of this process.',
        samples: [{ value: (usage.user + usage.system) / 1e6 }],
      },
      several('process_open_fds', 'Open file descriptors.', openDescriptors()),
      several('process_max_fds', 'Most file descriptors this process may open.', descriptorLimit()),
      gauge(
        'bugheist_event_loop_delay_seconds',
        '99th percentile since the last look.',
        Number.isFinite(p99) ? p99 : 0,
      ),
      gauge('bugheist_machine_memory_available_bytes', 'Memory the machine has left.', availableMemory()),
      gauge('bugheist_machine_memory_bytes', 'Memory the machine has.', totalmem()),
      gauge('bugheist_machine_load_per_cpu', 'Load of the last minute for each processor.', loadPerCpu()),
      several(
        'bugheist_disk_free_ratio',
        'Free share of the file system.',
        this.#options.disks.flatMap(diskFree),
      ),
      several(
        'bugheist_certificate_expires_timestamp_seconds',
        'When the certificate stops being valid.',
        this.#options.certificates.flatMap(certificateEnd),
      ),
    ];
  }

  stop(): void {
    this.#loop.disable();
  }
}

function gauge(name: string, help: string, value: number): MetricFamily {
  return { name, type: 'gauge', help, samples: [{ value }] };
}

function several(name: string, help: string, samples: readonly Sample[]): MetricFamily {
  return { name, type: 'gauge', help, samples };
}

/** Reads what may not be there; a number that can't be had is left out, not invented. */
function orNothing<T>(read: () => T[]): T[] {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && 'code' in error) return [];
    throw error;
  }
}

const openDescriptors = () => orNothing(() => [{ value: readdirSync('/proc/self/fd').length }]);

function descriptorLimit(): Sample[] {
  return orNothing(() => {
    const limit = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'));
    return limit ? [{ value: Number(limit[1]) }] : [];
  });
}

function availableMemory(): number {
  const [kilobytes] = orNothing(() => {
    const line = /^MemAvailable:\s+(\d+) kB/m.exec(readFileSync('/proc/meminfo', 'utf8'));
    return line ? [Number(line[1])] : [];
  });
  return kilobytes === undefined ? freemem() : kilobytes * 1024;
}

function loadPerCpu(): number {
  return (loadavg()[0] ?? 0) / Math.max(1, cpus().length);
}

function diskFree(path: string): Sample[] {
  return orNothing(() => {
    const { bavail, blocks } = statfsSync(path);
    return blocks === 0 ? [] : [{ labels: { path }, value: bavail / blocks }];
  });
}

/** An unreadable certificate counts as expired: that is what its users will see. */
function certificateEnd(path: string): Sample[] {
  try {
    return [{ labels: { path }, value: Date.parse(new X509Certificate(readFileSync(path)).validTo) / 1000 }];
  } catch (error) {
    if (error instanceof Error) return [{ labels: { path }, value: 0 }];
    throw error;
  }
}
