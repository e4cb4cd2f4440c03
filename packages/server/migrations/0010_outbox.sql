-- What happened and was not handed to those who listen yet: written with the event, removed when their jobs exist.
create table bug_outbox (
  event_id uuid primary key references bug_event (id) on delete cascade,
  -- Whoever is told beside those who follow the bug; null when nobody is told.
  tells uuid[],
  mentions uuid[] not null default '{}'
);

-- The same event told twice is told once.
alter table notification add column event_id uuid references bug_event (id) on delete cascade;
create unique index notification_event on notification (event_id, person_id);
