-- What people are told of cases and need not do anything about: a unit's readers, those of a role there, or one person. Who has read it is kept reader by reader.
create table notice (
  id varchar(36) primary key,
  case_id varchar(36) not null,
  org_unit_id varchar(36) not null,
  role varchar(20),
  person_id varchar(36),
  text_zh varchar(500) not null,
  text_en varchar(500) not null,
  given_at ${instant} not null,
  constraint fk_notice_case foreign key (case_id) references service_case (id),
  constraint fk_notice_unit foreign key (org_unit_id) references org_unit (id),
  constraint fk_notice_person foreign key (person_id) references person (id)
);
create index ix_notice_given on notice (given_at, id);

create table notice_read (
  notice_id varchar(36) not null,
  person_id varchar(36) not null,
  read_at ${instant} not null,
  primary key (notice_id, person_id),
  constraint fk_read_notice foreign key (notice_id) references notice (id),
  constraint fk_read_person foreign key (person_id) references person (id)
);
