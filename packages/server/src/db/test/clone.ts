import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { openDatabase } from '../database.ts';
import { migrate } from '../migrate.ts';
import { templateKey } from './template.ts';

export interface Clone {
  url: string;
  drop(): Promise<void>;
}

/** A fresh database on a real server, copied from a migrated one that is made once for each state of the migrations. */
export async function clonePostgresql(administratorUrl: string): Promise<Clone> {
  const template = `bugheist_template_${templateKey()}`;
  const name = `bugheist_test_${randomBytes(8).toString('hex')}`;
  await asAdministrator(administratorUrl, async (client) => {
    await client.query('select pg_advisory_lock(hashtext($1))', [template]);
    await ensureTemplate(client, administratorUrl, template);
    await client.query(`create database ${name} template ${template}`);
  });
  return clone(administratorUrl, name);
}

/** A database on a real server with nothing in it. */
export async function createEmpty(administratorUrl: string): Promise<Clone> {
  const name = `bugheist_test_${randomBytes(8).toString('hex')}`;
  await asAdministrator(administratorUrl, async (client) => {
    await client.query(`create database ${name} encoding 'UTF8' template template0`);
  });
  return clone(administratorUrl, name);
}

const clone = (administratorUrl: string, name: string): Clone => ({
  url: withDatabase(administratorUrl, name),
  drop: () =>
    asAdministrator(administratorUrl, async (client) => {
      await client.query(`drop database if exists ${name} with (force)`);
    }),
});

async function ensureTemplate(client: pg.Client, administratorUrl: string, template: string): Promise<void> {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [template]);
  if (rowCount) return;
  const draft = `${template}_draft`;
  await client.query(`drop database if exists ${draft} with (force)`);
  await client.query(`create database ${draft} encoding 'UTF8' template template0`);
  const database = await openDatabase({ url: withDatabase(administratorUrl, draft), dataDirectory: '' });
  await migrate(database);
  await database.close();
  await client.query(`alter database ${draft} rename to ${template}`);
}

async function asAdministrator(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
