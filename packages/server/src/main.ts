import type { FastifyInstance } from 'fastify';
import { accountApi } from './account/api.ts';
import { accountJobs } from './account/jobs.ts';
import type { Invitations } from './account/routes/form.ts';
import { accountRoutes } from './account/routes.ts';
import { touchSession } from './account/session.ts';
import { signedIn, tokenActor } from './account/signed-in.ts';
import { adminApi } from './admin/api.ts';
import { adminRoutes } from './admin/routes.ts';
import { auditJobs } from './audit/jobs.ts';
import type { Config } from './config.ts';
import type { Database } from './db/database.ts';
import { keepAnswer, recallAnswer } from './db/idempotency.ts';
import { deriveKey, instanceSecret } from './db/instance-secret.ts';

import type { Tx as DatabaseTx } from './db/transaction.ts';
import type { FileStore } from './files/file-store.ts';
import { openFiles } from './files/open-files.ts';
import { homeApi } from './home/api.ts';
import { previewRoutes } from './home/routes/preview.ts';
import { referenceRoutes } from './home/routes/reference.tsx';
import { homeRoutes } from './home/routes.tsx';
import type { Job } from './jobs/job.ts';
import { machineApi } from './machine/api.ts';
import { guardActor, isGuardToken } from './machine/guard-token.ts';
import { machineJobs } from './machine/jobs.ts';
import { News } from './machine/news.ts';
import { type OwnGuard, openOwnGuard } from './machine/own/own-guard.ts';
import { startServerHealth } from './machine/own/server-health.ts';
import { guardRoutes } from './machine/routes.ts';
import { mailJobs } from './mail/job.ts';
import { senderOf, smtpTransport } from './mail/transport.ts';
import { moderationApi } from './moderation/api.ts';
import { moderationRoutes } from './moderation/routes.tsx';
import { notifyApi } from './notify/api.ts';
import { notifyJobs } from './notify/mail-notifications.ts';
import { notifyRoutes } from './notify/routes.tsx';
import { tellPeople } from './notify/tell-people.ts';
import type { Log } from './observe/log.ts';
import { organizationApi } from './organization/api.ts';
import { acceptInvitation, findInvitation } from './organization/invitations.ts';
import { organizationRoutes } from './organization/routes.ts';
import { version } from './package-root.ts';
import { queueApi } from './queue/api.ts';
import { LiveFeed } from './queue/live-feed.ts';
import { type BugListener, outboxJobs, startRelay } from './queue/outbox.ts';
import type { LiveDeps } from './queue/routes/live.ts';
import { queueRoutes } from './queue/routes.ts';
import { reportApi } from './report/api.ts';
import { claimActor } from './report/claim.ts';
import { reportRoutes } from './report/routes.ts';
import { reportJobs } from './report/sweep.ts';
import { openCurrentSettings } from './settings/current-settings.ts';
import { readInstanceSettings } from './settings/store.ts';
import { link, urls } from './urls.ts';
import { type Assets, openAssets } from './web/assets.ts';
import { addressOf, TrustedProxies } from './web/client-address.ts';
import { pageDrawer } from './web/draw-page.tsx';
import { galleryRoutes } from './web/gallery-routes.tsx';
import { allowedHosts } from './web/host.ts';
import { createKernel, type Patience } from './web/kernel.ts';
import type { Ports } from './web/ports.ts';
import { ProblemPage } from './web/problem-page.tsx';
import { RateLimiter } from './web/rate.ts';
import { RequestCounts } from './web/request-counts.ts';
import type { AnyRoute } from './web/route.ts';
import type { Shedding } from './web/shedding.ts';
import { staticRoutes } from './web/static-routes.ts';
import { organizationWords } from './words/organization.ts';

declare module './web/register.ts' {
  interface Register {
    tx: DatabaseTx;
  }
}

export interface AppOptions {
  config: Config;
  database: Database;
  log: Log;
  now: () => Date;
  /** Built styles and islands; tests of pages pass an empty set. */
  assets?: Assets;
  /** Uploaded files; where the configuration says unless given. */
  files?: FileStore;
  limiter?: RateLimiter;
  shedding?: Shedding;
  /** How long clients are waited for; `createKernel` knows unless given. */
  patience?: Patience;
}

export interface App {
  server: FastifyInstance;
  routes: readonly AnyRoute[];
  jobs: Job[];
  /** Begins to hear what the database announces, once the jobs are started; ends with the returned function. */
  start(): Promise<() => Promise<void>>;
  /** The guard inside this server; null when it is off. */
  guard: OwnGuard | null;
  /** What forms are sealed with. */
  formKey: Uint8Array;
}

/** Who hears what happens to bugs. */
const listeners: readonly BugListener[] = [tellPeople];

/** The whole product on one database: every room's routes and jobs, and the ports that join them. */
export async function composeApp({
  config,
  database,
  log,
  now,
  assets = openAssets(),
  files: givenFiles,
  limiter = new RateLimiter(),
  shedding,
  patience,
}: AppOptions): Promise<App> {
  const secret = await database.transaction((tx) =>
    instanceSecret(tx, config.secretKey?.reveal() ?? null, now()),
  );
  const formKey = deriveKey(secret, 'form');
  const unsubscribeKey = deriveKey(secret, 'unsubscribe');
  const reportKey = deriveKey(secret, 'report');
  const files = givenFiles ?? (await openFiles(config));
  const { baseUrl, environment } = config;
  const feed = new LiveFeed({ onError: (error) => log.error({ error }, 'a live page was not told') });
  const settings = await openCurrentSettings({
    read: () => readInstanceSettings(database.query),
    now,
    failed: (error) => log.warn({ error }, 'the settings of the instance could not be read again'),
  });
  const sender = () => senderOf(config.mailFrom, settings.get().name, baseUrl);
  const transport = config.smtpUrl ? await smtpTransport(config.smtpUrl, sender) : null;
  const news = new News((channel, onMessage, onGap) => database.listen(channel, onMessage, onGap));
  const proxies = new TrustedProxies(config.trustedProxies);
  const guard =
    config.guard.mode === 'off'
      ? null
      : await openOwnGuard({
          config: config.guard,
          trustedProxies: config.trustedProxies,
          clientOf: (request) => addressOf(request, proxies),
          transaction: (work) => database.transaction(work),
          challengeKey: deriveKey(secret, 'challenge'),
          instanceName: () => settings.get().name,
          log,
          now,
        });
  const live: LiveDeps = {
    feed,
    read: (work) => work(database.query),
    actorNow: async (tx, { session, claim }) =>
      (await signedIn(tx, session, now()))?.actor ?? (await claimActor(tx, reportKey, claim, now())),
  };
  const routes: AnyRoute[] = [
    ...staticRoutes({ assets, ready: () => database.ping() }),
    ...(environment === 'production' ? [] : galleryRoutes),
    ...homeApi,
    ...homeRoutes({ baseUrl }),
    ...previewRoutes({ instanceName: () => settings.get().name }),
    ...organizationRoutes({ baseUrl }),
    ...organizationApi({ baseUrl }),
    ...queueRoutes({ files, live }),
    ...queueApi(files),
    ...notifyApi,
    ...notifyRoutes({ unsubscribeKey }),
    ...accountRoutes({
      baseUrl,
      totpKey: deriveKey(secret, 'totp'),
      sendsMail: transport !== null,
      invitations,
    }),
    ...accountApi,
    ...reportRoutes({ files, key: reportKey, live }),
    ...reportApi(files),
    ...machineApi,
    ...guardRoutes({ news, baseUrl }),
    ...moderationRoutes,
    ...moderationApi,
    ...adminRoutes({
      outbox: transport ? 'sent' : config.databaseUrl ? 'kept' : 'readable',
      settingsChanged: settings.refresh,
    }),
    ...adminApi({ settingsChanged: settings.refresh }),
  ];
  routes.push(...referenceRoutes({ routes: [...routes], baseUrl, version }));
  const server = createKernel({
    routes,
    ports: ports(database, log, reportKey),
    baseUrl,
    hosts: allowedHosts(baseUrl, config.allowedHosts),
    proxies,
    formKey,
    limiter,
    shedding,
    patience,
    now,
    tls: config.tls,
    draw: pageDrawer({ baseUrl, environment, instanceName: () => settings.get().name }),
    drawProblem: (problem, context) => ProblemPage({ problem, context }),
  });
  const requests = new RequestCounts();
  server.addHook('onResponse', (_request, reply, done) => {
    requests.note(reply.statusCode, reply.elapsedTime);
    done();
  });
  // An open stream would keep the server from closing.
  server.addHook('preClose', () => news.close());
  server.addHook('preClose', async () => feed.close());
  if (guard) server.addHook('onRequest', guard.middleware.fastify);
  return {
    server,
    routes,
    jobs: [
      ...auditJobs(database),
      ...accountJobs(database, { baseUrl }, now),
      ...reportJobs(database, files, now),
      ...mailJobs(database, transport, now),
      ...machineJobs((work) => database.transaction(work), now),
      ...outboxJobs(database, listeners, now),
      ...notifyJobs({ transaction: (work) => database.transaction(work), baseUrl, unsubscribeKey, now }),
    ],
    guard,
    start: async () => {
      const transaction = <T>(work: (tx: DatabaseTx) => Promise<T>) => database.transaction(work);
      const health = { config, guard, requests, database, transaction, log, now };
      await using starting = new AsyncDisposableStack();
      starting.defer(await feed.start(database));
      starting.defer(
        await startRelay(database, listeners, (error) => log.error({ error }, 'events were not relayed')),
      );
      if (guard) starting.defer(guard.start());
      starting.defer(await startServerHealth(health));
      const started = starting.move();
      return () => started.disposeAsync();
    },
    formKey,
  };
}

/** How somebody who was invited comes to an account, and by it into the organization. */
const invitations: Invitations = {
  async find(tx, token, now) {
    const found = await findInvitation(tx, token, now);
    if (found === null) return null;
    return {
      id: found.id,
      sentence: organizationWords.invitationSentence(found.inviterName, found.organizationName),
    };
  },
  async accept(tx, { id, personId }, now) {
    const outcome = await acceptInvitation(tx, { id, person: personId }, now);
    return outcome.type === 'joined'
      ? link(urls.organization, { slug: outcome.slug }, { done: 'joined' })
      : null;
  },
};

function ports(database: Database, log: Log, reportKey: Uint8Array): Ports {
  return {
    transaction: (work) => database.transaction(work),
    read: (work) => work(database.query),
    signedIn,
    tokenActor: (tx, token, at) => (isGuardToken(token) ? guardActor(tx, token) : tokenActor(tx, token, at)),
    claimActor: (tx, cookie, at) => claimActor(tx, reportKey, cookie, at),
    noteSession: sessionNoter(database, log),
    recallAnswer,
    keepAnswer,
    log,
  };
}

/** Notes a session's use at most every ten minutes a process, so that a busy reader costs no writes. */
function sessionNoter(database: Database, log: Log): Ports['noteSession'] {
  const noted = new Map<string, number>();
  return (sessionId, now) => {
    if (now.getTime() - (noted.get(sessionId) ?? 0) < 600_000) return;
    if (noted.size > 10_000) noted.clear();
    noted.set(sessionId, now.getTime());
    database
      .transaction((tx) => touchSession(tx, sessionId, now))
      .catch((error: unknown) => log.warn({ error }, 'a session could not be noted as used'));
  };
}
