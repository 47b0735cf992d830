-- A call back that keeps a place in a queue: which queue, since when, and, while it is open, what rules know of him and his call-attached data, as JSON.
alter table callback add column queue varchar(100);
alter table callback add column joined_at ${instant};
alter table callback add column place longtext;
create index ix_callback_queue on callback (queue, state);
