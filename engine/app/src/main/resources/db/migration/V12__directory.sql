-- The directory: who citizens and companies are, as those who serve them write it down, and every change of it.
alter table party add column remark varchar(500) not null default '';
-- A number is one party's: whoever calls from it is known, or nobody is.
create unique index uq_party_number on party_number (number_digits);

create table party_change (
  id varchar(36) primary key,
  party_id varchar(36) not null,
  person_id varchar(36),
  changed_at ${instant} not null,
  field varchar(20) not null,
  was varchar(500) not null,
  became varchar(500) not null,
  constraint fk_change_party foreign key (party_id) references party (id)
);
create index ix_party_change on party_change (party_id, changed_at);

-- The centre's own classes of parties, to be changed as it likes.
insert into code (scheme, code, name_zh, name_en, locked) values
 ('PARTY', '01', '普通', 'ordinary', false), ('PARTY', '02', '重要', 'VIP', false), ('PARTY', '03', '黑名单', 'blacklisted', false);
