create table ops.export_ledger (
  id bigint generated always as identity primary key,
  table_name text not null,
  run_id text not null,
  delta_version bigint not null,
  slices integer,
  rows_deleted bigint not null,
  rows_loaded bigint not null,
  rows bigint not null,
  checksum text not null,
  exported_at timestamptz not null default now()
);
create index export_ledger_newest on ops.export_ledger (table_name, id desc);
comment on table ops.export_ledger is 'One row per table and publication loaded; the newest row of a table says which Delta version its rows are';
comment on column ops.export_ledger.slices is 'Slices replaced; null where the whole table was';
comment on column ops.export_ledger.rows_loaded is 'Rows of the replaced slices, new';
comment on column ops.export_ledger.rows is 'Rows of the whole table after it';
comment on column ops.export_ledger.checksum is 'Rows loaded and the exact sum of each decimal column, the same in the curated zone and here';

create table ops.table_contracts (
  table_name text primary key,
  contract_version text not null,
  fingerprint text not null,
  reload boolean not null default false
);
comment on table ops.table_contracts is 'The contract each table of schema lake was last reconciled with';
comment on column ops.table_contracts.reload is 'A column was added: the next export loads the whole table';

create unlogged table load.parts (
  load_table text not null,
  part integer not null,
  rows bigint not null,
  sums numeric[] not null,
  primary key (load_table, part)
);
comment on table load.parts is 'Parts of a load table that are complete; written in the transaction that copied the part';

create table lake.data_dictionary (
  table_name text not null,
  position integer not null,
  column_name text not null,
  data_type text not null,
  required boolean not null,
  key_position integer,
  unit text,
  pii text not null,
  description text not null,
  origin text not null,
  contract_version text not null,
  primary key (table_name, column_name)
);
comment on table lake.data_dictionary is 'Every column of every curated table, from the contracts';
comment on column lake.data_dictionary.key_position is 'Place in the primary key, from 1; null for other columns';
comment on column lake.data_dictionary.origin is 'Source columns it is carried from, empty where it is derived';
