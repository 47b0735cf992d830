-- By when a task is to be done, and whose it is too once that has passed. attend_at: when it is to be warned of or found overdue next; null: never.
alter table case_task add column attend_at ${instant};
alter table case_task add column warn_at ${instant};
alter table case_task add column warned_at ${instant};
alter table case_task add column escalate_unit varchar(36);
alter table case_task add column escalate_role varchar(20);
alter table case_task add column escalate_person varchar(36);
alter table case_task add column escalated_at ${instant};
-- Its holder took it after that: nobody takes it from him.
alter table case_task add column taken_over boolean not null default false;
-- The task whose doer sent the case here; null: whoever opened it. returned: sent back there, undone.
alter table case_task add column sender_id varchar(36);
alter table case_task add column returned boolean not null default false;
alter table case_task add constraint fk_task_escalate_unit foreign key (escalate_unit) references org_unit (id);
alter table case_task add constraint fk_task_escalate_person foreign key (escalate_person) references person (id);
create index ix_task_attend on case_task (done_at, attend_at);

-- How often a case has been urged (催单).
alter table service_case add column urged int not null default 0;

-- A unit that was dissolved and the one that has its cases since: flows that name it lead there.
create table unit_successor (
  unit varchar(36) primary key,
  org_unit_id varchar(36) not null,
  constraint fk_successor_unit foreign key (org_unit_id) references org_unit (id)
);
