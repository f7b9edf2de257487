/**
 * The feed over the journal. A number is drawn when an entry is written and not when it becomes
 * visible, so whoever asks for higher numbers misses what commits later. Here an entry is handed
 * out only when every transaction with a lower id has ended: nothing can come in before it.
 *
 * Ids of transactions belong to one history of one server. A cursor names that history, so that
 * after a restore or a move it is refused, and not quietly skips what has the same numbers.
 */
import * as SqlClient from "@effect/sql/SqlClient"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import { type Change, Changes, CursorInvalid, CursorOutdated } from "../contracts/Changes.ts"
import type { Who } from "../contracts/Who.ts"
import { failedTo } from "./SqlFailure.ts"
import * as Tenancy from "./Tenancy.ts"

export const layer = Layer.effect(
  Changes,
  Effect.map(Effect.context<SqlClient.SqlClient>(), (context) =>
    Changes.of({
      since: (who, cursor, limit) => Effect.provide(since(who, cursor, limit), context),
      latest: (who) => Effect.provide(latest(who), context),
      of: (who, row, page) => Effect.provide(of(who, row, page), context)
    })
  )
)

interface Place {
  readonly epoch: string
  readonly xid: string
  readonly seq: string
}

const since = Effect.fn("Changes.since")(
  function* (who: Who, cursor: Option.Option<string>, limit: number) {
    const given = yield* Option.match(cursor, {
      onNone: () => Either.right(undefined),
      onSome: placeOf
    })
    return yield* Tenancy.within(who)(page(given, limit))
  },
  Effect.catchTag("SqlError", (error) => Effect.fail(failedTo("read the changes")(error)))
)

const page = (given: Place | undefined, limit: number) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const epoch = yield* currentEpoch
    if (given !== undefined && given.epoch !== epoch) {
      return yield* new CursorOutdated({
        message:
          "The database was restored or moved since this cursor was given out. Read everything " +
          "once more, and go on from there with a new cursor."
      })
    }
    const { seq, xid } = given ?? { xid: "0", seq: "0" }
    // Called otherwise than its column, or the order would be the order of the text.
    const rows = yield* sql<Change & { readonly place: string; readonly seq: string }>`
      select ${columns(sql)}, xid::text as place, seq
      from tandem.journal
      where workspace_id = nullif(current_setting('app.workspace', true), '')::bigint
        and (xid, seq) > (${xid}::xid8, ${seq}::bigint)
        and xid < pg_snapshot_xmin(pg_current_snapshot())
      order by xid, seq
      limit ${limit}
    `
    const last = rows.at(-1)
    return {
      changes: rows.map(({ place: _place, seq: _seq, ...change }): Change => change),
      cursor: cursorOf({ epoch, xid: last?.place ?? xid, seq: last?.seq ?? seq }),
      full: rows.length === limit
    }
  })

const latest = Effect.fn("Changes.latest")(
  function* (who: Who) {
    const sql = yield* SqlClient.SqlClient
    return yield* Tenancy.within(who)(
      Effect.gen(function* () {
        const epoch = yield* currentEpoch
        const [horizon] = yield* sql<{ readonly xid: string }>`
          select pg_snapshot_xmin(pg_current_snapshot())::text as xid
        `
        return cursorOf({ epoch, xid: horizon?.xid ?? "0", seq: "0" })
      })
    )
  },
  Effect.mapError(failedTo("read the changes"))
)

const of = Effect.fn("Changes.of")(
  function* (
    who: Who,
    row: { readonly kind: string; readonly id: string },
    { limit, skip }: { readonly limit: number; readonly skip: number }
  ) {
    const sql = yield* SqlClient.SqlClient
    return yield* Tenancy.within(who)(sql<Change>`
      select ${columns(sql)}
      from tandem.journal
      where workspace_id = nullif(current_setting('app.workspace', true), '')::bigint
        and kind = ${row.kind} and row_id = ${row.id}
      order by xid desc, seq desc
      limit ${limit} offset ${skip}
    `)
  },
  Effect.mapError(failedTo("read the journal"))
)

const columns = (sql: SqlClient.SqlClient) =>
  sql`kind, row_id as id, op, at, actor, run, changes, note`

/** Another database of the same server has the same transactions and other rows. */
const currentEpoch = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const [row] = yield* sql<{ readonly epoch: string }>`
    select concat_ws('.', (select system_identifier from pg_control_system()),
                     (select timeline_id from pg_control_checkpoint()),
                     (select oid from pg_database where datname = current_database())) as epoch
  `
  return row?.epoch ?? ""
})

const cursorOf = ({ epoch, seq, xid }: Place): string =>
  Buffer.from(`${epoch} ${xid} ${seq}`).toString("base64url")

const placeOf = (cursor: string): Either.Either<Place, CursorInvalid> => {
  const [, epoch = "", xid = "", seq = ""] =
    /^([\d.]{1,60}) (\d{1,19}) (\d{1,18})$/.exec(
      Buffer.from(cursor, "base64url").toString("latin1")
    ) ?? []
  return epoch === ""
    ? Either.left(new CursorInvalid({ message: "This is no cursor of the changes feed." }))
    : Either.right({ epoch, xid, seq })
}
