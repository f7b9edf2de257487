/**
 * The whole machine: the only file that joins layers. Read it from the bottom to the top for the
 * order in which things start; they stop in the opposite order.
 */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import type * as Redacted from "effect/Redacted"
import * as Api from "./api/Server.ts"
import { Database } from "./contracts/Database.ts"
import { Keys } from "./contracts/Keys.ts"
import type { Loaded } from "./Settings.ts"
import * as ApiKeys from "./store/ApiKeys.ts"
import * as Store from "./store/Database.ts"
import * as Idempotency from "./store/Idempotency.ts"
import * as Workspaces from "./store/Workspaces.ts"
import { version } from "./Version.ts"

/** What a command needs that looks at the database and goes. */
export const database = (settings: Loaded) =>
  Store.layer({
    url: Option.fromNullable(settings.database.url),
    home: settings.home,
    tcp: false,
    version
  })

/** And what a command needs that is about keys. */
export const keys = (settings: Loaded) =>
  Layer.provideMerge(
    ApiKeys.layer({ pepper: Option.fromNullable(settings.api.pepper), home: settings.home }),
    database(settings)
  )

/** Tells a person a key, if one looks on. */
export type Tell = ((url: string, token: Redacted.Redacted) => Effect.Effect<void>) | null

/** Runs until it is interrupted. */
export const daemon = (settings: Loaded, tell: Tell) =>
  Layer.scopedDiscard(announce(settings, tell)).pipe(
    Layer.provide(Api.layer(settings.api)),
    Layer.provide(Layer.merge(Workspaces.layer, Idempotency.layer)),
    Layer.provide(upToDate),
    Layer.provide(keys(settings)),
    // Nobody reads the spans, and they cost a third of every request.
    Layer.provide(Layer.setTracerEnabled(false))
  )

const upToDate = Layer.effectDiscard(
  Effect.gen(function* () {
    const { about, migrate } = yield* Database
    const { ready } = yield* Keys
    yield* Effect.logInfo(`database: ${about.sentence}`)
    for (const { id, name } of yield* migrate) yield* Effect.logInfo(`migrated: ${id} ${name}`)
    yield* ready
  })
)

const announce = ({ connections }: Loaded, tell: Tell) =>
  Effect.gen(function* () {
    const { url } = yield* Api.Listening
    const count = connections.length === 0 ? "no connections" : `${connections.length} connections`
    yield* Effect.logInfo(`tandem ${version} is ready: ${url}, ${count}`)
    yield* firstKey(url, tell)
    yield* Effect.addFinalizer(() => Effect.logInfo("stopping"))
  })

/** Where there never was a key, nobody could come in. */
const firstKey = (url: string, tell: Tell) =>
  Effect.gen(function* () {
    const { create, list } = yield* Keys
    if ((yield* list(Option.none())).length > 0) return
    if (tell === null) {
      return yield* Effect.logInfo('there is no API key yet: "tandem keys create" makes one')
    }
    const { token } = yield* create({
      workspace: "default",
      name: "first",
      scopes: ["*"],
      rate: Option.none(),
      expiresAt: Option.none()
    })
    yield* tell(url, token)
  })
