import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { GuardMiddleware } from '@bugheist/guard/bouncers/middleware';
import { DecisionJournal } from '@bugheist/guard/decisions/journal';
import { defaultPolicy } from '@bugheist/guard/decisions/policy';
import type { IncidentSink } from '@bugheist/guard/incidents/incident';
import { AddressRanges, parseRange } from '@bugheist/guard/logs/address-range';
import type { MetricFamily } from '@bugheist/guard/metrics/exposition';
import { pack } from '@bugheist/guard/scenarios/pack/pack';
import { Guard } from '@bugheist/guard/watch/guard';
import { staffAddresses } from '../../account/store/sessions.ts';
import type { GuardConfig } from '../../config.ts';
import type { Tx } from '../../db/transaction.ts';
import { newId } from '../../id.ts';
import type { Log } from '../../observe/log.ts';
import { organizationBySlug } from '../../organization/store/organizations.ts';
import { incidentSchema } from '../incident.ts';
import { receiveIncidents } from '../receive-incidents.ts';
import { type GuardRow, guardById, guardNamed, insertGuard } from '../store/guards.ts';
import { openPerimeter } from '../store/perimeters.ts';
import { databaseExchange } from './database-exchange.ts';
import { refusalStyle } from './refusal-style.ts';
import { serverEvents } from './server-events.ts';

export interface OwnGuardOptions {
  config: GuardConfig;
  trustedProxies: readonly string[];
  /** The client's address as the rest of the server sees it. */
  clientOf: (request: IncomingMessage) => string;
  transaction: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  /** What the work of the challenge is signed with. */
  challengeKey: Uint8Array;
  instanceName: () => string;
  log: Log;
  now: () => Date;
}

/** The guard inside this server: it sees every request, and refuses whom it or a guard of another process has banned. */
export interface OwnGuard {
  middleware: GuardMiddleware;
  /** Files an alarm of this server as an incident. */
  report(name: string, message: string): void;
  families(): MetricFamily[];
  /** What the timers do, once; tests and the start call it. */
  beat(): Promise<void>;
  tidy(): Promise<void>;
  /** Resolves when every alert so far has its verdict and is shared. */
  settled(): Promise<void>;
  /** Begins to decide and to share; ends with the returned function. */
  start(): () => Promise<void>;
}

/**
 * Opens it on this server's perimeter. What must outlive the process is in the database, so that several processes share
 * it; the journal is only this one's copy.
 */
export async function openOwnGuard(options: OwnGuardOptions): Promise<OwnGuard> {
  const { config, transaction, log, now } = options;
  const { row, since } = await transaction((tx) => findOwnRow(tx, now()));
  const directory = mkdtempSync(join(tmpdir(), 'bugheist-guard-'));
  const journalPath = join(directory, 'decisions.log');
  noteStart(journalPath, since);
  const trusted = rangesOf(options.trustedProxies);
  const present = new Set<string>();
  const clock = () => now().getTime();
  const middleware = new GuardMiddleware({
    trusted,
    clientOf: options.clientOf,
    now: clock,
    challenge: { key: options.challengeKey },
    look: { siteName: options.instanceName, style: refusalStyle },
    onEvent: (request) => {
      for (const one of serverEvents(request)) guard.pour(one);
    },
  });
  const guard = new Guard({
    scenarios: pack.filter(({ kinds, name }) => kinds?.some((kind) => watched.has(kind)) && !left.has(name)),
    journalPath,
    policy: defaultPolicy,
    shadowMs: config.mode === 'shadow' ? foreverMs : config.shadowHours * hour,
    never: {
      allowed: rangesOf(config.allowed),
      trustedProxies: trusted,
      present,
      allowedPlace: () => null,
      mayBanPrivate: false,
    },
    bouncers: [middleware],
    sinks: [ownSink(options, row)],
    exchange: databaseExchange(transaction, row.id, now),
    now: clock,
    newId: randomUUID,
    log: (message) => log.info({}, `guard: ${message}`),
  });

  async function tidy(): Promise<void> {
    const addresses = await transaction((tx) => staffAddresses(tx, now()));
    present.clear();
    for (const address of addresses) present.add(address);
    if (config.operatorAddress !== null) present.add(config.operatorAddress);
    await guard.tidy();
  }

  return {
    middleware,
    report: (name, message) => guard.report(name, message),
    families: () => guard.families([]),
    beat: () => guard.beat(),
    tidy,
    settled: () => guard.settled(),
    start() {
      const failed = (error: unknown) =>
        log.error({ error }, 'the guard of this server could not go on; it tries again');
      const beating = setInterval(() => void guard.beat().catch(failed), 1000).unref();
      const tidying = setInterval(() => void tidy().catch(failed), 60_000).unref();
      void tidy().catch(failed);
      return async () => {
        clearInterval(beating);
        clearInterval(tidying);
        await guard.finish();
        rmSync(directory, { recursive: true, force: true });
      };
    },
  };
}

const hour = 3_600_000;
const foreverMs = 1e13;
const watched: ReadonlySet<string> = new Set(['http-access', 'http-error', 'auth-failed']);
/** Reading fast is what programs do that use the API, and the server's own limits are for that. */
const left: ReadonlySet<string> = new Set(['bugheist/http-crawl']);

const rangesOf = (texts: readonly string[]): AddressRanges =>
  new AddressRanges(texts.flatMap((text) => parseRange(text) ?? []));

/** One row a machine, however many processes it runs, and since when this server has a guard. */
async function findOwnRow(tx: Tx, now: Date): Promise<{ row: GuardRow; since: Date }> {
  const perimeter = await openPerimeter(tx, null, now);
  const name = hostname().slice(0, 80) || 'this server';
  await insertGuard(tx, { id: newId(now), perimeterId: perimeter.id, name, createdAt: now });
  const row = await guardNamed(tx, perimeter.id, name);
  if (!row) throw new Error(`Expected a guard named ${name} after inserting it, found none.`);
  return { row, since: perimeter.createdAt };
}

/** The time of watching only counts from the first start of all, not from this process's. */
function noteStart(path: string, since: Date): void {
  const journal = new DecisionJournal(path);
  journal.noteStart(since.getTime());
  journal.close();
}

/** Keeps what it saw for the page, and files it for the organization that runs this server, if the operator named it. */
function ownSink({ config, transaction, log, now }: OwnGuardOptions, row: GuardRow): IncidentSink {
  const run = randomUUID();
  return {
    name: 'the database',
    send: (incidents) =>
      transaction(async (tx) => {
        const guard = await guardById(tx, row.id);
        if (!guard) throw new Error('The guard of this server is gone from the database.');
        const organization =
          config.organization === null ? null : await organizationBySlug(tx, config.organization);
        if (config.organization !== null && organization === null)
          log.warn({}, `GUARD_ORGANIZATION: there is no organization "${config.organization}"`);
        const parsed = incidents.map((incident) => incidentSchema.parse(incident));
        const organizationId = organization?.id ?? null;
        await receiveIncidents(tx, { guard, organizationId, run, incidents: parsed }, now());
      }),
  };
}
