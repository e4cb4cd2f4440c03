-- Filing order by time instead of by id: the primary key also runs by id, and PostgreSQL took it for every list of the
-- latest bugs, meeting a million bugs of other organizations on the way.
create index bug_queue_created on bug (organization_id, is_open, created_at desc, id desc);
drop index bug_queue_filed;
-- Counting the bugs of one state by age.
create index bug_state_created on bug (organization_id, state, created_at desc, id desc) where held_at is null;
drop index bug_state;
-- The kind comes last: a filter by it is answered without touching the rows.
create index bug_queue_rank on bug (organization_id, is_open, severity_rank desc, id desc, kind);
drop index bug_queue_severity;
-- What lies with somebody, the worst first, by state.
create index bug_assigned on bug (assignee_id, state, severity_rank desc, id desc) where assignee_id is not null;
drop index bug_assignee;
-- Finding people by how their handle or name begins.
create index person_public_handle on person (handle text_pattern_ops)
  where profile_public and deleted_at is null and blocked_at is null;
create index person_public_name on person (lower(display_name) text_pattern_ops)
  where profile_public and deleted_at is null and blocked_at is null;
