create or replace view lake.freshness as
select distinct on (table_name)
  table_name,
  rows,
  delta_version,
  run_id,
  exported_at
from ops.export_ledger
order by table_name, id desc;
comment on view lake.freshness is 'What each table holds: rows, the curated version and the run it was published by';
grant select on lake.freshness to "${reader}";
