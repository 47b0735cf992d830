-- Citizens whom we call by ourselves: WAITING for their time, CALLING, then DONE.
create table callback (
  id varchar(36) primary key,
  org_unit_id varchar(36) not null,
  number varchar(64) not null,
  flow varchar(100) not null,
  facts longtext not null,
  case_id varchar(36),
  contact_id varchar(36),
  wanted_by varchar(36),
  step_run_id varchar(100),
  state varchar(10) not null,
  wanted_at ${instant} not null,
  next_at ${instant} not null,
  -- Of the attempt under way, or of the last one; its row in contact, if it has come so far.
  call_id varchar(36),
  result varchar(12),
  reason varchar(20),
  done_at ${instant},
  constraint uq_callback_step_run unique (step_run_id),
  constraint fk_callback_unit foreign key (org_unit_id) references org_unit (id),
  constraint fk_callback_case foreign key (case_id) references service_case (id),
  constraint fk_callback_contact foreign key (contact_id) references contact (id),
  constraint fk_callback_person foreign key (wanted_by) references person (id)
);
create index ix_callback_due on callback (state, next_at);

-- Each time a citizen's phone was to ring. reason is null until it is known what came of it.
create table callback_attempt (
  call_id varchar(36) primary key,
  callback_id varchar(36) not null,
  begun_at ${instant} not null,
  reason varchar(20),
  constraint fk_attempt_callback foreign key (callback_id) references callback (id)
);
create index ix_attempt_begun on callback_attempt (begun_at);
create index ix_attempt_of on callback_attempt (callback_id);
