/** Contacts as they are shown: by their ids, live ones only. */
import * as SqlClient from "@effect/sql/SqlClient"
import * as Effect from "effect/Effect"
import { type Contact, ContactUnknown } from "../../contracts/Contacts.ts"
import type { Who } from "../../contracts/Who.ts"
import type { Json } from "../../core/Fields.ts"
import { isId } from "../../core/Id.ts"
import { failedTo } from "../SqlFailure.ts"
import * as Tenancy from "../Tenancy.ts"
import { fieldsIn, type Stored, selected } from "./Columns.ts"

export const get = Effect.fn("Shown.get")(
  function* (who: Who, id: string) {
    return yield* Tenancy.within(who)(one(who.workspaceId, id))
  },
  Effect.mapError((error) =>
    error instanceof ContactUnknown ? error : failedTo("read the contact")(error)
  )
)

/** Inside a transaction. */
export const one = Effect.fn("Shown.one")(function* (workspaceId: string, id: string) {
  const [contact] = isId(id) ? yield* some(workspaceId, [id]) : []
  return contact ?? (yield* unknown(id))
})

/** In the order of their ids. */
export const some = Effect.fn("Shown.some")(function* (
  workspaceId: string,
  ids: ReadonlyArray<string>
) {
  if (ids.length === 0) return []
  const sql = yield* SqlClient.SqlClient
  const rows = yield* sql.unsafe<Shown>(statement, [workspaceId, [...ids]])
  return rows.filter((row) => row.deleted_at === null).map(shownOf)
})

export const unknown = (id: string) => new ContactUnknown({ message: `There is no contact ${id}.` })

interface Shown extends Stored {
  readonly full_name: string | null
  readonly meta_data: Json
  readonly version: string
  readonly created_at: Date
  readonly updated_at: Date
  readonly deleted_at: Date | null
}

const shownOf = (row: Shown): Contact => ({
  id: row.id,
  fields: fieldsIn(row),
  fullName: row.full_name,
  metaData: row.meta_data,
  version: row.version,
  createdAt: row.created_at,
  updatedAt: row.updated_at
})

/** By the primary key: an index of the living does not lead with the id. */
const statement = `
  select ${selected}, c.full_name, c.meta_data, c.version, c.created_at, c.updated_at,
         c.deleted_at
  from tandem.contacts c
  where c.workspace_id = $1::bigint and c.id = any ($2::bigint[])
  order by c.id
`
