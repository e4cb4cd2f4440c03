/**
 * What the server is measured against: `node:http` and `pg`, one prepared statement for 50 published bugs, and a page
 * of plain template strings filled up to a given size; or the rows as JSON. Started by `list-page.ts`.
 */
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type pgTypes from 'pg';

// Only the server's package depends on the driver.
const pg: typeof pgTypes = createRequire(join(import.meta.dirname, '../packages/server/package.json'))('pg');

interface Row {
  number: string;
  title: string;
  state: string;
  kind: string;
  severity: string | null;
  published_at: Date;
}

const listStatement = {
  name: 'list',
  text: `select o.key || '-' || b.number as number, b.title, b.state, b.kind, b.severity, b.published_at
    from bug b join organization o on o.id = b.organization_id
    where b.organization_id = $1 and b.disclosure in ('limited', 'full') and b.held_at is null
    order by b.published_at desc, b.id desc limit 50`,
};

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 10 });
const { rows: organizations } = await pool.query<{ id: string }>(
  `select id from organization where slug = 'curl'`,
);
const organizationId = organizations[0]?.id;
const date = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone: 'UTC' });

const server = createServer((request, response) => {
  void answer(new URL(request.url ?? '/', 'http://peer')).then(({ type, body }) => {
    response.writeHead(200, { 'content-type': type, 'content-length': Buffer.byteLength(body) }).end(body);
  });
});
server.listen(0, '127.0.0.1', () =>
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
);
process.once('SIGTERM', () => process.exit(0));

async function answer(url: URL): Promise<{ type: string; body: string }> {
  const { rows } = await pool.query<Row>({ ...listStatement, values: [organizationId] });
  if (url.pathname === '/json') return { type: 'application/json', body: JSON.stringify({ items: rows }) };
  return { type: 'text/html; charset=utf-8', body: draw(rows, Number(url.searchParams.get('bytes'))) };
}

const fillings = new Map<number, string>();

function draw(rows: readonly Row[], bytes: number): string {
  const page = `<!doctype html><html lang="en"><body><ul>${rows.map(line).join('')}</ul>`;
  const missing = Math.max(0, bytes - page.length);
  const filling = fillings.get(missing) ?? 'x'.repeat(missing);
  fillings.set(missing, filling);
  return page + filling;
}

function line({ number, title, state, kind, severity, published_at }: Row): string {
  return `<li><a href="/bugs/${escaped(number)}">${escaped(number)} ${escaped(title)}</a> <b>${escaped(state)}</b>
    <i>${escaped(kind)}</i> <em>${escaped(severity ?? '')}</em>
    <time datetime="${published_at.toISOString()}">${date.format(published_at)}</time></li>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
