-- Notifications also go out as letters, several in one, unless the person would rather not.
alter table notification add column mailed_at timestamptz;
create index notification_unmailed on notification (created_at) where mailed_at is null and read_at is null;
alter table person add column notify_by_mail boolean not null default true;
