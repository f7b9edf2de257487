/**
 * The whole machine: the only file that joins layers. Read it from the bottom to the top for the
 * order in which things start; they stop in the opposite order.
 */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Api from "./api/Server.ts"
import { Database } from "./contracts/Database.ts"
import type { Loaded } from "./Settings.ts"
import * as Store from "./store/Database.ts"
import { version } from "./Version.ts"

/** What a command needs that looks at the database and goes. */
export const database = (settings: Loaded) =>
  Store.layer({
    url: Option.fromNullable(settings.database.url),
    home: settings.home,
    tcp: false,
    version
  })

/** Runs until it is interrupted. */
export const daemon = (settings: Loaded) =>
  Layer.scopedDiscard(announce(settings)).pipe(
    Layer.provide(Api.layer(settings.api)),
    Layer.provide(upToDate),
    Layer.provide(database(settings))
  )

const upToDate = Layer.effectDiscard(
  Effect.gen(function* () {
    const { about, migrate } = yield* Database
    yield* Effect.logInfo(`database: ${about.sentence}`)
    for (const { id, name } of yield* migrate) yield* Effect.logInfo(`migrated: ${id} ${name}`)
  })
)

const announce = ({ connections }: Loaded) =>
  Effect.gen(function* () {
    const { url } = yield* Api.Listening
    const count = connections.length === 0 ? "no connections" : `${connections.length} connections`
    yield* Effect.logInfo(`tandem ${version} is ready: ${url}, ${count}`)
    yield* Effect.addFinalizer(() => Effect.logInfo("stopping"))
  })
