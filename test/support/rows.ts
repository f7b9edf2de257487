/**
 * A row for every table that belongs to a workspace, in an order in which they can be written.
 * Ids are the workspace's own number, so that two workspaces differ in nothing else.
 */

import * as Effect from "effect/Effect"
import type { Place } from "./TestDatabase.ts"

/** Table -> the columns and values of its row; `$w` is the workspace. */
export const rows: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  api_keys: {
    workspace_id: "$w",
    key_id: "'aaaaaaaaaaa$w'",
    name: "'a key'",
    secret_hash: "sha256('x')",
    scopes: "'{contacts:read}'",
    created_at: "$now"
  },
  idempotency: {
    workspace_id: "$w",
    key: "'once'",
    request_hash: "sha256('x')",
    holder: "'me'",
    held_until: "$now",
    expires_at: "$now"
  },
  companies: {
    workspace_id: "$w",
    id: "$w",
    name: "'Acme'",
    domain: "'acme.com'",
    domain_key: "'acme.com'",
    phone: "'030 1'",
    phone_e164: "'+49301'",
    phone_state: "'possible'",
    founded_year: "1999",
    created_at: "$now",
    updated_at: "$now"
  },
  contacts: {
    workspace_id: "$w",
    id: "$w",
    first_name: "'Änn'",
    last_name: `e'O\\tLee'`,
    work_email: "'ann@acme.com'",
    email_key: "'ann@acme.com'",
    personal_emails: "array['a@x.de', 'b,c']",
    direct_phone: "'+1 650 253 0000'",
    direct_phone_e164: "'+16502530000'",
    direct_phone_state: "'valid'",
    direct_phone_region: "'US'",
    direct_phone_key: "'+16502530000'",
    company_id: "$w",
    confidence_score: "0.10",
    custom: `'{"a": {"b": null}}'`,
    said: `'{"first_name": {"by": "api"}}'`,
    created_at: "$now",
    updated_at: "$now"
  },
  pipelines: {
    workspace_id: "$w",
    id: "'p$w'",
    name: "'Sales'",
    is_default: "true",
    created_at: "$now",
    updated_at: "$now"
  },
  stages: {
    workspace_id: "$w",
    id: "'s$w'",
    pipeline_id: "'p$w'",
    name: "'New'",
    position: "1",
    stage_type: "'open'",
    created_at: "$now",
    updated_at: "$now"
  },
  deals: {
    workspace_id: "$w",
    id: "'d$w'",
    name: "'Enterprise'",
    company_id: "$w",
    amount: "50000.00",
    pipeline_id: "'p$w'",
    stage_id: "'s$w'",
    created_at: "$now",
    updated_at: "$now"
  },
  deal_contacts: { workspace_id: "$w", deal_id: "'d$w'", contact_id: "$w", created_at: "$now" },
  lists: {
    workspace_id: "$w",
    id: "$w",
    title: "'All'",
    type: "'contacts'",
    is_dynamic: "false",
    created_at: "$now",
    updated_at: "$now"
  },
  list_members: { workspace_id: "$w", list_id: "$w", contact_id: "$w", created_at: "$now" },
  do_not_call: {
    workspace_id: "$w",
    id: "$w",
    phone_key: "'+16502530000'",
    raw: "'650 253 0000'",
    channel: "'phone'",
    at: "$now"
  },
  jobs: {
    workspace_id: "$w",
    id: "$w",
    kind: "'import'",
    state: "'queued'",
    actor: "'api:x'",
    attempts: "0",
    not_before: "$now",
    fence: "0",
    created_at: "$now",
    updated_at: "$now"
  },
  imports: {
    workspace_id: "$w",
    job_id: "$w",
    spool: "'a.csv'",
    bytes: "10",
    shape: "'{}'",
    dry_run: "false",
    byte_offset: "0",
    rows_read: "0",
    created: "0",
    updated: "0",
    failed: "0"
  }
}

export const insertion = (table: string, workspace: number): string => {
  const row = Object.entries(rows[table] ?? {})
  const values = row.map(([, value]) =>
    value.replaceAll("$w", String(workspace)).replaceAll("$now", "'2026-01-01 09:00:00+00'")
  )
  const columns = row.map(([column]) => column)
  return `insert into tandem.${table} (${columns.join(", ")}) values (${values.join(", ")})`
}

/** Two workspaces with everything there is, each noted in the journal by the triggers. */
export const inhabited = (place: Place, workspaces: ReadonlyArray<number> = [1, 2]) =>
  place
    .asSuperuser(
      [
        ...workspaces.map(
          (w) => `insert into tandem.workspaces values (${w}, 'w${w}', '2026-01-01')
                on conflict do nothing`
        ),
        // Numbers below a hundred are for tests to give.
        numbers,
        ...workspaces.flatMap((w) => Object.keys(rows).map((table) => insertion(table, w)))
      ].join(";\n")
    )
    .pipe(Effect.asVoid)

const numbers = `
  select setval(c.oid, 100) from pg_class c
  where c.relnamespace = 'tandem'::regnamespace and c.relkind = 'S'
`
