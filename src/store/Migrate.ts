/**
 * Brings the schema up to date: all pending steps in one transaction, one process at a time, and
 * nothing at all where the database remembers other steps than this Tandem knows.
 */
import * as SqlClient from "@effect/sql/SqlClient"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { DatabaseRefused, type Migration } from "../contracts/Database.ts"
import { type Step, steps } from "./migrations/index.ts"
import { openToExport } from "./OpenToExport.ts"
import * as Roles from "./Roles.ts"
import { failedTo } from "./SqlFailure.ts"
import { transaction } from "./Transaction.ts"

/** Reads only, so anybody may ask. */
export const status = Effect.gen(function* () {
  const applied = yield* remembered
  yield* agree(applied, steps)
  const statements = yield* Roles.forAdministrator
  return { applied, pending: steps.slice(applied.length).map(label), statements }
}).pipe(Effect.mapError(failedTo("read the state of the database")))

/** Up to `last`, when an older state is wanted. Says what was done. */
export const migrate = Effect.fn("Migrate.migrate")(
  function* (declared: ReadonlyArray<Step> = steps, last = declared.length) {
    yield* contiguous(declared)
    yield* Roles.ensure
    return yield* transaction(advance(declared, last))
  },
  Effect.mapError(failedTo("migrate the database"))
)

const advance = (declared: ReadonlyArray<Step>, last: number) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    // A large table takes its time to change, and the others wait for whoever came first.
    yield* sql`set local statement_timeout = 0`
    yield* sql`set local lock_timeout = 0`
    yield* sql`select pg_advisory_xact_lock(1413564493, 2)`
    yield* sql`set local lock_timeout = '20s'`

    const applied = yield* remembered
    yield* agree(applied, declared)
    const pending = declared.slice(applied.length, Math.max(applied.length, last))
    if (pending.length === 0) return []

    if (applied.length === 0) yield* ledger
    yield* Effect.forEach(pending, take, { discard: true })
    yield* openToExport
    return pending.map(label)
  })

const take = (step: Step) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    yield* step.run.pipe(
      Effect.catchAllDefect(Effect.fail),
      Effect.mapError(failedTo(`apply migration ${step.id} (${step.name})`))
    )
    const now = DateTime.formatIso(yield* DateTime.now)
    yield* sql`
      insert into tandem.schema_migrations (id, name, applied_at)
      values (${step.id}, ${step.name}, ${now})
    `
  })

/** Where the database remembers what was done to it. */
const ledger = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const schema = yield* sql`select where to_regnamespace('tandem') is null`
  if (schema.length > 0) yield* sql`create schema tandem`
  yield* sql`
    create table if not exists tandem.schema_migrations (
      id          int          primary key,
      name        text         not null,
      applied_at  timestamptz  not null
    )
  `
})

const remembered = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const known = yield* sql`select where to_regclass('tandem.schema_migrations') is not null`
  if (known.length === 0) return []
  return yield* sql<Migration>`select id, name from tandem.schema_migrations order by id`
})

const agree = (applied: ReadonlyArray<Migration>, declared: ReadonlyArray<Step>) => {
  const other = applied.find(({ id, name }, at) => {
    const step = declared[at]
    return step !== undefined && (step.id !== id || step.name !== name)
  })
  if (other !== undefined) {
    return refuse(
      `migration ${other.id} (${other.name}) of this database is not the one this Tandem knows. ` +
        "It was made by another program, or by hand: use the Tandem that made it."
    )
  }
  const newer = applied.at(declared.length)
  return newer === undefined
    ? Effect.void
    : refuse(
        `this database was migrated by a newer Tandem (migration ${newer.id}, ${newer.name}): ` +
          "use that version, or a database of its own for this one."
      )
}

const contiguous = (declared: ReadonlyArray<Step>) => {
  const wrong = declared.find(({ id }, at) => id !== at + 1)
  return wrong === undefined
    ? Effect.void
    : Effect.dieMessage(`migration ${wrong.id} (${wrong.name}) is out of order`)
}

const refuse = (why: string) =>
  new DatabaseRefused({ message: `Nothing was changed: ${why}`, statements: [] })

const label = ({ id, name }: Migration): Migration => ({ id, name })
