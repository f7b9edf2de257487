/** A person at psql, as `tandem db url` lets them in: nobody says for them who they are or when. */
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import Pg from "pg"
import * as Address from "../../src/store/Address.ts"
import { TestDatabase } from "./TestDatabase.ts"

/** What the server said no with. */
export class Refused extends Data.TaggedError("Refused")<{
  readonly message: string
  readonly cause: unknown
}> {}

/** Statements one after the other, each by itself; answers with the rows of the last. */
export const atPsql = <Row extends Pg.QueryResultRow = Pg.QueryResultRow>(
  ...statements: ReadonlyArray<string>
) =>
  Effect.gen(function* () {
    const { address } = yield* TestDatabase
    const url = new URL(Redacted.value(Address.loginUrl(address, "1")))
    const options = url.searchParams.get("options") ?? ""
    const client = new Pg.Client({ ...Redacted.value(address.config), options })
    return yield* Effect.acquireUseRelease(
      Effect.promise(() => client.connect()),
      () =>
        Effect.tryPromise({
          try: async () => {
            let rows: ReadonlyArray<Row> = []
            for (const statement of statements) rows = (await client.query<Row>(statement)).rows
            return rows
          },
          catch: (cause) =>
            new Refused({ message: cause instanceof Error ? cause.message : String(cause), cause })
        }),
      () => Effect.promise(() => client.end())
    )
  })
