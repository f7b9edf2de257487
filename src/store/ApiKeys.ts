/**
 * API keys in the database: making, showing and revoking them, and `Keys` for everybody else.
 * Each proof is bound to its workspace and its key, so that a row copied to another place by
 * hand proves nothing there.
 */
import * as SqlClient from "@effect/sql/SqlClient"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import { type Key, Keys, KeyUnknown, type NewKey } from "../contracts/Keys.ts"
import * as Pepper from "./Pepper.ts"
import * as Secret from "./Secret.ts"
import { failedTo } from "./SqlFailure.ts"
import * as Tenancy from "./Tenancy.ts"
import * as Turnstile from "./Turnstile.ts"
import * as Workspaces from "./Workspaces.ts"

export const layer = (place: Pepper.Place) =>
  Layer.scoped(
    Keys,
    Effect.gen(function* () {
      const context = yield* Effect.context<SqlClient.SqlClient>()
      const pepper = yield* Effect.cached(Pepper.read(place, Effect.provide(exist, context)))
      const turnstile = yield* Turnstile.make
      return Keys.of({
        ready: Effect.asVoid(pepper),
        authenticate: (token) => Effect.flatMap(pepper, (pepper) => turnstile.pass(token, pepper)),
        create: (wanted) =>
          Effect.flatMap(pepper, (pepper) => Effect.provide(create(wanted, pepper), context)),
        list: (workspace) => Effect.provide(list(workspace), context),
        revoke: (id) => Effect.provide(revoke(id), context)
      })
    })
  )

const create = Effect.fn("ApiKeys.create")(function* (
  { expiresAt, name, rate, scopes, workspace }: NewKey,
  pepper: Secret.Pepper
) {
  const sql = yield* SqlClient.SqlClient
  const workspaceId = yield* idOf(workspace)
  const { id, secret, token } = Secret.make()
  const rows = yield* sql<Row>`
    insert into tandem.api_keys
      (workspace_id, key_id, name, secret_hash, scopes, rate, created_at, expires_at)
    values (${workspaceId}, ${id}, ${name}, ${Secret.proof({ workspaceId, id, secret }, pepper)},
            ${[...scopes]}, ${Option.getOrNull(rate)}, ${yield* DateTime.nowAsDate},
            ${Option.getOrNull(expiresAt)})
    returning ${columns(sql)}
  `.pipe(Tenancy.within(here(workspaceId)), Effect.mapError(failedTo("make a key")))
  return { key: yield* shown(rows, workspace), token }
})

const list = Effect.fn("ApiKeys.list")(function* (workspace: Option.Option<string>) {
  const sql = yield* SqlClient.SqlClient
  const all = yield* Workspaces.all.pipe(Effect.mapError(failedTo("list the workspaces")))
  const wanted = Option.isNone(workspace)
    ? all
    : [{ id: yield* idOf(workspace.value), name: workspace.value }]
  return yield* Effect.forEach(wanted, ({ id, name }) =>
    sql<Row>`
      select ${columns(sql)} from tandem.api_keys order by created_at, key_id
    `.pipe(
      Tenancy.within(here(id)),
      Effect.map((rows) => rows.map((row): Key => ({ ...row, workspace: name })))
    )
  ).pipe(
    Effect.map((keys) => keys.flat()),
    Effect.mapError(failedTo("list the keys"))
  )
})

const revoke = Effect.fn("ApiKeys.revoke")(function* (id: string) {
  const sql = yield* SqlClient.SqlClient
  const found = yield* Turnstile.atTheDoor(id)
  if (Option.isNone(found)) return yield* unknownKey(id)
  const { workspaceId } = found.value
  const workspace = yield* Workspaces.all.pipe(Effect.mapError(failedTo("find the workspace")))
  const rows = yield* sql<Row>`
    update tandem.api_keys
    set revoked_at = coalesce(revoked_at, ${yield* DateTime.nowAsDate})
    where key_id = ${id}
    returning ${columns(sql)}
  `.pipe(Tenancy.within(here(workspaceId)), Effect.mapError(failedTo("revoke the key")))
  return yield* shown(rows, workspace.find(({ id }) => id === workspaceId)?.name ?? workspaceId)
})

/** Has anybody ever made a key? Those that hold no longer count too. */
const exist = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const all = yield* Workspaces.all
  const found = yield* Effect.exists(all, ({ id }) =>
    Effect.map(
      Tenancy.within(here(id))(sql`select from tandem.api_keys limit 1`),
      (rows) => rows.length > 0
    )
  )
  return found
}).pipe(Effect.mapError(failedTo("look for keys")))

type Row = Omit<Key, "workspace">

/** In the words of the contract. Statements are built when they run, because the client is there then. */
const columns = (sql: SqlClient.SqlClient) =>
  sql.literal(`key_id as id, name, scopes, rate, created_at as "createdAt",
               expires_at as "expiresAt", last_used_at as "lastUsedAt", revoked_at as "revokedAt"`)

const shown = (rows: ReadonlyArray<Row>, workspace: string) =>
  Option.match(Option.fromNullable(rows[0]), {
    onNone: () => Effect.dieMessage("a key that was written is not there"),
    onSome: (row): Effect.Effect<Key> => Effect.succeed({ ...row, workspace })
  })

const idOf = (workspace: string) =>
  Effect.gen(function* () {
    const id = yield* Workspaces.idOf(workspace)
    if (Option.isSome(id)) return id.value
    const known = yield* Workspaces.names
    return yield* new KeyUnknown({
      message: `There is no workspace ${workspace}. There is: ${known.join(", ") || "none"}.`
    })
  }).pipe(
    Effect.catchTag("SqlError", (error) => Effect.fail(failedTo("find the workspace")(error)))
  )

const unknownKey = (id: string) =>
  new KeyUnknown({ message: `There is no key ${id}. "tandem keys list" shows those there are.` })

const here = (workspaceId: string) => ({ workspaceId, actor: "tandem keys" })
