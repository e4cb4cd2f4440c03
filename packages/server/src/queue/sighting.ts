import type { Fingerprint } from '@bugheist/bug/fingerprint';
import type { Kind } from '@bugheist/bug/kind';
import type { Severity } from '@bugheist/bug/severity';
import type { Hit, Incident } from '@bugheist/bug/sighting';
import type { SafeHtml } from '../markdown/safe-html.ts';
import type { Actor } from '../permission/actor.ts';

/** How bad somebody thinks it is. */
export interface Rating {
  severity: Severity;
  cvssVector: string | null;
  /** 0.0 to 10.0; null without a vector. */
  cvssScore: number | null;
}

/** What filing needs to know beside the evidence itself. */
interface Filing {
  organizationId: string;
  /** An asset of that organization, or null. */
  assetId: string | null;
  kind: Kind;
  title: string;
  /** Where the bug is, in the finder's words: an address, a screen, a file. */
  location: string;
  rating: Rating | null;
  /** CWE number. */
  weakness: number | null;
}

/** Text as typed and as rendered. */
interface RenderedText {
  markdown: string;
  html: SafeHtml;
}

/** With the version of the renderer, by which old texts are found to be rendered again. */
export interface WrittenText extends RenderedText {
  rendererVersion: number;
}

/** What a person tells. It always opens a bug of its own. */
export interface ReportSighting extends Filing {
  type: 'report';
  actor: Actor;
  /** Null for an anonymous reporter, who then holds a claim phrase. */
  reporterId: string | null;
  /** SHA-256 of the claim phrase. */
  claimHash: Uint8Array | null;
  creditPublic: boolean;
  /** By which a machine would know it: where it tells of a published vulnerability. */
  fingerprints: readonly Fingerprint[];
  body: RenderedText;
  steps: RenderedText;
  impact: RenderedText;
  rendererVersion: number;
  /** Already masked. */
  httpExchange: string;
  /** Why moderators should look first; null to let it through. */
  hold: HoldReason | null;
}

export interface HoldReason {
  reason: string;
  score: number;
  /** What was noticed, in words. */
  signals: readonly string[];
}

/** What a scanner's rule (hit) or the guard (incident) found. It looks for its bug before it opens one. */
export type MachineSighting = HitSighting | IncidentSighting;
export type HitSighting = Hit & ByMachine;
export type IncidentSighting = Incident & ByMachine;

interface ByMachine extends Filing {
  /** What the machine says about it, for the search. */
  text: string;
  /** Former paths of the file the sighting is in; only then is it looked for by its lines alone. */
  renamedFrom: readonly string[];
  /** What it says about how much its bug matters; null when nothing beyond that the bug is there. */
  urgency: Urgency | null;
}

/**
 * noise: everybody's; the bug it opens is closed at once and bothers nobody. attack: somebody exploits it now; open
 * security bugs at its place are raised. Either says why, in words that may stand on the bug.
 */
export interface Urgency {
  type: 'noise' | 'attack';
  reason: string;
}

export type Sighting = ReportSighting | MachineSighting;

/** The tool or the guard, as members and the timeline name it. */
export const machineName = (sighting: MachineSighting): string =>
  sighting.type === 'hit' ? sighting.source.tool : sighting.source.guard;
