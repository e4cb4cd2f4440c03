create table organization (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9](-?[a-z0-9]){0,62}$'),
  key text not null unique check (key ~ '^[A-Z][A-Z0-9]{1,9}$'),
  name text not null check (length(name) between 1 and 120),
  description text not null default '' check (length(description) <= 4000),
  domain text unique,
  -- A staffed organization answers for itself; an unstaffed one is looked after by the instance's staff.
  staffed_at timestamptz,
  -- What happens to bugs that are not security bugs when they are filed.
  default_disclosure text not null default 'private' check (default_disclosure in ('private', 'full')),
  next_bug_number int not null default 1,
  created_at timestamptz not null,
  created_by uuid references person (id)
);

create table membership (
  organization_id uuid not null references organization (id) on delete cascade,
  person_id uuid not null references person (id) on delete cascade,
  role text not null check (role in ('owner', 'manager', 'triager', 'developer', 'viewer')),
  created_at timestamptz not null,
  created_by uuid references person (id),
  primary key (organization_id, person_id)
);
create index membership_person on membership (person_id);

create table asset (
  id uuid primary key,
  organization_id uuid not null references organization (id) on delete cascade,
  type text not null check (type in ('website', 'api', 'mobile-app', 'desktop-app', 'source-repository', 'package', 'container-image', 'hardware-device', 'firmware', 'cloud-service', 'other')),
  identifier text not null check (length(identifier) between 1 and 400),
  name text not null check (length(name) between 1 and 120),
  description text not null default '' check (length(description) <= 2000),
  created_at timestamptz not null,
  archived_at timestamptz,
  unique (organization_id, type, identifier)
);

create table label (
  id uuid primary key,
  organization_id uuid not null references organization (id) on delete cascade,
  name text not null check (length(name) between 1 and 40),
  colour text not null default 'grey',
  created_at timestamptz not null
);
create unique index label_name on label (organization_id, lower(name));

create table reply_template (
  id uuid primary key,
  organization_id uuid not null references organization (id) on delete cascade,
  name text not null check (length(name) between 1 and 80),
  body_markdown text not null check (length(body_markdown) <= 20000),
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index reply_template_name on reply_template (organization_id, lower(name));
