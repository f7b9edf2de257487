/**
 * A database of its own for whoever asks, on the server all test files share: copied from a
 * migrated template, and dropped with its scope.
 */
import * as crypto from "node:crypto"
import type * as SqlClient from "@effect/sql/SqlClient"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import type * as Scope from "effect/Scope"
import Pg from "pg"
import { inject } from "vitest"
import * as Address from "../../src/store/Address.ts"
import * as EmbeddedServer from "../../src/store/embedded/EmbeddedServer.ts"
import * as Migrate from "../../src/store/Migrate.ts"
import * as Pool from "../../src/store/Pool.ts"
import { directoryOfRun, homeIn } from "./databaseSetup.ts"

export interface Place {
  readonly name: string
  readonly address: Address.Address
  readonly superuserAddress: Address.Address
  /** One statement as the superuser, in a session of its own. */
  readonly asSuperuser: <Row extends Pg.QueryResultRow>(
    text: string
  ) => Effect.Effect<ReadonlyArray<Row>>
}

export class TestDatabase extends Context.Tag("test/TestDatabase")<TestDatabase, Place>() {
  /** Migrated. */
  static readonly layer = Layer.suspend(() => pooled(own("tandem_template")))
  /** As the server makes it. */
  static readonly layerBlank = Layer.suspend(() => pooled(own("template0")))
}

/** A blank one, for tests that need several of them. */
export const blank = Effect.suspend(() => own("template0"))

const pooled = (
  place: Effect.Effect<Place, unknown, Scope.Scope>
): Layer.Layer<TestDatabase | Pool.Pool | SqlClient.SqlClient> =>
  Layer.scoped(TestDatabase, Effect.orDie(place)).pipe(
    Layer.flatMap((context) => {
      const made = Context.get(context, TestDatabase)
      return Layer.merge(Layer.succeed(TestDatabase, made), Layer.orDie(Pool.layer(made.address)))
    })
  )

const own = (template: string) =>
  Effect.gen(function* () {
    const server = yield* shared
    if (template === "tandem_template") yield* makeTemplate(server, template)
    const name = `test_${crypto.randomBytes(6).toString("hex")}`
    return yield* Effect.acquireRelease(
      Effect.as(ask(server, `create database ${name} template ${template} owner ${server.user}`), {
        name,
        address: Address.fromServer({ ...server, database: name }),
        superuserAddress: Address.fromServer({ ...server, user: server.superuser, database: name }),
        asSuperuser: <Row extends Pg.QueryResultRow>(text: string) =>
          ask<Row>({ ...server, database: name }, text)
      } satisfies Place),
      () => ask(server, `drop database ${name} with (force)`)
    )
  })

/** Nothing of it has to survive a power cut. */
const shared = Effect.suspend(() =>
  EmbeddedServer.make({
    home: homeIn(directoryOfRun(inject("testDirectory"))),
    tcp: false,
    lingers: true,
    settings: {
      fsync: "off",
      synchronous_commit: "off",
      full_page_writes: "off",
      // It would look into a template in the very moment it is to be copied.
      autovacuum: "off",
      max_connections: "400"
    }
  })
)

/** Whoever comes first makes it, the others wait for it. */
const makeTemplate = Effect.fn("makeTemplate")(function* (
  server: EmbeddedServer.Server,
  name: string
) {
  const client = yield* Effect.acquireRelease(connect(server), (it) =>
    Effect.promise(() => it.end())
  )
  yield* Effect.promise(() => client.query("select pg_advisory_lock(1413564493, 99)"))
  const known = yield* Effect.promise(() =>
    client.query("select from pg_database where datname = $1", [name])
  )
  if (known.rows.length > 0) return
  yield* Effect.promise(() => client.query(`drop database if exists ${name}_draft`))
  const create = `create database ${name}_draft template template0 owner ${server.user}`
  yield* Effect.promise(() => client.query(create))
  yield* Migrate.migrate().pipe(
    Effect.provide(Pool.layer(Address.fromServer({ ...server, database: `${name}_draft` })))
  )
  yield* Effect.promise(() => client.query(`alter database ${name}_draft rename to ${name}`))
}, Effect.scoped)

type Login = Pick<EmbeddedServer.Server, "host" | "port" | "superuser" | "password" | "database">

const connect = (server: Login) =>
  Effect.promise(async () => {
    const client = new Pg.Client({
      host: server.host,
      port: server.port,
      user: server.superuser,
      password: Redacted.value(server.password),
      database: server.database
    })
    client.on("error", () => {})
    await client.connect()
    return client
  })

/** One statement as the superuser, in a session of its own. */
export const ask = <Row extends Pg.QueryResultRow>(server: Login, text: string) =>
  Effect.acquireUseRelease(
    connect(server),
    (client) =>
      Effect.promise(() => client.query<Row>(text).then(({ rows }): ReadonlyArray<Row> => rows)),
    (client) => Effect.promise(() => client.end())
  )
