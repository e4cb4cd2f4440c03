-- Somebody's wish to show a bug to everybody, and what became of it. What is agreed on stands here, too.
create table disclosure_request (
  id uuid primary key,
  bug_id uuid not null references bug (id) on delete cascade,
  side text not null check (side in ('reporter', 'organization')),
  level text not null check (level in ('limited', 'full')),
  summary_markdown text not null default '',
  summary_html text not null default '',
  renderer_version int not null,
  requested_by uuid references person (id),
  requested_at timestamptz not null,
  outcome text check (outcome in ('published', 'declined', 'withdrawn')),
  ended_at timestamptz,
  check ((outcome is null) = (ended_at is null))
);
create unique index disclosure_request_open on disclosure_request (bug_id) where outcome is null;
create index disclosure_request_bug on disclosure_request (bug_id, id desc);
