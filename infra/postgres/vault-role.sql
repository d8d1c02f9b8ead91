-- The vault's own role and schemas; run once, as an administrator of the database, before the service phr starts:
--   psql -v password=... -f infra/postgres/vault-role.sql
-- The role of the other services owns nothing here and is granted nothing: it must be no superuser.
select set_config('vault.password', :'password', false) \g /dev/null
do $$
begin
  if not exists (select from pg_roles where rolname = 'hinomi_vault') then
    create role hinomi_vault login nosuperuser nocreatedb nocreaterole noinherit;
  end if;
  execute format('alter role hinomi_vault password %L', current_setting('vault.password'));
end $$;
create schema if not exists vault authorization hinomi_vault;
create schema if not exists vault_drill authorization hinomi_vault;
revoke all on schema vault, vault_drill from public;
