-- The machines whose guards share decisions: an organization's, or, without one, this server itself.
create table perimeter (
  id uuid primary key,
  organization_id uuid unique references organization (id) on delete cascade,
  -- Numbers each change of a decision. Taken under the row's lock, so that changes become visible in their order.
  next_change bigint not null default 1,
  created_at timestamptz not null
);
create unique index perimeter_own on perimeter ((organization_id is null)) where organization_id is null;

create table guard (
  id uuid primary key,
  perimeter_id uuid not null references perimeter (id) on delete cascade,
  name text not null check (length(name) between 1 and 80),
  -- Null for the guard inside this server, which needs none.
  token_hash bytea unique,
  prefix text not null default '',
  created_at timestamptz not null,
  created_by uuid references person (id),
  revoked_at timestamptz,
  last_seen_at timestamptz,
  -- Its latest figures.
  figures jsonb not null default '{}'
);
create unique index guard_name on guard (perimeter_id, lower(name)) where revoked_at is null;

-- What passed a guard, by minute.
create table guard_minute (
  guard_id uuid not null references guard (id) on delete cascade,
  minute timestamptz not null,
  requests bigint not null default 0,
  blocked bigint not null default 0,
  alerts bigint not null default 0,
  primary key (guard_id, minute)
);
create index guard_minute_age on guard_minute (minute);

create table guard_incident (
  id uuid primary key,
  guard_id uuid not null references guard (id) on delete cascade,
  perimeter_id uuid not null references perimeter (id) on delete cascade,
  -- SHA-256 of the guard's own name for it, which stays the same while it grows.
  key bytea not null,
  kind text not null check (kind in ('background', 'attack', 'alarm')),
  scenario text not null,
  -- As the guard sent it, addresses and all; the bug gets a copy without them.
  content jsonb not null,
  -- Alerts by run of the guard: after a restart it counts from the start again.
  runs jsonb not null,
  sighting_id uuid references sighting (id) on delete set null,
  bug_id uuid references bug (id) on delete set null,
  -- Whether a bug was opened for it; how many a day are is bounded.
  opened boolean not null default false,
  first_at timestamptz not null,
  last_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (guard_id, key)
);
create index guard_incident_latest on guard_incident (perimeter_id, last_at desc);
create index guard_incident_created on guard_incident (created_at);

create table guard_decision (
  perimeter_id uuid not null references perimeter (id) on delete cascade,
  id text not null check (length(id) between 1 and 100),
  -- Null: a person decided it on the server.
  guard_id uuid references guard (id) on delete set null,
  scope text not null,
  value text not null,
  host text not null,
  measure text not null,
  scenario text not null,
  reason text not null,
  evidence jsonb not null default '[]',
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  origin text not null check (origin in ('guard', 'operator')),
  shadow boolean not null,
  held boolean not null,
  strike int not null,
  ended_at timestamptz,
  ended_by text,
  ended_why text,
  confirmed_at timestamptz,
  confirmed_by text,
  change bigint not null,
  created_at timestamptz not null,
  primary key (perimeter_id, id)
);
create unique index guard_decision_change on guard_decision (perimeter_id, change);
create index guard_decision_live on guard_decision (perimeter_id, ends_at desc) where ended_at is null;
create index guard_decision_value on guard_decision (perimeter_id, value, starts_at desc);

-- Open bugs at a place, whatever the query of its address: what a live attack is compared with.
create index bug_open_place on bug (organization_id, split_part(location_key, '?', 1))
  where location_key <> '' and state in ('new', 'needs-info', 'triaged', 'fixing', 'retest');
