-- CTI-06: call-attached data, as it went to the second leg: name=value;name=value, values URL-encoded.
alter table contact add column attached varchar(4000);
