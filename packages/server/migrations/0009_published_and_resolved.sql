-- An organization's published bugs, newest first, with what its scorecard asks of them.
create index bug_published on bug (organization_id, published_at desc, id desc) include (state, first_seen_at)
  where disclosure in ('limited', 'full') and held_at is null;
-- The latest resolved bugs of an organization: how long it takes is asked of those.
create index bug_resolved on bug (organization_id, closed_at desc) include (first_seen_at)
  where state = 'resolved' and held_at is null;
