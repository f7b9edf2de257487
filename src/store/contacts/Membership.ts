/** Who stands on a list. To be put on it twice changes nothing. */
import * as SqlClient from "@effect/sql/SqlClient"
import * as Effect from "effect/Effect"
import { ListUnknown } from "../../contracts/Contacts.ts"
import { isId } from "../../core/Id.ts"

/** The list cannot be deleted until the transaction ends. */
export const required = Effect.fn("Membership.required")(function* (
  workspaceId: string,
  listId: string | null
) {
  if (listId === null) return
  const unknown = new ListUnknown({ message: `There is no list ${listId}.` })
  if (!isId(listId)) return yield* unknown
  const sql = yield* SqlClient.SqlClient
  const rows = yield* sql`
    select from tandem.lists
    where workspace_id = ${workspaceId}::bigint and id = ${listId}::bigint and deleted_at is null
    for key share
  `
  if (rows.length === 0) return yield* unknown
})

export const join = Effect.fn("Membership.join")(function* (
  workspaceId: string,
  listId: string | null,
  contactIds: ReadonlyArray<string>
) {
  if (listId === null || contactIds.length === 0) return
  const sql = yield* SqlClient.SqlClient
  yield* sql`
    insert into tandem.list_members (workspace_id, list_id, contact_id, created_at)
    select ${workspaceId}::bigint, ${listId}::bigint, u.id, tandem.clock()
    from unnest(${[...new Set(contactIds)]}::bigint[]) as u (id)
    order by u.id
    on conflict do nothing
  `
})
