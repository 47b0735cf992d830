-- Cases (work orders, 工单) run on an engine of their own, which keeps its tables (act_...) beside these and makes them itself.
alter table service_case add column number varchar(20);
alter table service_case add constraint uq_case_number unique (number);
alter table service_case add column flow varchar(100);
alter table service_case add column flow_version int;
alter table service_case add column title varchar(200) not null default '';
alter table service_case add column category varchar(4) not null default '';
alter table service_case add column state varchar(10) not null default 'OPEN';
alter table service_case add column party_id varchar(36);
alter table service_case add column caller varchar(64) not null default '';
alter table service_case add column opened_by varchar(36);
-- The step of a call that opened it, or what a client named its request: the same twice is one case.
alter table service_case add column step_run_id varchar(100);
alter table service_case add constraint uq_case_step_run unique (step_run_id);
alter table service_case add constraint fk_case_party foreign key (party_id) references party (id);
alter table service_case add constraint fk_case_opener foreign key (opened_by) references person (id);
create index ix_case_state on service_case (state, number);

-- Numbers of cases, day by day.
create table case_counter (
  service_date varchar(8) primary key,
  last_number int not null
);

-- What a person is asked to do: open until done_at. run_id is the run of the step that asks; sheet is the form, as JSON.
create table case_task (
  id varchar(36) primary key,
  case_id varchar(36) not null,
  org_unit_id varchar(36) not null,
  role varchar(20),
  person_id varchar(36),
  run_id varchar(64) not null unique,
  execution varchar(64) not null,
  definition varchar(64) not null,
  flow varchar(100) not null,
  version int not null,
  element varchar(200) not null,
  step varchar(60) not null,
  title_zh varchar(500) not null,
  title_en varchar(500) not null,
  sheet longtext not null,
  opened_at ${instant} not null,
  due_at ${instant},
  done_at ${instant},
  done_by varchar(36),
  outcome varchar(60),
  constraint fk_task_case foreign key (case_id) references service_case (id),
  constraint fk_task_unit foreign key (org_unit_id) references org_unit (id),
  constraint fk_task_person foreign key (person_id) references person (id),
  constraint fk_task_done_by foreign key (done_by) references person (id)
);
create index ix_task_open on case_task (done_at, opened_at, id);
create index ix_task_person on case_task (person_id, done_at, opened_at);
create index ix_task_unit on case_task (org_unit_id, done_at, role, opened_at);
create index ix_task_due on case_task (done_at, due_at);

-- A step that no person does, from when it is reached until it is left: what a restart takes up again, and what is stuck and why.
create table case_step (
  run_id varchar(64) primary key,
  case_id varchar(36) not null,
  execution varchar(64) not null,
  definition varchar(64) not null,
  flow varchar(100) not null,
  version int not null,
  element varchar(200) not null,
  step varchar(60) not null,
  begun_at ${instant} not null,
  error_category varchar(20),
  error_message varchar(1000),
  error_place varchar(300),
  error_remedy varchar(500),
  constraint fk_step_case foreign key (case_id) references service_case (id)
);

-- What a person wrote to an event of a case.
alter table event add column remark varchar(2000);

insert into code (scheme, code, name_zh, name_en, locked) values
 ('CASE', '01', '咨询', 'consultation', false), ('CASE', '02', '投诉举报', 'complaint', false), ('CASE', '03', '建议', 'suggestion', false),
 ('CASE', '04', '业务申请', 'business application', false), ('CASE', '05', '疑难问题', 'difficult question', false);
