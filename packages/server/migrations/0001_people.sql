-- People and how they prove who they are. A person's e-mail address is verified before the row exists.
create table person (
  id uuid primary key,
  handle text not null check (handle ~ '^[a-z0-9](-?[a-z0-9]){1,38}$'),
  display_name text not null default '' check (length(display_name) <= 80),
  email text check (length(email) <= 254),
  password_hash text,
  staff text check (staff in ('administrator', 'moderator')),
  bio text not null default '' check (length(bio) <= 2000),
  profile_public boolean not null default false,
  locale text not null default 'en',
  time_zone text not null default 'UTC',
  theme text not null default 'auto' check (theme in ('auto', 'light', 'dark')),
  blocked_at timestamptz,
  blocked_reason text,
  deleted_at timestamptz,
  password_changed_at timestamptz,
  created_at timestamptz not null,
  check (deleted_at is null or (email is null and password_hash is null))
);
create unique index person_handle on person (handle);
create unique index person_email on person (lower(email)) where email is not null;
create index person_staff on person (staff) where staff is not null;

create table one_time_link (
  id uuid primary key,
  purpose text not null check (purpose in ('first-administrator', 'sign-up', 'password-reset', 'address-change', 'address-revert', 'invitation')),
  token_hash bytea not null unique,
  person_id uuid references person (id) on delete cascade,
  content jsonb not null default '{}',
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index one_time_link_person on one_time_link (person_id, purpose);

create table session (
  id uuid primary key,
  token_hash bytea not null unique,
  person_id uuid not null references person (id) on delete cascade,
  created_at timestamptz not null,
  authenticated_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  second_factor boolean not null default false,
  user_agent text not null default '',
  address inet
);
create index session_person on session (person_id);

create table pending_sign_in (
  id uuid primary key,
  token_hash bytea not null unique,
  person_id uuid not null references person (id) on delete cascade,
  failures int not null default 0,
  created_at timestamptz not null,
  expires_at timestamptz not null
);

create table totp (
  person_id uuid primary key references person (id) on delete cascade,
  secret bytea not null,
  confirmed_at timestamptz,
  last_counter bigint not null default 0,
  created_at timestamptz not null
);

create table recovery_code (
  person_id uuid not null references person (id) on delete cascade,
  code_hash bytea not null,
  used_at timestamptz,
  primary key (person_id, code_hash)
);

create table passkey (
  id uuid primary key,
  person_id uuid not null references person (id) on delete cascade,
  credential_id bytea not null unique,
  public_key bytea not null,
  counter bigint not null default 0,
  transports text[] not null default '{}',
  name text not null,
  backed_up boolean not null default false,
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index passkey_person on passkey (person_id);

create table passkey_challenge (
  id uuid primary key,
  person_id uuid references person (id) on delete cascade,
  purpose text not null check (purpose in ('register', 'sign-in')),
  challenge text not null,
  expires_at timestamptz not null
);

create table api_token (
  id uuid primary key,
  person_id uuid not null references person (id) on delete cascade,
  name text not null check (length(name) between 1 and 80),
  token_hash bytea not null unique,
  prefix text not null,
  scopes text[] not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index api_token_person on api_token (person_id);

-- Limits that must hold across server processes: sign-in, claim phrases, mails. GCRA: one row a key.
create table throttle (
  key text primary key,
  theoretical_arrival timestamptz not null
);

create table setting (
  key text primary key,
  value jsonb not null,
  updated_at timestamptz not null,
  updated_by uuid references person (id)
);
