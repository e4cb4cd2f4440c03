-- Everybody's search looks among public bugs only, a small part of all.
create index bug_public_search on bug using gin (search) where disclosure in ('limited', 'full') and held_at is null;
