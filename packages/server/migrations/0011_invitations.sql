-- An invitation to an organization: a link that works once. The address a letter went to is not kept.
create table invitation (
  id uuid primary key,
  organization_id uuid not null references organization (id) on delete cascade,
  role text not null check (role in ('owner', 'manager', 'triager', 'developer', 'viewer')),
  token_hash bytea not null unique,
  note text not null default '' check (length(note) <= 80),
  by_mail boolean not null default false,
  created_by uuid not null references person (id),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  accepted_by uuid references person (id),
  check ((accepted_at is null) = (accepted_by is null))
);
create index invitation_open on invitation (organization_id, id) where accepted_at is null;
