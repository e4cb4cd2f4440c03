import type { Fingerprint } from './fingerprint.ts';

/** One dated piece of evidence for a bug. A bug has many: what a second finder saw is kept, never dropped. */
export type Sighting = Report | Hit | Incident;

/** What a person tells. It always opens a bug of its own; only a person merges. */
export interface Report extends Seen {
  type: 'report';
  source: { reporter: string | null };
  evidence: { body: string; steps: string; impact: string; httpExchange: string | null };
}

/** What a scanner's rule found at a place, in one scan. */
export interface Hit extends Seen {
  type: 'hit';
  source: { tool: string; toolVersion: string | null; rule: string };
  evidence: { message: string; snippet: string | null };
}

/** What the guard saw happen. */
export interface Incident extends Seen {
  type: 'incident';
  source: { guard: string; scenario: string };
  evidence: {
    message: string;
    count: number;
    firstAt: Date;
    lastAt: Date;
    /** Log lines without anybody's address. */
    lines: readonly string[];
    /** Ids of what the guard decided about whoever did it. */
    decisions: readonly string[];
  };
}

interface Seen {
  seenAt: Date;
  place: Place;
  fingerprints: readonly Fingerprint[];
}

/** Where a bug is, as exactly as the source can say. */
export type Place =
  | { type: 'file'; path: string; line: number | null; column: number | null }
  | { type: 'url'; method: string | null; url: string; parameter: string | null }
  | { type: 'package'; ecosystem: string; name: string; version: string | null; manifest: string | null }
  | { type: 'resource'; name: string; path: string | null }
  /** In the finder's words: a screen, a device, a door. */
  | { type: 'words'; text: string };

/** Who still sees a bug, whatever the tool or the person is called. */
export const sources = ['person', 'scanner', 'guard'] as const;
export type Source = (typeof sources)[number];

export const isSource = (value: string): value is Source => (sources as readonly string[]).includes(value);

const sourceOfType: Record<Sighting['type'], Source> = {
  report: 'person',
  hit: 'scanner',
  incident: 'guard',
};

export const sourceOf = ({ type }: Pick<Sighting, 'type'>): Source => sourceOfType[type];

/** One line for people, such as `src/orders.ts:12:3`, `POST https://shop.test/search (q)` or `lodash 4.17.20 (npm)`. */
export function describePlace(place: Place): string {
  switch (place.type) {
    case 'file':
      return [place.path, place.line, place.line === null ? null : place.column]
        .filter((part) => part !== null)
        .join(':');
    case 'url':
      return spaced(place.method, place.url, bracketed(place.parameter));
    case 'package':
      return spaced(
        place.name,
        place.version,
        bracketed(place.ecosystem),
        place.manifest && `in ${place.manifest}`,
      );
    case 'resource':
      return spaced(place.name, place.path && `in ${place.path}`);
    case 'words':
      return place.text;
  }
}

const spaced = (...parts: readonly (string | null)[]): string => parts.filter(Boolean).join(' ');
const bracketed = (text: string | null): string | null => text && `(${text})`;
