/**
 * The database Tandem works on: the one a URL names, or else a server of our own. Everything
 * that uses it is built on this layer, and so has ended before a server of our own stops.
 */
import * as SqlClient from "@effect/sql/SqlClient"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import type * as Redacted from "effect/Redacted"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import {
  type About,
  Database,
  DatabaseRefused,
  DatabaseUnavailable
} from "../contracts/Database.ts"
import * as Address from "./Address.ts"
import type { Place } from "./embedded/Binaries.ts"
import * as EmbeddedServer from "./embedded/EmbeddedServer.ts"
import * as Loopback from "./Loopback.ts"
import * as Migrate from "./Migrate.ts"
import * as Pool from "./Pool.ts"
import { failedTo } from "./SqlFailure.ts"
import { exported } from "./transfer/Export.ts"
import { imported } from "./transfer/Import.ts"
import * as Workspaces from "./Workspaces.ts"

export interface Options {
  readonly url: Option.Option<Redacted.Redacted>
  /** Where our own server keeps its data: an absolute path. */
  readonly home: string
  /** Our own server listens on a port of the loopback address, not only on a private socket. */
  readonly tcp: boolean
  /** Which Tandem this is, for the exports it writes. */
  readonly version: string
  readonly binaries?: Place
}

export const layer = (
  options: Options
): Layer.Layer<Database | Pool.Pool | SqlClient.SqlClient, DatabaseUnavailable | DatabaseRefused> =>
  Layer.unwrapScoped(
    Effect.gen(function* () {
      const origin = yield* Option.match(options.url, {
        onNone: () => Effect.map(EmbeddedServer.make(options), ownServer),
        onSome: (url) => Effect.map(Address.fromUrl(url), namedServer)
      })
      const pool = Pool.layer(origin.address)
      return Layer.provideMerge(Layer.effect(Database, make(origin, options.version)), pool)
    })
  )

interface Origin {
  readonly kind: About["kind"]
  readonly address: Address.Address
  readonly outlivesUs: boolean
  readonly sentence: (version: string) => string
  readonly loopback: Effect.Effect<number, DatabaseUnavailable, Scope.Scope>
}

const ownServer = (server: EmbeddedServer.Server): Origin => ({
  kind: "embedded",
  address: Address.fromServer(server),
  outlivesUs: server.joined === "attached",
  sentence: (version) => `embedded PostgreSQL ${version} in ${server.home}, ${server.joined}`,
  loopback: Loopback.open(server)
})

const namedServer = (address: Address.Address): Origin => ({
  kind: "server",
  address,
  outlivesUs: true,
  sentence: (version) => `PostgreSQL ${version} at ${address.place}`,
  loopback: new DatabaseUnavailable({
    message: "DATABASE_URL names a server with an address of its own: there is no port to open."
  })
})

const oldest = 15

const make = (origin: Origin, tandem: string) =>
  Effect.gen(function* () {
    const context = yield* Effect.context<Pool.Pool | SqlClient.SqlClient>()
    const version = yield* supportedVersion(origin)
    return Database.of({
      about: {
        kind: origin.kind,
        version,
        sentence: origin.sentence(version),
        outlivesUs: origin.outlivesUs
      },
      status: Effect.provide(Migrate.status, context),
      migrate: Effect.provide(migrate, context),
      loginUrl: (workspace, port) => Effect.provide(loginUrl(origin, workspace, port), context),
      loopback: origin.loopback,
      exported: (told) => Stream.provideContext(exported(tandem, told), context),
      imported: (bytes, told) => Effect.provide(imported(bytes, told), context)
    })
  })

const supportedVersion = (origin: Origin) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const [server] = yield* sql<{ readonly version: string; readonly major: number }>`
      select split_part(current_setting('server_version'), ' ', 1) as version,
             current_setting('server_version_num')::int / 10000 as major
    `
    if (server !== undefined && server.major >= oldest) return server.version
    return yield* new DatabaseRefused({
      message:
        `${origin.sentence(server?.version ?? "?")} is too old: Tandem needs ` +
        `PostgreSQL ${oldest} or newer. Upgrade it, or unset DATABASE_URL to use Tandem's own.`,
      statements: []
    })
  }).pipe(Effect.mapError(failedTo("ask the server for its version")))

const migrate = Migrate.migrate().pipe(
  Effect.tap(() => Effect.mapError(Workspaces.ensureDefault, failedTo("make a workspace")))
)

const loginUrl = Effect.fn("Database.loginUrl")(
  function* (origin: Origin, workspace: string, port?: number) {
    const { pending } = yield* Migrate.status
    if (pending.length > 0) {
      return yield* new DatabaseRefused({
        message: 'The database is not up to date: run "tandem migrate" first.',
        statements: []
      })
    }
    const id = yield* Workspaces.idOf(workspace)
    if (Option.isSome(id)) return Address.loginUrl(origin.address, id.value, port)
    const known = yield* Workspaces.names
    return yield* new DatabaseRefused({
      message: `There is no workspace ${workspace}. There is: ${known.join(", ") || "none"}.`,
      statements: []
    })
  },
  Effect.mapError(failedTo("make a login URL"))
)
