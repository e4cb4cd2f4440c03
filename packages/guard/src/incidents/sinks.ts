import { appendFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Incident, IncidentSink } from './incident.ts';

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
  /** Names this run of the guard: after a restart it counts from the start again. */
  readonly run?: string;
  readonly timeoutMs?: number;
}

/** Uploads to a server; anything but 2xx means they didn't arrive. */
export function httpSink({ url, token, run = '', timeoutMs = 15_000 }: HttpSinkOptions): IncidentSink {
  return {
    name: 'http',
    send: async (incidents) => {
      for (const part of inParts(incidents)) await post(part);
    },
  };

  async function post(incidents: readonly string[]): Promise<void> {
    const response = await fetch(url, {
      method: 'POST',
      body: `{"version":1,"run":${JSON.stringify(run)},"incidents":[${incidents.join()}]}`,
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    });
    await response.body?.cancel();
    if (!response.ok)
      throw new Error(`${new URL(url).origin} answered ${response.status} to the incidents: expected 2xx`);
  }
}

const mostBytes = 2_000_000;

/** As JSON, in requests a server takes; many long lines are more than one. */
function inParts(incidents: readonly Incident[]): string[][] {
  const parts: string[][] = [[]];
  let bytes = 0;
  for (const incident of incidents) {
    const text = JSON.stringify(incident);
    bytes += Buffer.byteLength(text);
    const last = parts[parts.length - 1] ?? [];
    if (last.length > 0 && bytes > mostBytes) {
      parts.push([text]);
      bytes = Buffer.byteLength(text);
    } else last.push(text);
  }
  return parts;
}
