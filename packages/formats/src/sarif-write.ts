import type { Severity } from '@bugheist/bug/severity';

/** A rule as SARIF tells it. */
export interface SarifRule {
  readonly id: string;
  readonly title: string;
  readonly what: string;
  readonly help: { readonly text: string; readonly markdown: string };
  readonly severity: Severity;
  /** `certain`, `likely` or `review`. */
  readonly confidence: string;
  /** `CWE-79` */
  readonly weakness: readonly string[];
  readonly kind: string;
}

export interface SarifPlace {
  readonly path: string;
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  /** Exclusive. */
  readonly endColumn: number;
}

export interface SarifHit extends SarifPlace {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly confidence: string;
  readonly message: string;
  readonly fingerprints: Readonly<Record<string, string>>;
  readonly flow?: readonly {
    readonly path: string;
    readonly line: number;
    readonly column: number;
    readonly message: string;
  }[];
  readonly suppression?: { readonly inSource: boolean; readonly reason: string | null };
}

export interface SarifRun {
  readonly tool: { readonly name: string; readonly version: string };
  readonly rules: readonly SarifRule[];
  readonly hits: readonly SarifHit[];
  /** What could not be checked. */
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
  /** False when a check could not run at all. */
  readonly complete: boolean;
  /** More about the run, for whoever knows the names (§3.8). */
  readonly properties?: Readonly<Record<string, string>>;
}

/** GitHub reads at most this many results of a run and refuses more. Source: GitHub docs, SARIF support, limits. */
export const maxResults = 25_000;
const maxTags = 20;
const maxFlowSteps = 100;
const maxNotifications = 1000;

/** A SARIF 2.1.0 log. The gravest hits come first, so that a reader that cuts it off cuts the least. */
export function sarifLog(run: SarifRun): object {
  const indexOfRule = new Map(run.rules.map(({ id }, index) => [id, index]));
  const results = [...run.hits].sort((a, b) => score(b.severity) - score(a.severity)).slice(0, maxResults);
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: run.tool.name,
            semanticVersion: run.tool.version,
            rules: run.rules.map(descriptorOf),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { SRCROOT: { description: { text: 'The scanned folder.' } } },
        invocations: [
          {
            executionSuccessful: run.complete,
            ...(run.properties ? { properties: run.properties } : {}),
            toolExecutionNotifications: run.skipped.slice(0, maxNotifications).map(({ path, reason }) => ({
              level: 'note',
              message: { text: reason },
              locations: [{ physicalLocation: { artifactLocation: artifactOf(path) } }],
            })),
          },
        ],
        results: results.map((hit) => resultOf(hit, indexOfRule.get(hit.ruleId))),
      },
    ],
  };
}

function descriptorOf(rule: SarifRule): object {
  const tags = [rule.kind, ...rule.weakness.map((cwe) => `external/cwe/${cwe.toLowerCase()}`)];
  return {
    id: rule.id,
    name: nameOf(rule.id),
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.what },
    help: rule.help,
    defaultConfiguration: { level: levelOf(rule.severity, rule.confidence) },
    properties: {
      tags: tags.slice(0, maxTags),
      precision: precisionOf(rule.confidence),
      ...(rule.kind === 'security' ? { 'security-severity': score(rule.severity).toFixed(1) } : {}),
    },
  };
}

function resultOf(hit: SarifHit, ruleIndex: number | undefined): object {
  return {
    ruleId: hit.ruleId,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: levelOf(hit.severity, hit.confidence),
    message: { text: hit.message },
    locations: [{ physicalLocation: physicalOf(hit) }],
    partialFingerprints: hit.fingerprints,
    properties: { 'security-severity': score(hit.severity).toFixed(1), confidence: hit.confidence },
    ...(hit.flow && hit.flow.length > 0 ? { codeFlows: [codeFlowOf(hit.flow)] } : {}),
    ...(hit.suppression ? { suppressions: [suppressionOf(hit.suppression)] } : {}),
  };
}

const physicalOf = ({ path, startLine, startColumn, endLine, endColumn }: SarifPlace): object => ({
  artifactLocation: artifactOf(path),
  region: { startLine, startColumn, endLine, endColumn },
});

const artifactOf = (path: string): object => ({ uri: uriOf(path), uriBaseId: 'SRCROOT' });

/** A relative URI reference: every segment percent-encoded, so that no file name reads as a scheme or a query. */
export const uriOf = (path: string): string =>
  path
    .split('/')
    .map((segment) => encodeURIComponent(segment.toWellFormed()))
    .join('/');

const codeFlowOf = (steps: NonNullable<SarifHit['flow']>): object => ({
  threadFlows: [
    {
      locations: steps.slice(0, maxFlowSteps).map(({ path, line, column, message }) => ({
        location: {
          physicalLocation: {
            artifactLocation: artifactOf(path),
            region: { startLine: line, startColumn: column },
          },
          message: { text: message },
        },
      })),
    },
  ],
});

const suppressionOf = ({ inSource, reason }: NonNullable<SarifHit['suppression']>): object => ({
  kind: inSource ? 'inSource' : 'external',
  status: 'accepted',
  ...(reason === null ? {} : { justification: reason }),
});

/** What needs a person's eyes is a note: viewers that fail a build on warnings must not fail on it. */
function levelOf(severity: Severity, confidence: string): 'error' | 'warning' | 'note' {
  if (confidence === 'review') return 'note';
  if (severity === 'critical' || severity === 'high') return 'error';
  return severity === 'medium' ? 'warning' : 'note';
}

/** A CVSS-like number inside the band that GitHub gives the same name. */
const score = (severity: Severity): number =>
  ({ none: 0, low: 3, medium: 5.5, high: 8, critical: 9.5 })[severity];

const precisionOf = (confidence: string): string =>
  confidence === 'certain' ? 'very-high' : confidence === 'likely' ? 'high' : 'medium';

/** `image/untagged-base` as viewers want names: `ImageUntaggedBase`. */
const nameOf = (id: string): string =>
  id.replace(/(?:^|[/-])([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
