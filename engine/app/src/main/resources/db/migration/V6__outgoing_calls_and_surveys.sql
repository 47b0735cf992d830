-- Who called whom: IN, the citizen us; OUT, we the citizen. Of either the citizen's number is the caller, LOG-08's number of the service object.
alter table contact add column direction varchar(3) not null default 'IN';

-- What citizens say of a service (IVR-58, OUT-08): one key for one question.
create table survey_answer (
  step_run_id varchar(100) primary key,
  org_unit_id varchar(36) not null,
  contact_id varchar(36) not null,
  person_id varchar(36),
  question varchar(60) not null,
  answer varchar(1) not null,
  label varchar(100) not null,
  answered_at ${instant} not null,
  constraint fk_survey_contact foreign key (contact_id) references contact (id)
);
create index ix_survey_contact on survey_answer (contact_id);
