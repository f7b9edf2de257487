/**
 * Lets through who shows a key that holds. What the database knows of a key is remembered for
 * five seconds, so a busy key costs no query and a revoked one is refused soon after.
 */
import * as SqlClient from "@effect/sql/SqlClient"
import * as Cache from "effect/Cache"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Option from "effect/Option"
import { type Holder, KeyRefused } from "../contracts/Keys.ts"
import { isScope } from "../contracts/Scopes.ts"
import * as Secret from "./Secret.ts"
import { failedTo } from "./SqlFailure.ts"
import * as Tenancy from "./Tenancy.ts"
import { transaction } from "./Transaction.ts"

export const make = Effect.gen(function* () {
  const context = yield* Effect.context<SqlClient.SqlClient>()
  const scope = yield* Effect.scope
  const known = yield* Cache.makeWith({
    capacity: 10_000,
    lookup: (id: string) => Effect.provide(atTheDoor(id), context),
    timeToLive: (exit) => (Exit.isSuccess(exit) ? remembered : Duration.zero)
  })
  const noted = new Map<string, number>()

  /** At most once a minute, and nobody waits for it. */
  const note = ({ keyId, ...who }: Holder, now: number) => {
    if (now - (noted.get(keyId) ?? Number.NEGATIVE_INFINITY) < coarse) return Effect.void
    noted.set(keyId, now)
    return noteUse(keyId, who, now).pipe(
      Effect.ignoreLogged,
      Effect.provide(context),
      Effect.forkIn(scope)
    )
  }

  const pass = Effect.fn("Turnstile.pass")(function* (token: string, pepper: Secret.Pepper) {
    const read = Secret.read(token) ?? nobody
    // Whoever leaves early must not take the answer away from the others who wait for it.
    const found = Option.getOrUndefined(yield* Effect.uninterruptible(known.get(read.id)))
    const { id, secret } = read
    const workspaceId = found?.workspaceId ?? "0"
    const proof = Secret.proof({ workspaceId, id, secret }, pepper)
    // An unknown key takes the same way, so the time it takes tells nothing.
    const proved = Secret.same(proof, found?.hash ?? noHash)
    if (!proved || found === undefined) return yield* refuse("This key opens nothing.")
    const now = yield* Clock.currentTimeMillis
    if (found.revokedAt !== null) return yield* refuse("This key was revoked.")
    if (found.expiresAt !== null && found.expiresAt.getTime() <= now) {
      return yield* refuse(`This key expired at ${found.expiresAt.toISOString()}.`)
    }
    yield* note(found.holder, now)
    return found.holder
  })

  return { pass }
})

/** The one row the door shows, before anybody knows its workspace. */
export const atTheDoor = (id: string) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    yield* sql`select set_config('role', 'tandem_daemon', true), set_config('app.key', ${id}, true)`
    const rows = yield* sql<Row>`
      select workspace_id as "workspaceId", secret_hash as hash, scopes, rate,
             expires_at as "expiresAt", revoked_at as "revokedAt"
      from tandem.api_keys
    `
    // Only somebody's own SQL can give two workspaces a key of one id: then it opens neither.
    const [row] = rows.length === 1 ? rows : []
    return Option.map(Option.fromNullable(row), ({ rate, scopes, workspaceId, ...row }) => ({
      ...row,
      workspaceId,
      holder: {
        workspaceId,
        actor: `api:${id}`,
        keyId: id,
        scopes: scopes.filter(isScope),
        rate
      } satisfies Holder
    }))
  }).pipe(transaction, Effect.mapError(failedTo("look up a key")))

interface Row {
  readonly workspaceId: string
  readonly hash: Buffer
  readonly scopes: ReadonlyArray<string>
  readonly rate: number | null
  readonly expiresAt: Date | null
  readonly revokedAt: Date | null
}

const noteUse = (keyId: string, who: Pick<Holder, "workspaceId" | "actor">, now: number) =>
  Effect.flatMap(
    SqlClient.SqlClient,
    (sql) => sql`
      update tandem.api_keys set last_used_at = ${new Date(now)}
      where key_id = ${keyId}
        and (last_used_at is null or last_used_at <= ${new Date(now - coarse)})
    `
  ).pipe(Tenancy.within(who))

const remembered = Duration.seconds(5)
const coarse = 60_000
const nobody = { id: "nobody", secret: "" }
const noHash = Buffer.alloc(32)

const refuse = (message: string) => new KeyRefused({ message })
