import { presentable } from '../decisions/decision.ts';
import type { Event } from '../logs/event.ts';
import type { Alert } from '../scenarios/alert.ts';
import type { Incident } from './incident.ts';

/** Adds alerts up to incidents and remembers which have changed since they were last sent. */
export class IncidentBook {
  readonly #pages = new Map<string, Page>();
  readonly #changed = new Set<string>();

  /** `decisionId` is null when the alert led to no decision. */
  note(alert: Alert, decisionId: string | null): void {
    const landed = alert.events.filter((event) => isAnswered(event, alert));
    const kind = landed.length > 0 ? 'attack' : 'background';
    const subject = landed[landed.length - 1] ?? alert.events[alert.events.length - 1];
    if (subject === undefined) return;
    const day = new Date(alert.until).toISOString().slice(0, 10);
    const id = [
      kind,
      day,
      alert.scenario.name,
      ...(kind === 'attack' ? [subject.host, subject.path] : []),
    ].join(' ');
    const page = this.#pages.get(id) ?? this.#open(id, kind, subject.host);
    add(page, alert, landed, decisionId);
    this.#changed.add(id);
  }

  /** An alarm of the machine: one incident a day for each, with its messages as evidence. */
  noteAlarm(name: string, message: string, now: number): void {
    const id = ['alarm', new Date(now).toISOString().slice(0, 10), name].join(' ');
    const page = this.#pages.get(id) ?? this.#open(id, 'alarm', '');
    page.alertCount++;
    page.first = Math.min(page.first, now);
    page.last = Math.max(page.last, now);
    page.evidence = [...page.evidence, presentable(message)].slice(-20);
    page.name = name;
    this.#changed.add(id);
  }

  /** What changed since `settle` was last told about it, at most `most`. */
  changed(most = 500): Incident[] {
    return [...this.#changed].slice(0, most).flatMap((id) => {
      const page = this.#pages.get(id);
      return page ? [incidentOf(id, page)] : [];
    });
  }

  /** These have arrived. */
  settle(incidents: readonly Incident[]): void {
    for (const { id, alertCount } of incidents) {
      const page = this.#pages.get(id);
      if (page && page.alertCount === alertCount) this.#changed.delete(id);
    }
  }

  #open(id: string, kind: Incident['kind'], host: string): Page {
    const page: Page = {
      kind,
      host,
      alert: null,
      name: '',
      paths: new Set(),
      sources: new Set(),
      alertCount: 0,
      eventCount: 0,
      first: Number.POSITIVE_INFINITY,
      last: 0,
      answers: {},
      evidence: [],
      decisions: new Set(),
    };
    this.#pages.set(id, page);
    // The oldest page is a day nobody adds to any more, or the tail of a flood of forged paths.
    if (this.#pages.size > mostPages)
      for (const oldest of this.#pages.keys()) {
        this.#pages.delete(oldest);
        this.#changed.delete(oldest);
        break;
      }
    return page;
  }
}

const mostPages = 5000;
const mostSources = 10_000;

interface Page {
  readonly kind: Incident['kind'];
  readonly host: string;
  alert: Alert | null;
  /** Of an alarm, which has no scenario. */
  name: string;
  readonly paths: Set<string>;
  readonly sources: Set<string>;
  alertCount: number;
  eventCount: number;
  first: number;
  last: number;
  readonly answers: Record<string, number>;
  evidence: string[];
  readonly decisions: Set<string>;
}

/** An exploit the server answered with success or broke down over; a scan that gets 200 is nothing yet. */
function isAnswered({ status }: Event, { scenario }: Alert): boolean {
  if (!scenario.labels.behavior.endsWith(':exploit')) return false;
  return (status >= 200 && status < 300) || status >= 500;
}

function add(page: Page, alert: Alert, landed: readonly Event[], decisionId: string | null): void {
  page.alert = alert;
  page.alertCount++;
  page.eventCount += alert.count;
  page.first = Math.min(page.first, alert.from);
  page.last = Math.max(page.last, alert.until);
  for (const { ip, path } of alert.events) {
    if (page.sources.size < mostSources) page.sources.add(ip);
    page.paths.delete(path);
    page.paths.add(path);
    for (const oldest of page.paths) {
      if (page.paths.size <= 20) break;
      page.paths.delete(oldest);
    }
  }
  for (const { status } of landed) page.answers[status] = (page.answers[status] ?? 0) + 1;
  page.evidence = [...page.evidence, ...alert.events.map(({ line }) => presentable(line))].slice(-20);
  if (decisionId !== null && page.decisions.size < 100) page.decisions.add(decisionId);
}

function incidentOf(id: string, page: Page): Incident {
  const { scenario } = page.alert ?? {};
  return {
    id,
    kind: page.kind,
    scenario: scenario?.name ?? page.name,
    description: scenario?.description ?? page.evidence[page.evidence.length - 1] ?? '',
    classification: scenario?.labels.classification ?? [],
    host: presentable(page.host),
    paths: [...page.paths].reverse().map(presentable),
    sources: [...page.sources].slice(0, 100),
    sourceCount: page.sources.size,
    alertCount: page.alertCount,
    eventCount: page.eventCount,
    first: page.first,
    last: page.last,
    answers: { ...page.answers },
    evidence: page.evidence,
    decisions: [...page.decisions],
  };
}
