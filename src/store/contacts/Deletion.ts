/** A contact goes out of sight, and comes back as it was. */
import * as SqlClient from "@effect/sql/SqlClient"
import * as Effect from "effect/Effect"
import { ContactTaken, ContactUnknown } from "../../contracts/Contacts.ts"
import type { Who } from "../../contracts/Who.ts"
import { isId } from "../../core/Id.ts"
import { failedTo } from "../SqlFailure.ts"
import * as Tenancy from "../Tenancy.ts"
import { free } from "./Create.ts"
import { held } from "./Known.ts"
import { untilUndisturbed } from "./Overtaken.ts"
import * as Shown from "./Shown.ts"

export const remove = Effect.fn("Deletion.remove")(
  function* (who: Who, id: string) {
    if (!isId(id)) return yield* Shown.unknown(id)
    const sql = yield* SqlClient.SqlClient
    const rows = yield* sql`
      update tandem.contacts set deleted_at = tandem.clock()
      where workspace_id = ${who.workspaceId}::bigint and id = ${id}::bigint
        and deleted_at is null
      returning id
    `.pipe(Tenancy.within(who))
    if (rows.length === 0) return yield* Shown.unknown(id)
  },
  Effect.mapError((error) =>
    error instanceof ContactUnknown ? error : failedTo("delete the contact")(error)
  )
)

export const restore = Effect.fn("Deletion.restore")(
  function* (who: Who, id: string) {
    if (!isId(id)) return yield* Shown.unknown(id)
    return yield* untilUndisturbed(Tenancy.within(who)(restored(who.workspaceId, id)))
  },
  Effect.mapError((error) =>
    error instanceof ContactUnknown || error instanceof ContactTaken
      ? error
      : failedTo("restore the contact")(error)
  )
)

/** Its keys may have gone to somebody else since. */
const restored = Effect.fn("Deletion.restored")(function* (workspaceId: string, id: string) {
  const sql = yield* SqlClient.SqlClient
  const row = yield* held(workspaceId, id, "deleted")
  if (row !== null) {
    yield* free(workspaceId, row.identity, id)
    yield* sql`
      update tandem.contacts set deleted_at = null
      where workspace_id = ${workspaceId}::bigint and id = ${id}::bigint
    `
  }
  return yield* Shown.one(workspaceId, id)
})
