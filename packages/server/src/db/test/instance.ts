import type { Database } from '../database.ts';

const id = (prefix: number) =>
  `('0190${String(prefix).padStart(4, '0')}-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid`;
const one = (prefix: number) => id(prefix).replaceAll('n::text', "'1'");

/** Fills a migrated database with rows of every awkward kind: cycles, arrays, bytes, control characters, gaps. */
export async function fillInstance(database: Database, bugs: number): Promise<void> {
  await database.raw.script(`
    insert into person (id, handle, display_name, email, bio, created_at)
      select ${id(1)}, 'hunter' || n, E'Zoë \\\\ "quoted" \\t 漢字 \\u2028', 'p' || n || '@example.org',
        E'two\\nlines\\r\\nand \\\\N', '2026-01-01T00:00:00.123456Z'::timestamptz + n * interval '1 hour'
      from generate_series(1, 3) n;
    insert into session (id, token_hash, person_id, created_at, authenticated_at, last_seen_at, expires_at, address)
      select ${id(2)}, '\\x00ff5c0a'::bytea || decode(md5(n::text), 'hex'), ${one(1)}, now(), now(), now(), now(), '2001:db8::1'
      from generate_series(1, 3) n;
    insert into organization (id, slug, key, name, domain, next_bug_number, created_at, created_by)
      values (${one(3)}, 'acme', 'ACME', 'Acme', 'acme.example', ${bugs + 1}, now(), ${one(1)});
    insert into bug (id, organization_id, number, title, kind, state, cvss_score, duplicate_of, sources, first_seen_at,
        last_seen_at, created_at, updated_at, state_changed_at, search_body)
      select ${id(4)}, ${one(3)}, n, 'Bug ' || n, 'security', case when n = 1 then 'duplicate' else 'new' end, 9.8,
        case when n = 1 then ${id(4).replaceAll('n::text', `'${bugs}'`)} end, array['a,b', '{"}', null], now(), now(), now(), now(), now(), 'words ' || n
      from generate_series(1, ${bugs}) n;
    insert into audit_entry (id, at, actor_kind, action, object_type, object_id, content, position, hash)
      select ${id(5)}, now(), 'system', 'test', 'bug', n::text, '{"a": [1, null, "x\\\\u0001"]}', n, decode(md5(n::text), 'hex')
      from generate_series(1, 10) n;`);
}

/** What an instance holds, in a form that two databases share. */
export async function contentsOf(database: Database): Promise<unknown> {
  const tables = ['person', 'session', 'organization', 'bug', 'audit_entry'];
  const sums = tables.map(
    (table) =>
      `select '${table}' as name, count(*)::integer as rows, md5(string_agg(t::text, '|' order by id)) as sum from ${table} t`,
  );
  return database.raw.rows(sums.join(' union all '));
}
