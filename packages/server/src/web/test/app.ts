import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../config.ts';
import { openTestDatabase, type TestDatabase } from '../../db/test/database.ts';
import type { FileStore } from '../../files/file-store.ts';
import { openLocalFiles } from '../../files/file-store.ts';
import { prepareJobs } from '../../jobs/runner.ts';
import { type App, composeApp } from '../../main.ts';
import { quietLog } from '../../observe/log.ts';
import type { Assets } from '../assets.ts';
import type { Patience } from '../kernel.ts';
import { RateLimiter } from '../rate.ts';
import { Shedding } from '../shedding.ts';
import { Browser } from './browser.ts';
import { rolledBack } from './rolled-back.ts';
import { makeWorld, openSession, type World } from './world.ts';

interface TestAppOptions {
  rollBack?: boolean;
  limited?: boolean;
  patience?: Patience;
  /** Most requests that are worked on at once. */
  maxInFlight?: number;
  beside?: { database: TestDatabase; world: World | null };
}

class Unlimited extends RateLimiter {
  override take(): null {
    return null;
  }
}

const noAssets: Assets = { find: () => null };
export const baseUrl = 'http://localhost:8000';

/** The real application on a database of its own, with a few people and organizations in it. */
export interface TestApp extends App, AsyncDisposable {
  database: TestDatabase;
  files: FileStore;
  world: World;
  /** Moves the application's clock. */
  setNow(now: Date): void;
  now(): Date;
  /** A browser in which nobody is signed in. */
  visitor(): Browser;
  /** A browser in which this person of the world is signed in. */
  as(handle: string): Promise<Browser>;
  close(): Promise<void>;
}

/**
 * Opens it; close it at the end. Environment variables may be given, as an operator would. With `rollBack` a request
 * is answered in full and then undone, so that every route can be tried on one world. Only with `limited` are there
 * rate limits: a test asks faster than any person. Beside another application on one database, which has the world
 * already, both are given.
 */
export async function openTestApp(
  environment: Record<string, string> = {},
  { rollBack = false, limited = false, patience, maxInFlight = 100_000, beside }: TestAppOptions = {},
): Promise<TestApp> {
  const database = beside?.database ?? (await openTestDatabase());
  let current: Date | null = null;
  const now = () => current ?? new Date();
  const config = readConfig({
    BASE_URL: baseUrl,
    GUARD: 'off',
    SECRET_KEY: 'test-secret-of-at-least-32-characters',
    ...environment,
  });
  const directory = await mkdtemp(join(tmpdir(), 'bugheist-test-'));
  const files = await openLocalFiles(directory);
  const limiter = limited ? new RateLimiter() : new Unlimited();
  const used = rollBack ? rolledBack(database) : database;
  const app = await composeApp({
    config,
    database: used,
    log: quietLog,
    now,
    assets: noAssets,
    limiter,
    // The machine that runs the tests may be slow; that is no reason to send a request away.
    ...(limited ? {} : { shedding: new Shedding({ maxInFlight, maxLagMs: 3_600_000 }) }),
    ...(patience ? { patience } : {}),
    files,
  });
  const jobs = await prepareJobs(database, app.jobs);
  const world = beside?.world ?? (await database.transaction((tx) => makeWorld(tx, now())));
  const close = async () => {
    await app.server.close();
    await jobs.stop();
    await database[Symbol.asyncDispose]();
    await rm(directory, { recursive: true, force: true });
  };
  return {
    ...app,
    database,
    files,
    world,
    now,
    setNow: (given) => {
      current = given;
    },
    visitor: () => new Browser(app, config.baseUrl),
    as: async (handle) => {
      const browser = new Browser(app, config.baseUrl);
      const session = await database.transaction((tx) => openSession(tx, world.person(handle), now()));
      browser.setCookie('session', session.token);
      browser.session = session.id;
      return browser;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
