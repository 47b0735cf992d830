-- Waiting for a person and being served by one: LOG-10 to LOG-12, LOG-21, LOG-22.
alter table contact add column queue varchar(60);
alter table contact add column queued_at ${instant};
alter table contact add column person_id varchar(36);
alter table contact add column agent_code varchar(4);
alter table contact add column passed_on_at ${instant};
alter table contact add column passed_on_code varchar(4);
-- A call that nobody answered has been dealt with.
alter table contact add column done_at ${instant};
alter table contact add column done_by varchar(60);
create index ix_contact_caller on contact (caller, started_at);
alter table voice_message add column done_at ${instant};
alter table voice_message add column done_by varchar(60);

-- Each ring of a person's phone is an event of kind OFFER: who, why, and what came of it.
alter table event add column person_id varchar(36);
alter table event add column reason_zh varchar(500);
alter table event add column reason_en varchar(500);

create table recording (
  id varchar(200) primary key,
  org_unit_id varchar(36) not null,
  contact_id varchar(36) not null,
  begun_at ${instant} not null,
  duration_ms bigint not null,
  constraint fk_recording_contact foreign key (contact_id) references contact (id)
);
create index ix_recording_contact on recording (contact_id);

-- What an agent writes down of a call, and its class of SC.
create table contact_note (
  contact_id varchar(36) primary key,
  person_id varchar(36) not null,
  text varchar(4000) not null,
  classification varchar(4) not null,
  noted_at ${instant} not null,
  constraint fk_note_contact foreign key (contact_id) references contact (id),
  constraint fk_note_person foreign key (person_id) references person (id)
);

-- The work-state log, LOG-43: one row a state that has ended; and where each agent stands, for after a restart.
create table agent_state (
  id bigint auto_increment primary key,
  org_unit_id varchar(36) not null,
  person_id varchar(36) not null,
  agent_code varchar(4) not null,
  state varchar(20) not null,
  service_date varchar(8) not null,
  begun_at ${instant} not null,
  ended_at ${instant} not null,
  constraint fk_state_person foreign key (person_id) references person (id)
);
create index ix_agent_state_date on agent_state (service_date);

create table agent_session (
  person_id varchar(36) primary key,
  extension varchar(20) not null,
  state varchar(20) not null,
  since ${instant} not null,
  constraint fk_session_person foreign key (person_id) references person (id)
);
