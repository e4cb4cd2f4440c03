import { parseAddress, parseHostPort } from './address.ts';
import type { AddressRanges } from './address-range.ts';

/** What a connection and its headers say about where it came from. */
export interface Hops {
  /** Address of the other end of the connection. */
  readonly peer: string;
  /** The PROXY protocol line the connection began with, version 1. Believed, like the headers, from trusted proxies only. */
  readonly proxyLine?: string | undefined;
  /** `X-Forwarded-For` as received, several headers joined by commas. */
  readonly xForwardedFor?: string | undefined;
  /** `Forwarded` as received (RFC 7239). Read before `X-Forwarded-For`. */
  readonly forwarded?: string | undefined;
}

/**
 * The client's address: the right-most hop that is not a trusted proxy. Everything left of it was written by
 * somebody we don't know and is never believed. Returns `''` when the peer is no address, and the last trusted hop
 * when all are trusted or the next one is not readable: a hop that hides its name must not lend us another's.
 */
export function clientAddress(hops: Hops, trusted: AddressRanges): string {
  const peer = parseHostPort(hops.peer);
  if (peer === null) return '';
  if (!trusted.has(peer)) return peer;
  const announced = hops.proxyLine === undefined ? null : parseProxyLine(hops.proxyLine);
  if (announced !== null && announced.source !== '' && !trusted.has(announced.source))
    return announced.source;
  let client = announced?.source || peer;
  for (const hop of hopsFromRight(hops)) {
    const address = parseHostPort(hop);
    if (address === null) return client;
    client = address;
    if (!trusted.has(address)) return client;
  }
  return client;
}

function hopsFromRight(hops: Hops): string[] {
  if (hops.forwarded) return hops.forwarded.split(',').reverse().map(forNode);
  return (hops.xForwardedFor ?? '')
    .split(',')
    .reverse()
    .map((hop) => hop.trim());
}

function forNode(element: string): string {
  const pair = element.split(';').find((part) => /^\s*for\s*=/i.test(part));
  return pair === undefined ? '' : pair.slice(pair.indexOf('=') + 1).trim();
}

/**
 * Source and destination of a PROXY protocol v1 line, null when it isn't one; `UNKNOWN` gives an empty source.
 * Source: HAProxy proxy-protocol.txt §2.1.
 */
function parseProxyLine(line: string): { source: string; destination: string } | null {
  const words = line.replace(/\r?\n$/, '').split(' ');
  if (words[0] !== 'PROXY' || line.length > 107) return null;
  if (words[1] === 'UNKNOWN') return { source: '', destination: '' };
  if (words[1] !== 'TCP4' && words[1] !== 'TCP6') return null;
  const source = parseAddress(words[2] ?? '');
  const destination = parseAddress(words[3] ?? '');
  if (source === null || destination === null || words.length !== 6) return null;
  return { source, destination };
}
