-- What was asked in a call and what was answered (IVR-34 to IVR-40, LOG-27 to LOG-42): a row a question and handler, which nobody else writes on.
create table question (
  id varchar(36) primary key,
  org_unit_id varchar(36) not null,
  contact_id varchar(36) not null,
  person_id varchar(36) not null,
  agent_code varchar(4) not null,
  csex varchar(1) not null,
  cage varchar(3) not null,
  ctype varchar(2) not null,
  cutype varchar(2) not null,
  cetype varchar(3) not null,
  cindu varchar(2) not null,
  asked varchar(4000) not null,
  answered varchar(4000) not null,
  classification varchar(4) not null,
  begun_at ${instant} not null,
  ended_at ${instant},
  noted_at ${instant} not null,
  constraint fk_question_contact foreign key (contact_id) references contact (id),
  constraint fk_question_person foreign key (person_id) references person (id)
);
create index ix_question_contact on question (contact_id, begun_at);
create index ix_question_noted on question (noted_at);

-- The one note that a call had until now is what was asked; its call has one, so that its number serves the question too.
insert into question (id, org_unit_id, contact_id, person_id, agent_code, csex, cage, ctype, cutype, cetype, cindu, asked, answered, classification, begun_at, ended_at, noted_at)
  select c.id, p.org_unit_id, c.id, n.person_id, coalesce(p.agent_code, ''), '', '', '', '', '', '', n.text, '', n.classification, coalesce(c.joined_at, c.started_at), coalesce(c.ended_at, n.noted_at), n.noted_at
  from contact_note n join contact c on c.id = n.contact_id join person p on p.id = n.person_id;
drop table contact_note;
