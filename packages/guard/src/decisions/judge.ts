import { parsePlaceName } from '../geography/place.ts';
import { sourceKey } from '../logs/address.ts';
import type { Event } from '../logs/event.ts';
import { type Alert, lastEvent } from '../scenarios/alert.ts';
import { type Decision, type DecisionScope, presentable } from './decision.ts';
import { banLength, describeStrike, type Policy } from './policy.ts';

/** What is known about the target beside the alert. */
export interface Facts {
  /** Why no decision may be about this address; null when one may. */
  readonly spared: string | null;
  /** Many people use this address. */
  readonly shared: boolean;
  /** Decisions about this target within the policy's memory. */
  readonly strikes: number;
  /** Decisions of any kind within the last minute, and those of them that were to be enforced. */
  readonly decidedThisMinute: number;
  readonly bansThisMinute: number;
  /** A decision about the same target still holds. */
  readonly alreadyDecided: boolean;
}

export type Verdict =
  | { readonly kind: 'decision'; readonly decision: Decision }
  | { readonly kind: 'none'; readonly why: string };

export interface Target {
  readonly scope: DecisionScope;
  readonly value: string;
  readonly host: string;
  /** The address behind it, for the never-ban rules; `''` when the target is no address. */
  readonly address: string;
}

/**
 * Who an alert is about: the client of its last event, on the host it attacked. Only what every event of the alert
 * agrees on counts: an alert whose events name several clients is about none of them.
 */
export function targetOf(alert: Alert): Target | null {
  const last = lastEvent(alert);
  if (last === null) return null;
  const scoped = alert.scenario.scope?.(last);
  if (scoped && scoped.type !== 'ip') return namedTarget(scoped.type, scoped.value, last);
  if (last.ip === '') return null;
  const key = sourceKey(last.ip);
  if (alert.events.some(({ ip }) => sourceKey(ip) !== key)) return null;
  const value = key.includes('/') && alert.events.some(({ ip }) => ip !== last.ip) ? key : last.ip;
  return {
    scope: value === key && value.includes('/') ? 'range' : 'ip',
    value,
    host: commonHost(alert.events),
    address: last.ip,
  };
}

/** What to do about an alert; pure, all facts are given. `id` and `now` too. */
export function judge(
  alert: Alert,
  target: Target | null,
  facts: Facts,
  policy: Policy,
  id: string,
  now: number,
): Verdict {
  if (!alert.scenario.remediation) return none('the scenario only tells');
  if (target === null) return none('it names no single client');
  if (facts.spared !== null) return none(`${target.address} is spared: ${facts.spared}`);
  if (facts.alreadyDecided) return none('a decision about it already holds');
  // Each decision is a write to disk: a flood of attackers must not turn into a flood of those.
  if (facts.decidedThisMinute >= Math.max(100, 10 * policy.bansPerMinute))
    return none('too many decisions in a minute, even to ask about');
  const strike = facts.strikes + 1;
  const watching = now < policy.shadowUntil || policy.shadowScenarios.has(alert.scenario.name);
  const measure = facts.shared || alert.scenario.labels.confidence <= 1 ? 'limit' : 'ban';
  const decision: Decision = {
    id,
    scope: target.scope,
    value: target.value,
    host: target.host,
    measure,
    scenario: alert.scenario.name,
    reason: `${alert.scenario.description || alert.scenario.name} (${alert.count} events, ${describeStrike(strike, policy)}${facts.shared ? ', an address many people share' : ''})`,
    evidence: alert.events.slice(-20).map(({ line }) => presentable(line)),
    from: now,
    until: now + banLength(strike, policy),
    origin: 'guard',
    shadow: watching,
    held: !watching && (isPlace(target) || facts.bansThisMinute >= policy.bansPerMinute),
    strike,
  };
  return { kind: 'decision', decision };
}

/** A country is full of innocent people: no log line decides about it without a person. */
function isPlace({ scope }: Target): boolean {
  return scope === 'country' || scope === 'as';
}

function none(why: string): Verdict {
  return { kind: 'none', why };
}

function namedTarget(type: string, value: string, last: Event): Target | null {
  if (value === '') return null;
  if (type === 'range') return { scope: 'range', value, host: '', address: last.ip };
  const place =
    type === 'country' || type === 'as' ? parsePlaceName(type === 'as' ? asName(value) : value) : null;
  if (place?.scope === type) return { scope: type, value: place.value, host: '', address: '' };
  if (type === 'username' || type === 'session') return { scope: type, value, host: last.host, address: '' };
  return null;
}

/** CrowdSec names a system by its bare number. */
function asName(value: string): string {
  return /^\d+$/.test(value) ? `AS${value}` : value;
}

/** The host all events share; `''` when they don't, or the log has none. */
function commonHost(events: readonly Event[]): string {
  const [first] = events;
  return first !== undefined && events.every(({ host }) => host === first.host) ? hostName(first) : '';
}

/** Only web requests carry a virtual host; and it is the client's own text, so it must look like a name. */
function hostName({ kind, host }: Event): string {
  return kind.startsWith('http-') && /^[A-Za-z0-9.-]{1,253}(?::\d{1,5})?$/.test(host)
    ? host.toLowerCase()
    : '';
}
