-- Who answers calls: skills with levels, and groups by duty. A person's order in a group is what the linear strategy follows.
alter table person add column extension varchar(20);

create table skill (
  id varchar(40) primary key,
  name_zh varchar(100) not null,
  name_en varchar(100) not null
);

create table person_skill (
  person_id varchar(36) not null,
  skill_id varchar(40) not null,
  level int not null,
  primary key (person_id, skill_id),
  constraint fk_skill_of_person foreign key (person_id) references person (id),
  constraint fk_person_skill foreign key (skill_id) references skill (id)
);

create table agent_group (
  id varchar(40) primary key,
  org_unit_id varchar(36) not null,
  name_zh varchar(100) not null,
  name_en varchar(100) not null,
  constraint fk_group_unit foreign key (org_unit_id) references org_unit (id)
);

create table agent_group_member (
  group_id varchar(40) not null,
  person_id varchar(36) not null,
  position int not null,
  primary key (group_id, person_id),
  constraint fk_member_group foreign key (group_id) references agent_group (id),
  constraint fk_member_person foreign key (person_id) references person (id)
);

create index ix_content_service_date on content_event (service_date);
