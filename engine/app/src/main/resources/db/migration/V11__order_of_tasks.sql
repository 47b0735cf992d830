-- Where an open task stands in the list: by when it is due, what has no due time last. Null: it is done. Of 100,000 tasks, 20,000 of them open, EXPLAIN shows the first page read in this index's order
-- on H2 (at first reading 20 to 60 ms, before 1.4 to 2.2 s) and on MariaDB (3 to 25 ms, before 0.16 to 1.3 s), where before all that are open were read and sorted.
alter table case_task add column due_order ${instant} generated always as (case when done_at is null then coalesce(due_at, timestamp '9999-01-01 00:00:00') end);
create index ix_task_order on case_task (due_order, opened_at, id);
