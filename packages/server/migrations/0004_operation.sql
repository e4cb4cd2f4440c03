create table hold (
  id uuid primary key,
  bug_id uuid not null references bug (id),
  reason text not null,
  score int not null,
  signals jsonb not null default '[]',
  held_at timestamptz not null,
  outcome text check (outcome in ('released', 'spam')),
  decided_by uuid references person (id),
  decided_at timestamptz,
  decision_reason text
);
create unique index hold_current on hold (bug_id) where outcome is null;

create table appeal (
  id uuid primary key,
  bug_id uuid references bug (id),
  report_id uuid references report (id),
  person_id uuid references person (id),
  body text not null check (length(body) between 1 and 5000),
  created_at timestamptz not null,
  outcome text check (outcome in ('upheld', 'rejected')),
  answer text,
  decided_by uuid references person (id),
  decided_at timestamptz
);
create index appeal_open on appeal (created_at) where outcome is null;

-- Append-only. Writers insert without waiting for each other; one background sealer numbers and chains the rows.
create table audit_entry (
  id uuid primary key,
  at timestamptz not null,
  actor_id uuid,
  actor_kind text not null,
  action text not null,
  object_type text not null,
  object_id text not null,
  content jsonb not null default '{}',
  position bigint unique,
  hash bytea,
  check ((position is null) = (hash is null))
);
create index audit_unsealed on audit_entry (id) where position is null;
create index audit_object on audit_entry (object_type, object_id, id desc);

create function audit_entry_is_append_only() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.position is null and new.position is not null
     and (old.id, old.at, old.actor_id, old.actor_kind, old.action, old.object_type, old.object_id, old.content)
         is not distinct from (new.id, new.at, new.actor_id, new.actor_kind, new.action, new.object_type, new.object_id, new.content) then
    return new;
  end if;
  raise exception 'The audit log is append-only.';
end $$;
create trigger audit_entry_append_only before update or delete on audit_entry
  for each row execute function audit_entry_is_append_only();
create trigger audit_entry_never_truncated before truncate on audit_entry
  for each statement execute function audit_entry_is_append_only();

create table idempotency_key (
  person_id uuid not null references person (id) on delete cascade,
  key text not null check (length(key) between 1 and 255),
  request_hash bytea not null,
  status int,
  response jsonb,
  created_at timestamptz not null,
  primary key (person_id, key)
);
create index idempotency_key_created on idempotency_key (created_at);

-- Mail on its way: the job carries only the row's id, so no address or secret sits in the job queue.
create table mail (
  id uuid primary key,
  person_id uuid references person (id) on delete cascade,
  recipient text not null,
  subject text not null,
  text_body text not null,
  html_body text not null,
  headers jsonb not null default '{}',
  created_at timestamptz not null,
  sent_at timestamptz,
  failures int not null default 0,
  last_error text
);
create index mail_created on mail (id desc);
