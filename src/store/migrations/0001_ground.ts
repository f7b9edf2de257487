/**
 * The ground everything else stands on: a schema of our own, so that Tandem can share a database
 * with others, and the workspaces, which every later table refers to.
 *
 * Row security is forced, so it holds for the owner of the tables too: a query that forgot to
 * take a role sees nothing. A setting that was never made reads as null or, after a transaction
 * that made it, as the empty string; both mean no workspace, and no row.
 */
import * as SqlClient from "@effect/sql/SqlClient"
import * as Effect from "effect/Effect"

export const ground = Effect.flatMap(
  SqlClient.SqlClient,
  (sql) => sql`
    grant usage on schema tandem to tandem_app, tandem_daemon, tandem_search, tandem_export;

    create table tandem.workspaces (
      id          bigint       primary key,
      name        text         not null unique check (name <> ''),
      created_at  timestamptz  not null
    );

    alter table tandem.workspaces enable row level security, force row level security;

    create policy one_workspace on tandem.workspaces for select to tandem_app
      using (id = nullif(current_setting('app.workspace', true), '')::bigint);
    grant select on tandem.workspaces to tandem_app;

    -- The daemon has to know for whom to work, and begins with a workspace of its own.
    create policy every_workspace on tandem.workspaces for select to tandem_daemon using (true);
    create policy new_workspaces on tandem.workspaces for insert to tandem_daemon with check (true);
    grant select (id, name), insert on tandem.workspaces to tandem_daemon;
  `
)
