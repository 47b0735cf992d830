-- Every agent number ever given (LOG-12), so that one that was given up is not given to another person.
create table agent_number (
  code varchar(4) primary key,
  person_id varchar(36) not null,
  constraint fk_number_person foreign key (person_id) references person (id)
);
insert into agent_number (code, person_id) select agent_code, min(id) from person where agent_code is not null group by agent_code;
