-- What a flow does with its own case: whom people are asked of where a step names nobody, by how much the next limit is longer, what the case came to, and whether it ends void.
alter table service_case add column assigned_unit varchar(36);
alter table service_case add column assigned_role varchar(20);
alter table service_case add column assigned_person varchar(36);
alter table service_case add column extend_by varchar(10);
alter table service_case add column closing_result varchar(2000);
alter table service_case add column void_at_end boolean not null default false;
alter table service_case add constraint fk_case_assigned_unit foreign key (assigned_unit) references org_unit (id);
alter table service_case add constraint fk_case_assigned_person foreign key (assigned_person) references person (id);
-- The step has done that to its case: run again after a restart it does not do it twice.
alter table case_step add column acted boolean not null default false;

-- Steps that have urged a case, such as those of calls: the same twice is one urging.
create table case_urging (
  step_run_id varchar(100) primary key,
  case_id varchar(36) not null,
  urged_at ${instant} not null,
  constraint fk_urging_case foreign key (case_id) references service_case (id)
);

-- A task's clock that stands still: since when, until when at most, how much working time of its calendar is left then, and how long before the due date it is warned of. Its due date is empty meanwhile.
alter table case_task add column calendar varchar(100);
alter table case_task add column pause varchar(10);
alter table case_task add column paused_at ${instant};
alter table case_task add column paused_until ${instant};
alter table case_task add column left_ms bigint;
alter table case_task add column warn_ms bigint;
