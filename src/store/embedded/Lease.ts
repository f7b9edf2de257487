/**
 * Who uses the server. Every process of Tandem holds the same lock, shared, on a connection of
 * its own for as long as it uses the server; PostgreSQL lets go of it for a process that dies.
 * Nobody owns the server: the last one out stops it, and proves to be the last by getting the
 * lock for itself alone. Whoever comes meanwhile waits until the server is gone and starts it.
 */
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import Pg from "pg"
import { DatabaseUnavailable } from "../../contracts/Database.ts"
import { database, owner, superuser } from "./Cluster.ts"
import type { Home } from "./Home.ts"
import { type Door, NotYet } from "./Postmaster.ts"

export interface Lease {
  /** False when others held it already as we came. */
  readonly alone: boolean
  /** Comes when the connection ends, which means that the server went away. */
  readonly lost: Effect.Effect<void>
  /** Gives up our share. True when nobody is left, and nobody else can come in any more. */
  readonly leave: Effect.Effect<boolean>
  readonly close: Effect.Effect<void>
}

export const take = Effect.fn("Lease.take")(function* (home: Home, door: Door) {
  const password = Redacted.value(home.password)
  const client = new Pg.Client({
    host: door.host,
    port: door.port,
    user: superuser,
    password,
    database: "postgres",
    application_name: "tandem lease",
    connectionTimeoutMillis: 10_000,
    keepAlive: true
  })
  const ended = Deferred.unsafeMake<void>(yield* Effect.fiberId)
  client.on("error", () => {})
  client.on("end", () => Deferred.unsafeDone(ended, Effect.void))
  const close = Effect.promise(() => client.end().catch(() => {})).pipe(
    Effect.timeoutOption("1 second"),
    Effect.asVoid
  )
  return yield* Effect.gen(function* () {
    yield* ask(home, () => client.connect())
    const mine = yield* ask(home, () => client.query(shared))
    // Somebody is the last one out.
    if (mine.rows[0]?.mine !== true) return yield* new NotYet()
    const others = yield* ask(home, () => client.query(holders))
    yield* ask(home, () => furnish(client, password))
    const leave = Effect.tryPromise(async () => {
      await client.query(release)
      const all = await client.query(exclusive)
      return all.rows[0]?.mine === true
    }).pipe(
      Effect.timeout("5 seconds"),
      // Without an answer nothing is proven, and the next one in will adopt it.
      Effect.orElseSucceed(() => false)
    )
    return {
      alone: others.rows.length === 0,
      lost: Deferred.await(ended),
      leave,
      close
    } satisfies Lease
  }).pipe(Effect.onError(() => close))
})

/** Two numbers of our own choosing, the same in every version of Tandem. */
const key = "1413564493, 1"
const shared = `select pg_try_advisory_lock_shared(${key}) as mine`
const release = `select pg_advisory_unlock_shared(${key})`
const exclusive = `select pg_try_advisory_lock(${key}) as mine`
const holders = `
  select from pg_locks
  where locktype = 'advisory' and (classid, objid) = (${key}) and objsubid = 2
    and granted and pid <> pg_backend_pid()
`

/** Only ever missing the first time; another process may be making them in this very moment. */
const furnish = async (client: Pg.Client, password: string): Promise<void> => {
  const known = await client.query("select from pg_database where datname = $1", [database])
  if (known.rows.length > 0) return
  const secret = Pg.escapeLiteral(password)
  await unlessMade(client.query(`create role ${owner} login createrole password ${secret}`))
  await unlessMade(client.query(`create database ${database} owner ${owner}`))
}

const unlessMade = (making: Promise<unknown>) =>
  making.catch((error: { readonly code?: string }) => {
    if (!/^(42710|42P04|23505)$/.test(error.code ?? "")) throw error
  })

const ask = <A>(home: Home, question: () => Promise<A>) =>
  Effect.tryPromise({
    try: question,
    // The driver's errors carry a code, the server's or the system's.
    catch: (cause) => {
      const { code = "", message } = cause as Error & { readonly code?: string }
      const refused = code.startsWith("28")
      return refused
        ? new DatabaseUnavailable({
            message:
              `The password in ${home.root} no longer opens the database in ${home.data} ` +
              `(${message}): put the file back from a backup.`,
            cause
          })
        : new NotYet()
    }
  })
