/**
 * Our own connections. Every session begins with the same settings, sent with the greeting, so
 * they cost no round trip and outlive a reset.
 */

import type * as SqlClient from "@effect/sql/SqlClient"
import * as PgClient from "@effect/sql-pg/PgClient"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import Pg from "pg"
import { DatabaseUnavailable } from "../contracts/Database.ts"
import type { Address } from "./Address.ts"
import { reason } from "./SqlFailure.ts"

export class Pool extends Context.Tag("store/Pool")<Pool, Pg.Pool>() {}

/** Connects once, so that what cannot work is said at the start. */
export const layer = (
  address: Address,
  most = 10
): Layer.Layer<Pool | SqlClient.SqlClient, DatabaseUnavailable> =>
  Layer.provideMerge(client, Layer.scoped(Pool, open(address, most)))

/** What every session is set to, as the server's `options` parameter has it. */
export const sessionOptions = (settings: Readonly<Record<string, string>>): string =>
  Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value.replace(/[\\ ]/g, "\\$&")}`)
    .join(" ")

export const session = {
  // The second for an extension that was there before us.
  search_path: "tandem,public",
  timezone: "UTC",
  // Against fresh temporary tables the planner guesses, compiles and scans: three times slower.
  jit: "off",
  plan_cache_mode: "force_generic_plan",
  // Work that takes longer says so itself, with `set local`.
  statement_timeout: "60s",
  lock_timeout: "20s",
  idle_in_transaction_session_timeout: "60s"
}

const client = Layer.unwrapEffect(
  Effect.map(Pool, (pool) => PgClient.layerFromPool({ acquire: Effect.succeed(pool) }))
).pipe(
  // It only hands on a pool that is there.
  Layer.orDie
)

const open = (address: Address, most: number) =>
  Effect.acquireRelease(
    Effect.sync(() => make(Redacted.value(address.config), most)),
    (pool) =>
      Effect.promise(() => pool.end()).pipe(Effect.interruptible, Effect.timeoutOption("3 seconds"))
  ).pipe(
    Effect.tap((pool) =>
      Effect.tryPromise({
        try: () => pool.query("select 1"),
        catch: (cause) =>
          new DatabaseUnavailable({
            message: `Cannot connect to PostgreSQL at ${address.place}: ${reason(cause)}`,
            cause
          })
      })
    )
  )

const make = (config: Pg.PoolConfig, most: number): Pg.Pool => {
  const pool = new Pg.Pool({
    ...config,
    // What the URL asks for comes last and wins.
    options: [sessionOptions(session), config.options].filter(Boolean).join(" "),
    application_name: config.application_name ?? "tandem",
    max: most,
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
    types
  })
  // An idle connection that dies leaves the pool; unheard, the error would end the process.
  pool.on("error", () => {})
  return pool
}

/** A date has no time of day, so no time zone may move it: it stays text. */
const types = new Pg.TypeOverrides()
types.setTypeParser(Pg.types.builtins.DATE, String)
