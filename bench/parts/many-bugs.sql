-- 1,000,000 bugs of four organizations beside the demo's curl, with as many sightings and 300,000 reports.
-- Half of them lie in one organization; a fifth are open; every tenth is public. :member works on all of them.
-- The smaller two organizations have nothing open, and no critical bug is a security bug: looking for what is not there is
-- the hardest question.
set session_replication_role = replica;
set synchronous_commit = off;
set maintenance_work_mem = '512MB';

insert into organization (id, slug, key, name, staffed_at, next_bug_number, created_at)
select ('01900000-0000-7000-8000-00000000000' || n)::uuid, 'company-' || n, 'COMP' || n, 'Company ' || n, now(), 2000000, now()
from generate_series(1, 4) n;

insert into membership (organization_id, person_id, role, created_at)
select id, ':member', 'triager', now() from organization where slug like 'company-%';

insert into person (id, handle, email, created_at)
select ('01900000-0000-7000-9000-' || lpad(to_hex(n), 12, '0'))::uuid, 'hunter-' || n, 'hunter-' || n || '@bench.invalid', now()
from generate_series(1, 20000) n;

create temporary table dropped as
select indexdef, indexname from pg_indexes
where schemaname = 'public' and tablename = 'bug' and indexname not in ('bug_pkey', 'bug_organization_id_number_key');
do $$ declare name text; begin
  for name in select indexname from dropped loop execute format('drop index %I', name); end loop;
end $$;

insert into bug (id, organization_id, number, title, kind, state, severity, severity_rank, location, location_key, disclosure,
  published_at, sources, first_seen_at, last_seen_at, created_at, updated_at, state_changed_at, closed_at, assignee_id, search_body)
select
  (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(noise, 1, 3) || '8' || substr(noise, 4, 15))::uuid,
  ('01900000-0000-7000-8000-00000000000' || case when n % 10 < 5 then 1 when n % 10 < 8 then 2 when n % 10 = 8 then 3 else 4 end)::uuid,
  n,
  (array['Reflected script in', 'Slow answer of', 'Broken layout of', 'Missing check in', 'Wrong total in', 'Leaking token of', 'Crash of', 'Open redirect in'])[1 + n % 8]
    || ' ' || (array['search', 'checkout', 'login', 'profile', 'upload', 'invoice', 'export', 'settings', 'comment', 'calendar', 'gallery'])[1 + n % 11]
    || ' ' || (array['form', 'page', 'endpoint', 'widget', 'dialog', 'service', 'job'])[1 + n % 7] || ' ' || substr(noise, 20, 5),
  (array['security', 'functionality', 'performance', 'design'])[1 + n % 4],
  case when n % 5 = 0 then (array['new', 'triaged', 'fixing', 'needs-info', 'retest'])[1 + (n / 5) % 5]
    else (array['resolved', 'resolved', 'informative', 'not-applicable', 'out-of-scope', 'spam', 'accepted-risk'])[1 + n % 7] end,
  (array['low', 'medium', 'high', 'critical', null, 'none'])[1 + n % 6],
  (array[1, 2, 3, 4, -1, 0])[1 + n % 6],
  'https://example.com/' || substr(noise, 25, 4), 'example.com/' || substr(noise, 25, 4),
  case when n % 10 = 3 then 'full' else 'private' end,
  case when n % 10 = 3 then at + interval '30 days' end,
  case when n % 3 = 0 then '{person}' else '{scanner}' end::text[],
  at, at, at, at + n % 1000 * interval '1 hour', at,
  case when n % 5 <> 0 then at + n % 90 * interval '1 day' end,
  case when n % 40 = 0 then ':member'::uuid end,
  'What was seen, how to see it again, and what it could lead to: ' || noise
from (
  select n, md5(n::text) as noise, timestamptz '2016-01-01' + n * interval '5 minutes' as at from generate_series(1, :bugs) n
) made;

insert into report (id, bug_id, reporter_id, credit_public, title, body_markdown, body_html, renderer_version, created_at, updated_at)
select id, id, ('01900000-0000-7000-9000-' || lpad(to_hex(1 + number % 20000), 12, '0'))::uuid, true, title, 'Seen.', '<p>Seen.</p>', 1, created_at, created_at
from bug where number % 3 = 0 and number <= :bugs and organization_id::text like '01900000-%';

insert into sighting (id, bug_id, filed_under, type, source, seen_at, report_id, created_at)
select id, id, id, case when number % 3 = 0 then 'report' else 'hit' end, case when number % 3 = 0 then 'person' else 'scanner' end,
  created_at, case when number % 3 = 0 then id end, created_at
from bug where organization_id::text like '01900000-%';

insert into bug_event (id, bug_id, type, actor_kind, at, audience)
select id, id, 'filed', 'system', created_at, 'reporter' from bug where organization_id::text like '01900000-%';

do $$ declare statement text; begin
  for statement in select indexdef from dropped loop execute statement; end loop;
end $$;
set session_replication_role = default;
alter database postgres set session_preload_libraries = 'auto_explain';
alter database postgres set auto_explain.log_min_duration = 0;
alter database postgres set auto_explain.log_analyze = on;
alter database postgres set auto_explain.log_buffers = on;
alter database postgres set auto_explain.log_timing = off;
alter database postgres set auto_explain.log_format = json;
