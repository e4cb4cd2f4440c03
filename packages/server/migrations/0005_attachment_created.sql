-- The daily limits add up what was uploaded lately.
create index attachment_created on attachment (created_at);
