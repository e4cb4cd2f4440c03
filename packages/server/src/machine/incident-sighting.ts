import { resourceFingerprint, urlFingerprint } from '@bugheist/bug/fingerprint';
import type { Place } from '@bugheist/bug/sighting';
import type { IncidentSighting } from '../queue/sighting.ts';
import { guardWords as words } from '../words/guard.ts';
import type { SentIncident } from './incident.ts';
import { withoutAddresses } from './without-addresses.ts';

/** Who saw it, and for whom. */
export interface Seen {
  organizationId: string;
  guardName: string;
  now: Date;
}

/**
 * An incident as a sighting: a scenario's background noise is one bug, an attack that was answered one for each place,
 * an alarm one for each machine. Everything that may stand on a bug's page: the addresses stay with the guard.
 */
export function incidentSighting(incident: SentIncident, seen: Seen): IncidentSighting {
  return {
    type: 'incident',
    source: { guard: seen.guardName, scenario: incident.scenario },
    organizationId: seen.organizationId,
    assetId: null,
    seenAt: new Date(Math.min(incident.last, seen.now.getTime())),
    place: placeOf(incident),
    evidence: evidenceOf(incident),
    text: [incident.scenario, incident.description, ...incident.evidence].map(withoutAddresses).join('\n'),
    renamedFrom: [],
    weakness: weaknessOf(incident),
    ...byKind(incident, seen),
  };
}

/** As `incidentSighting`, once so many bugs were opened that the rest of the day's incidents share one. */
export function overflowSighting(incident: SentIncident, seen: Seen): IncidentSighting {
  return {
    ...incidentSighting(incident, seen),
    kind: 'security',
    title: words.overflowTitle,
    location: '',
    weakness: null,
    rating: { severity: 'high', cvssVector: null, cvssScore: null },
    fingerprints: [resourceFingerprint({ tool, rule: 'overflow' }, 'incidents')],
    urgency: null,
  };
}

const tool = 'bugheist-guard';

type Judged = Pick<IncidentSighting, 'kind' | 'title' | 'location' | 'rating' | 'fingerprints' | 'urgency'>;

function byKind(incident: SentIncident, { guardName }: Seen): Judged {
  const { kind, scenario } = incident;
  const rule = { tool, rule: scenario };
  const named = titled(incident);
  if (kind === 'background')
    return {
      kind: 'security',
      title: cut(words.noiseTitle(named)),
      location: '',
      rating: plain('low'),
      fingerprints: [resourceFingerprint(rule, 'background')],
      urgency: { type: 'noise', reason: words.noiseReason },
    };
  if (kind === 'alarm')
    return {
      kind: 'functionality',
      title: cut(words.alarmTitle(guardName, scenario)),
      location: '',
      rating: plain('medium'),
      fingerprints: [resourceFingerprint(rule, `alarm of ${guardName}`)],
      urgency: null,
    };
  const location = locationOf(incident);
  return {
    kind: 'security',
    title: cut(words.attackTitle(named, withoutAddresses(location))),
    location: withoutAddresses(location),
    rating: plain('high'),
    fingerprints: [urlFingerprint(rule, { method: '', url: location, parameter: '' })],
    urgency: { type: 'attack', reason: words.attackReason(named, answersOf(incident)) },
  };
}

const plain = (severity: 'low' | 'medium' | 'high') => ({ severity, cvssVector: null, cvssScore: null });
const cut = (title: string) => (title.length > 200 ? `${title.slice(0, 199)}…`.toWellFormed() : title);

const titled = ({ description, scenario }: SentIncident): string =>
  withoutAddresses(description || scenario.replace(/^[\w-]+\//, ''));

/** Where the attack was answered: the path it hit last. */
const locationOf = ({ host, paths: [path = '/'] }: SentIncident): string =>
  (host === '' ? path : `https://${host}${path.startsWith('/') ? '' : '/'}${path}`)
    .slice(0, 2000)
    .toWellFormed();

const placeOf = (incident: SentIncident): Place =>
  incident.kind === 'attack'
    ? { type: 'url', method: null, url: withoutAddresses(locationOf(incident)), parameter: null }
    : { type: 'words', text: withoutAddresses(incident.paths.join(' ')) || incident.scenario };

const answersOf = ({ answers }: SentIncident): string =>
  Object.entries(answers)
    .map(([status, times]) => words.answered(status, times))
    .join(', ');

function evidenceOf(incident: SentIncident): IncidentSighting['evidence'] {
  return {
    message: words.incidentMessage(titled(incident), {
      answers: answersOf(incident),
      alerts: incident.alertCount,
      addresses: incident.sourceCount,
    }),
    count: incident.alertCount,
    firstAt: new Date(incident.first),
    lastAt: new Date(incident.last),
    lines: incident.evidence.map(withoutAddresses),
    decisions: incident.decisions,
  };
}

/** The first CWE number among the names of the scenario. */
function weaknessOf({ classification }: SentIncident): number | null {
  const [, number] = /\bCWE-(\d{1,5})\b/i.exec(classification.join(' ')) ?? [];
  return number === undefined ? null : Number(number);
}
