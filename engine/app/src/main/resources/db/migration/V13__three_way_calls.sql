-- LOG-19, LOG-20: since when three or more talked, and until when.
alter table contact add column three_way_at ${instant};
alter table contact add column three_way_until ${instant};
