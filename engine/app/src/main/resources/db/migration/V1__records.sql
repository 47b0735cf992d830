-- The record model: everything but the live call hangs on these. Times are UTC. Every row carries its unit.
create table org_unit (
  id varchar(36) primary key,
  parent_id varchar(36),
  path varchar(400) not null,
  kind varchar(20) not null,
  name_zh varchar(100) not null,
  name_en varchar(100) not null,
  constraint fk_org_unit_parent foreign key (parent_id) references org_unit (id)
);
create index ix_org_unit_path on org_unit (path);

create table person (
  id varchar(36) primary key,
  org_unit_id varchar(36) not null,
  login varchar(60) not null unique,
  name varchar(100) not null,
  password_hash varchar(200) not null,
  enabled boolean not null,
  agent_code varchar(4),
  constraint fk_person_unit foreign key (org_unit_id) references org_unit (id)
);

create table person_role (
  person_id varchar(36) not null,
  role varchar(20) not null,
  org_unit_id varchar(36) not null,
  primary key (person_id, role, org_unit_id),
  constraint fk_role_person foreign key (person_id) references person (id),
  constraint fk_role_unit foreign key (org_unit_id) references org_unit (id)
);

create table party (
  id varchar(36) primary key,
  org_unit_id varchar(36) not null,
  kind varchar(10) not null,
  name varchar(200),
  category varchar(4),
  constraint fk_party_unit foreign key (org_unit_id) references org_unit (id)
);

create table party_number (
  party_id varchar(36) not null,
  number_digits varchar(40) not null,
  primary key (party_id, number_digits),
  constraint fk_number_party foreign key (party_id) references party (id)
);
create index ix_party_number on party_number (number_digits);

-- One contact: a call, later also a chat, SMS, mail or fax. The columns from cid on are the call log's fields, LOG-04 to LOG-23.
create table contact (
  id varchar(36) primary key,
  org_unit_id varchar(36) not null,
  party_id varchar(36),
  channel varchar(10) not null,
  sip_call_id varchar(255),
  caller varchar(64) not null,
  dialed varchar(64) not null,
  started_at ${instant} not null,
  answered_at ${instant},
  joined_at ${instant},
  joined_target varchar(64),
  ended_at ${instant},
  end_reason varchar(40),
  sip_code int,
  packets_lost bigint,
  jitter_ms double precision,
  cid varchar(4) not null,
  service_date varchar(8) not null,
  assn int not null,
  pn varchar(23) not null,
  service_mode varchar(4) not null,
  constraint fk_contact_unit foreign key (org_unit_id) references org_unit (id),
  constraint fk_contact_party foreign key (party_id) references party (id),
  constraint uq_contact_assn unique (service_date, assn)
);
create index ix_contact_started on contact (started_at);
create index ix_contact_open on contact (ended_at);

create table day_counter (
  service_date varchar(8) primary key,
  last_assn int not null
);

-- A work order; its columns grow with the issue that brings them to life.
create table service_case (
  id varchar(36) primary key,
  org_unit_id varchar(36) not null,
  contact_id varchar(36),
  opened_at ${instant} not null,
  closed_at ${instant},
  constraint fk_case_unit foreign key (org_unit_id) references org_unit (id),
  constraint fk_case_contact foreign key (contact_id) references contact (id)
);

-- Append only. What reports, replay and quality checks read.
create table event (
  id bigint auto_increment primary key,
  org_unit_id varchar(36) not null,
  contact_id varchar(36),
  case_id varchar(36),
  kind varchar(20) not null,
  seq int not null,
  at ${instant} not null,
  duration_ms bigint not null,
  flow varchar(100),
  version int,
  element varchar(200),
  step varchar(60),
  prompt varchar(4000),
  keyed varchar(200),
  outcome varchar(60),
  error_category varchar(20),
  error_message varchar(1000),
  error_place varchar(300),
  error_remedy varchar(500)
);
create index ix_event_contact on event (contact_id, seq);
create index ix_event_case on event (case_id, seq);

-- The service content log, LOG-30 to LOG-41: one row a question or flow.
create table content_event (
  id bigint auto_increment primary key,
  org_unit_id varchar(36) not null,
  contact_id varchar(36) not null,
  seq int not null,
  cid varchar(4) not null,
  service_date varchar(8) not null,
  assn int not null,
  pn varchar(23) not null,
  sn varchar(4) not null,
  cbt varchar(8) not null,
  csex varchar(3) not null,
  cage varchar(3) not null,
  ctype varchar(3) not null,
  cutype varchar(3) not null,
  cetype varchar(3) not null,
  cindu varchar(3) not null,
  field8 varchar(20) not null,
  sc varchar(4) not null,
  field10 varchar(20) not null,
  cet varchar(8) not null,
  constraint fk_content_contact foreign key (contact_id) references contact (id)
);
create index ix_content_contact on content_event (contact_id, seq);

create table voice_message (
  id varchar(36) primary key,
  org_unit_id varchar(36) not null,
  contact_id varchar(36) not null,
  box varchar(60) not null,
  caller varchar(64) not null,
  step_run_id varchar(100) not null unique,
  recording varchar(200) not null,
  duration_ms bigint not null,
  left_at ${instant} not null,
  heard_at ${instant}
);
create index ix_voice_message_box on voice_message (box, left_at);

create table fax_job (
  id varchar(36) primary key,
  org_unit_id varchar(36) not null,
  contact_id varchar(36) not null,
  step_run_id varchar(100) not null unique,
  file_number varchar(20) not null,
  fax_number varchar(40) not null,
  send_at ${instant},
  state varchar(10) not null,
  queued_at ${instant} not null
);

create table flow_version (
  flow_id varchar(100) not null,
  version int not null,
  content_hash varchar(64) not null,
  flow_yaml varchar(8000) not null,
  bpmn longtext not null,
  state varchar(10) not null,
  origin varchar(10) not null,
  created_at ${instant} not null,
  primary key (flow_id, version)
);

-- Code tables. Rows the source document fixes are locked (LOG-45); what it lost is left to the centre (editable, empty).
create table code (
  scheme varchar(20) not null,
  code varchar(4) not null,
  name_zh varchar(200) not null,
  name_en varchar(200) not null,
  locked boolean not null,
  primary key (scheme, code)
);
insert into code (scheme, code, name_zh, name_en, locked) values
 ('CSEX', '1', '男', 'male', true), ('CSEX', '2', '女', 'female', true), ('CSEX', '9', '未说明', 'not stated', true),
 ('CTYPE', '01', '在职', 'employed', true), ('CTYPE', '02', '离休', 'retired (离休)', true), ('CTYPE', '03', '退休', 'retired', true),
 ('CTYPE', '04', '退职', 'resigned with allowance (退职)', true), ('CTYPE', '05', '失业', 'unemployed', true), ('CTYPE', '06', '无业', 'no job', true),
 ('CTYPE', '07', '未就业', 'never employed', true), ('CTYPE', '08', '下岗', 'laid off', true), ('CTYPE', '09', '其他非就业', 'other non-employed', true),
 ('CTYPE', '10', '出国定居', 'settled abroad', true), ('CTYPE', '19', '其他', 'other', true),
 ('MODE', '21', '自动传真发送', 'automatic fax out', true),
 ('SC', '0401', '', '', true), ('SC', '0402', '', '', true), ('SC', '0403', '', '', true), ('SC', '0802', '', '', true), ('SC', '0803', '', '', true),
 ('SC', '0805', '', '', true), ('SC', '0901', '', '', true), ('SC', '0902', '', '', true), ('SC', '0903', '', '', true), ('SC', '1603', '', '', true),
 ('SC', '1604', '', '', true), ('SC', '1609', '', '', true),
 ('KEY', '5', '养老保险', 'pension', true), ('KEY', '9', '基金监督', 'fund supervision', true), ('KEY', '0', '劳动监察与仲裁', 'labour inspection and arbitration', true);

insert into org_unit (id, parent_id, path, kind, name_zh, name_en) values ('root', null, '/root/', 'CITY', '呼叫中心', 'Call centre');
