/**
 * Who may knock at the hub's door, and what was answered to those who may knock twice.
 *
 * A key has to be found before its workspace is known, so `tandem_daemon` sees exactly the one
 * row that `app.key` names; everything else about keys happens inside a workspace. A row of
 * `idempotency` without a status is a request under way, until `held_until` at the latest.
 */
import * as SqlClient from "@effect/sql/SqlClient"
import * as Effect from "effect/Effect"

export const keys = Effect.flatMap(
  SqlClient.SqlClient,
  (sql) => sql`
    create table tandem.api_keys (
      workspace_id  bigint       not null references tandem.workspaces,
      key_id        text         collate "C" not null check (key_id ~ '^[a-z0-9]{8,40}$'),
      name          text         not null check (name <> ''),
      secret_hash   bytea        not null check (length(secret_hash) = 32),
      scopes        text[]       not null check (scopes <> '{}'),
      -- Requests a minute; null is the default of the settings.
      rate          int          check (rate > 0),
      created_at    timestamptz  not null,
      expires_at    timestamptz,
      last_used_at  timestamptz,
      revoked_at    timestamptz,
      primary key (workspace_id, key_id)
    );
    create index api_keys_by_id on tandem.api_keys (key_id);

    alter table tandem.api_keys enable row level security, force row level security;

    create policy own_workspace on tandem.api_keys to tandem_app
      using (workspace_id = nullif(current_setting('app.workspace', true), '')::bigint);
    grant select, insert, update (last_used_at, revoked_at) on tandem.api_keys to tandem_app;

    create policy at_the_door on tandem.api_keys for select to tandem_daemon
      using (key_id = nullif(current_setting('app.key', true), ''));
    grant select on tandem.api_keys to tandem_daemon;

    create table tandem.idempotency (
      workspace_id  bigint       not null references tandem.workspaces,
      key           text         collate "C" not null check (length(key) between 1 and 255),
      request_hash  bytea        not null check (length(request_hash) = 32),
      -- Who works on it: whoever lost it to another cannot answer for it any more.
      holder        text         not null,
      held_until    timestamptz  not null,
      status        int,
      headers       jsonb,
      body          text,
      expires_at    timestamptz  not null,
      primary key (workspace_id, key),
      check ((status is null) = (body is null) and (status is null) = (headers is null))
    );
    create index idempotency_by_end on tandem.idempotency (workspace_id, expires_at);

    alter table tandem.idempotency enable row level security, force row level security;

    create policy own_workspace on tandem.idempotency to tandem_app
      using (workspace_id = nullif(current_setting('app.workspace', true), '')::bigint);
    grant select, insert, update, delete on tandem.idempotency to tandem_app;
  `
)
