-- LOG-13 to LOG-18: since when a supervisor listened to a call or whispered into it, who, and until when; the same of one who was heard by all.
alter table contact add column monitored_at ${instant};
alter table contact add column monitored_by varchar(4);
alter table contact add column monitored_until ${instant};
alter table contact add column barged_at ${instant};
alter table contact add column barged_by varchar(4);
alter table contact add column barged_until ${instant};
