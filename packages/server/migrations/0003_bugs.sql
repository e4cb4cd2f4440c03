create extension if not exists pg_trgm;

create table bug (
  id uuid primary key,
  organization_id uuid not null references organization (id),
  number int not null,
  title text not null check (length(title) between 1 and 200),
  kind text not null check (kind in ('security', 'design', 'performance', 'functionality', 'accessibility', 'content')),
  state text not null check (state in ('new', 'needs-info', 'triaged', 'fixing', 'retest', 'resolved', 'duplicate', 'informative', 'not-applicable', 'out-of-scope', 'not-reproducible', 'accepted-risk', 'spam', 'withdrawn')),
  is_open boolean not null generated always as (state in ('new', 'needs-info', 'triaged', 'fixing', 'retest')) stored,
  severity text check (severity in ('none', 'low', 'medium', 'high', 'critical')),
  -- What the queue sorts by: 0 none … 4 critical, -1 not rated yet.
  severity_rank smallint not null default -1 check (severity_rank between -1 and 4),
  cvss_vector text,
  cvss_score numeric(3, 1),
  weakness int,
  asset_id uuid references asset (id),
  location text not null default '' check (length(location) <= 2000),
  location_key text not null default '',
  disclosure text not null default 'private' check (disclosure in ('private', 'requested', 'limited', 'full')),
  published_at timestamptz,
  published_by uuid references person (id),
  held_at timestamptz,
  assignee_id uuid references person (id),
  duplicate_of uuid references bug (id),
  sources text[] not null default '{}',
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  state_changed_at timestamptz not null,
  closed_at timestamptz,
  search_body text not null default '',
  search tsvector generated always as (setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', search_body), 'B')) stored,
  -- Raised by every change: what a second triager's form is compared with.
  version int not null default 1,
  unique (organization_id, number),
  check ((state = 'duplicate') = (duplicate_of is not null)),
  check (disclosure in ('private', 'requested') or published_at is not null),
  check (duplicate_of <> id)
);
-- The queue's pages: one index a sort order, each serves its keyset. Ids are UUIDv7, so id order is filing order.
create index bug_queue_severity on bug (organization_id, is_open, severity_rank desc, id desc);
create index bug_queue_filed on bug (organization_id, is_open, id desc);
create index bug_queue_updated on bug (organization_id, is_open, updated_at desc, id desc);
create index bug_state on bug (organization_id, state, id desc);
create index bug_assignee on bug (assignee_id, is_open, id desc) where assignee_id is not null;
create index bug_asset on bug (asset_id) where asset_id is not null;
create index bug_duplicates on bug (duplicate_of) where duplicate_of is not null;
create index bug_public on bug (published_at desc, id desc) where disclosure in ('limited', 'full') and held_at is null;
create index bug_held on bug (held_at) where held_at is not null;
create index bug_location on bug (organization_id, location_key) where location_key <> '';
create index bug_search on bug using gin (search);
create index bug_title_trigrams on bug using gin (title gin_trgm_ops);

create table report (
  id uuid primary key,
  bug_id uuid not null references bug (id),
  reporter_id uuid references person (id),
  -- An anonymous reporter's key to the report: SHA-256 of the claim phrase, which is shown once.
  claim_hash bytea unique,
  -- Consent to be named when the bug is public.
  credit_public boolean not null default false,
  title text not null check (length(title) between 1 and 200),
  location text not null default '' check (length(location) <= 2000),
  body_markdown text not null check (length(body_markdown) <= 60000),
  body_html text not null,
  steps_markdown text not null default '' check (length(steps_markdown) <= 60000),
  steps_html text not null default '',
  impact_markdown text not null default '' check (length(impact_markdown) <= 20000),
  impact_html text not null default '',
  renderer_version int not null,
  http_exchange text not null default '' check (length(http_exchange) <= 100000),
  cvss_vector text,
  weakness int,
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  withdrawn_at timestamptz
);
create index report_bug on report (bug_id);
create index report_reporter on report (reporter_id, id desc) where reporter_id is not null;

create table report_revision (
  report_id uuid not null references report (id),
  version int not null,
  content jsonb not null,
  written_at timestamptz not null,
  primary key (report_id, version)
);

create table sighting (
  id uuid primary key,
  bug_id uuid not null references bug (id),
  -- The bug it was filed under before any merge, so that a merge can be undone.
  filed_under uuid not null references bug (id),
  type text not null check (type in ('report', 'hit', 'incident')),
  source text not null,
  seen_at timestamptz not null,
  report_id uuid unique references report (id),
  place jsonb not null default '{}',
  evidence jsonb not null default '{}',
  created_at timestamptz not null,
  check ((type = 'report') = (report_id is not null))
);
create index sighting_bug on sighting (bug_id, seen_at);

create table fingerprint (
  sighting_id uuid not null references sighting (id) on delete cascade,
  bug_id uuid not null references bug (id),
  organization_id uuid not null references organization (id),
  scheme text not null,
  version smallint not null,
  value text not null,
  primary key (sighting_id, scheme, version, value)
);
create index fingerprint_value on fingerprint (organization_id, scheme, version, value);
create index fingerprint_bug on fingerprint (bug_id);

-- A conversation belongs to one report; reporters of one bug never see each other's.
create table comment (
  id uuid primary key,
  report_id uuid not null references report (id),
  author_id uuid references person (id),
  author_role text not null check (author_role in ('reporter', 'member', 'staff')),
  body_markdown text not null check (length(body_markdown) between 1 and 60000),
  body_html text not null,
  renderer_version int not null,
  created_at timestamptz not null
);
create index comment_report on comment (report_id, id);

-- Internal notes belong to the bug and are never shown to a reporter.
create table note (
  id uuid primary key,
  bug_id uuid not null references bug (id),
  author_id uuid not null references person (id),
  body_markdown text not null check (length(body_markdown) between 1 and 60000),
  body_html text not null,
  renderer_version int not null,
  created_at timestamptz not null
);
create index note_bug on note (bug_id, id);

create table bug_event (
  id uuid primary key,
  bug_id uuid not null references bug (id),
  type text not null,
  actor_id uuid references person (id),
  actor_kind text not null check (actor_kind in ('reporter', 'member', 'staff', 'system')),
  at timestamptz not null,
  -- Reporters see what happened to their bug; members also see the rest.
  audience text not null check (audience in ('reporter', 'members')),
  content jsonb not null default '{}'
);
create index bug_event_bug on bug_event (bug_id, id);

create table bug_label (
  bug_id uuid not null references bug (id) on delete cascade,
  label_id uuid not null references label (id) on delete cascade,
  primary key (bug_id, label_id)
);
create index bug_label_label on bug_label (label_id);

create table watcher (
  bug_id uuid not null references bug (id) on delete cascade,
  person_id uuid not null references person (id) on delete cascade,
  created_at timestamptz not null,
  primary key (bug_id, person_id)
);
create index watcher_person on watcher (person_id);

create table merge (
  id uuid primary key,
  child_id uuid not null references bug (id),
  parent_id uuid not null references bug (id),
  previous_state text not null,
  merged_by uuid references person (id),
  merged_at timestamptz not null,
  undone_by uuid references person (id),
  undone_at timestamptz
);
create unique index merge_current on merge (child_id) where undone_at is null;

create table attachment (
  id uuid primary key,
  draft_id uuid,
  report_id uuid references report (id),
  comment_id uuid references comment (id),
  note_id uuid references note (id),
  uploader_id uuid references person (id),
  file_name text not null check (length(file_name) between 1 and 200),
  media_type text not null,
  is_image boolean not null,
  width int,
  height int,
  bytes bigint not null,
  sha256 bytea not null,
  created_at timestamptz not null,
  check (num_nonnulls(draft_id, report_id, comment_id, note_id) = 1)
);
create index attachment_draft on attachment (draft_id) where draft_id is not null;
create index attachment_report on attachment (report_id) where report_id is not null;
create index attachment_comment on attachment (comment_id) where comment_id is not null;
create index attachment_note on attachment (note_id) where note_id is not null;

create table draft (
  id uuid primary key,
  person_id uuid references person (id) on delete cascade,
  -- An anonymous visitor's key to the draft, from a cookie.
  token_hash bytea,
  content jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check ((person_id is null) <> (token_hash is null))
);
create index draft_person on draft (person_id, updated_at desc) where person_id is not null;
create index draft_token on draft (token_hash) where token_hash is not null;
create index draft_updated on draft (updated_at);
alter table attachment add foreign key (draft_id) references draft (id) on delete cascade;

create table saved_view (
  id uuid primary key,
  person_id uuid not null references person (id) on delete cascade,
  name text not null check (length(name) between 1 and 60),
  query text not null check (length(query) <= 2000),
  created_at timestamptz not null
);
create unique index saved_view_name on saved_view (person_id, lower(name));

create table notification (
  id uuid primary key,
  person_id uuid not null references person (id) on delete cascade,
  bug_id uuid not null references bug (id) on delete cascade,
  type text not null,
  content jsonb not null default '{}',
  created_at timestamptz not null,
  read_at timestamptz
);
create index notification_person on notification (person_id, id desc);
create index notification_unread on notification (person_id) where read_at is null;
