create schema if not exists lake;
comment on schema lake is 'Curated tables as last published; columns, keys and comments come from the table contracts';

create schema if not exists load;
comment on schema load is 'Rows on their way into the curated tables; empty between exports';

do $$
begin
  if not exists (select from pg_roles where rolname = '${reader}') then
    create role "${reader}" nologin;
  end if;
  begin
    -- whoever made the role may have kept the right to change it
    alter role "${reader}" set search_path = lake;
    alter role "${reader}" set default_transaction_read_only = on;
    execute format('grant "${reader}" to %I', current_user);
  exception when insufficient_privilege then
    raise notice 'role ${reader} is left as it is';
  end;
  execute format('revoke temporary on database %I from public', current_database());
  execute format('grant connect on database %I to "${reader}"', current_database());
end
$$;

grant usage on schema lake to "${reader}";
alter default privileges in schema lake grant select on tables to "${reader}";
