-- Whether the same text came before is asked of the last week's reports.
create index report_created on report (created_at);
