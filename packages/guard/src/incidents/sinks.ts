import { appendFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { IncidentSink } from './incident.ts';

/** One JSON object a line; a later line of the same id replaces the earlier. */
export function fileSink(path: string): IncidentSink {
  return {
    name: 'file',
    send: async (incidents) => {
      await mkdir(dirname(path), { recursive: true });
      await appendFile(path, incidents.map((incident) => `${JSON.stringify(incident)}\n`).join(''), {
        flush: true,
      });
    },
  };
}

export interface HttpSinkOptions {
  readonly url: string;
  /** Bearer token of the receiving server. */
  readonly token: string;
  readonly timeoutMs?: number;
}

/** Uploads to a server; anything but 2xx means they didn't arrive. */
export function httpSink({ url, token, timeoutMs = 15_000 }: HttpSinkOptions): IncidentSink {
  return {
    name: 'http',
    send: async (incidents) => {
      const response = await fetch(url, {
        method: 'POST',
        body: JSON.stringify({ version: 1, incidents }),
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      });
      await response.body?.cancel();
      if (!response.ok)
        throw new Error(`${new URL(url).origin} answered ${response.status} to the incidents: expected 2xx`);
    },
  };
}
