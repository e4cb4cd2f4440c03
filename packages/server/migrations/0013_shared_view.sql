-- A view that everybody who sees the organization's queue finds there; null: its owner's alone.
alter table saved_view add column organization_id uuid references organization (id) on delete cascade;
create unique index saved_view_shared on saved_view (organization_id, lower(name)) where organization_id is not null;
drop index saved_view_name;
create unique index saved_view_own on saved_view (person_id, lower(name)) where organization_id is null;
