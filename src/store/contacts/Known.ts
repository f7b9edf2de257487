/**
 * Who of the hub may be meant: every live row that has one of these keys, locked in the order of
 * ids, so that what is decided by reading it still holds when it is written.
 */
import * as SqlClient from "@effect/sql/SqlClient"
import * as Effect from "effect/Effect"
import type { Identity, Row } from "../../core/Fold.ts"
import { fieldsIn, identityIn, type Stored, selected } from "./Columns.ts"

export const known = Effect.fn("Known.known")(function* (
  workspaceId: string,
  identities: ReadonlyArray<Identity>
) {
  const all = (key: keyof Identity) => [
    ...new Set(identities.map((it) => it[key]).filter((it) => it !== null))
  ]
  const [emails, pages, shared] = [all("first"), all("linkedin"), all("shared")]
  if (emails.length + pages.length + shared.length === 0) return []
  const sql = yield* SqlClient.SqlClient
  // Of a shared address two holders are enough to know that it says nothing, unless the page does.
  const rows = yield* sql.unsafe<Stored>(statement, [workspaceId, emails, pages, shared])
  return rows.filter((row) => row["deleted_at"] === null).map(rowOf)
})

/** One row by its id, to be changed; also a deleted one, where that is asked for. */
export const held = Effect.fn("Known.held")(function* (
  workspaceId: string,
  id: string,
  which: "live" | "deleted"
) {
  const sql = yield* SqlClient.SqlClient
  const [row] = yield* sql.unsafe<Stored>(
    `select ${selected} from tandem.contacts c
     where c.workspace_id = $1::bigint and c.id = $2::bigint
       and c.deleted_at is ${which === "live" ? "" : "not "}null
     for update`,
    [workspaceId, id]
  )
  return row === undefined ? null : rowOf(row)
})

const rowOf = (row: Stored): Row => ({
  id: row.id,
  identity: identityIn(row),
  fields: fieldsIn(row)
})

/** Ids are looked up whether deleted or not, because only the primary key leads with them. */
const statement = `
  select ${selected}, c.deleted_at
  from tandem.contacts c
  where c.workspace_id = $1::bigint and c.id = any (array(
    select k.id from unnest($2::text[]) as u (key)
    join tandem.contacts k on k.workspace_id = $1::bigint and k.deleted_at is null
      and k.email_key = u.key
    union
    select k.id from unnest($3::text[]) as u (key)
    join tandem.contacts k on k.workspace_id = $1::bigint and k.deleted_at is null
      and k.linkedin_key = u.key
    union
    select k.id from unnest($4::text[]) as u (key)
    cross join lateral (
      select id from tandem.contacts k
      where k.workspace_id = $1::bigint and k.deleted_at is null and k.work_email = u.key
      order by k.id limit 2
    ) k
  ))
  order by c.id
  for update
`
