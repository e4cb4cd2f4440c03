import { Agent, get } from 'node:http';
import { type Child, cpuSeconds } from './child.ts';

export interface Target {
  child: Child;
  path: string;
  headers?: Record<string, string>;
}

const concurrency = 16;
const rounds = 3;

/**
 * CPU microseconds a request of both targets, each the median of three rounds that take turns, after a warm-up. Every
 * request comes from an address of its own, so the flood limit of one client stays out of the way.
 */
export async function compare(
  target: Target,
  peer: Target,
  requests: number,
): Promise<{ target: number; peer: number }> {
  for (const one of [target, peer]) await send(one, Math.ceil(requests / 2));
  const costs: { target: number[]; peer: number[] } = { target: [], peer: [] };
  for (let round = 0; round < rounds; round++) {
    costs.target.push(await cost(target, requests));
    costs.peer.push(await cost(peer, requests));
  }
  return { target: median(costs.target), peer: median(costs.peer) };
}

async function cost(target: Target, requests: number): Promise<number> {
  const before = cpuSeconds(target.child.pid);
  await send(target, requests);
  return ((cpuSeconds(target.child.pid) - before) / requests) * 1e6;
}

async function send(target: Target, requests: number): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  let left = requests;
  const worker = async () => {
    while (left-- > 0) await fetchText(target, agent);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  agent.destroy();
}

let client = 0;

/** The body of an answer; throws unless its status is 200. */
export function fetchText({ child, path, headers }: Target, agent?: Agent): Promise<string> {
  client += 1;
  const address = `10.${(client >> 16) & 255}.${(client >> 8) & 255}.${client & 255}`;
  return new Promise((resolve, reject) => {
    get(
      `${child.origin}${path}`,
      { ...(agent ? { agent } : {}), headers: { ...headers, 'x-forwarded-for': address } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          if (response.statusCode === 200) resolve(text);
          else reject(new Error(`${path} answered ${response.statusCode}: ${text.slice(0, 300)}`));
        });
      },
    ).on('error', reject);
  });
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
