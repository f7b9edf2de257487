/**
 * All of it or nothing. The library's own takes a commit or a rollback that fails for a bug and
 * dies of it; a connection lost at that moment is a failure like any other. Nested ones become
 * savepoints.
 */
import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Option from "effect/Option"

export const transaction = <A, E, R>(
  self: Effect.Effect<A, E, R>
): Effect.Effect<
  A,
  E | SqlError,
  Exclude<R, SqlClient.TransactionConnection> | SqlClient.SqlClient
> =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const outer = yield* Effect.serviceOption(SqlClient.TransactionConnection)
    if (Option.isSome(outer)) {
      return yield* sql.withTransaction(
        Effect.provideService(self, SqlClient.TransactionConnection, outer.value)
      )
    }
    return yield* whole(sql, self)
  })

const whole = <A, E, R>(sql: SqlClient.SqlClient, self: Effect.Effect<A, E, R>) =>
  Effect.uninterruptibleMask((restore) =>
    Effect.gen(function* () {
      const connection = yield* sql.reserve
      const say = (word: string) => connection.executeUnprepared(word, [], undefined)
      yield* say("begin")
      const exit = yield* restore(self).pipe(
        Effect.provideService(SqlClient.TransactionConnection, [connection, 0] as const),
        Effect.exit
      )
      // A connection that cannot roll back is gone, and the server has rolled back by itself.
      if (Exit.isFailure(exit)) {
        yield* Effect.ignore(say("rollback"))
        return yield* exit
      }
      yield* say("commit")
      return exit.value
    }).pipe(Effect.scoped)
  )
