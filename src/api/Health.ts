/** For those who watch over the process: no key, no limit, no secrets. */
import * as HttpLayerRouter from "@effect/platform/HttpLayerRouter"
import * as HttpServerResponse from "@effect/platform/HttpServerResponse"
import * as Effect from "effect/Effect"
import { Database } from "../contracts/Database.ts"

export const paths = { alive: "/healthz", ready: "/readyz" } as const

export const health = HttpLayerRouter.use((router) =>
  Effect.gen(function* () {
    const database = yield* Database

    /** The process is alive: nothing else is asked. */
    yield* router.add("GET", paths.alive, HttpServerResponse.unsafeJson({ status: "alive" }))

    /** The database answers and is as new as this Tandem needs it. */
    const ready = database.status.pipe(
      Effect.map(({ pending }) =>
        pending.length === 0
          ? HttpServerResponse.unsafeJson({ status: "ready" })
          : HttpServerResponse.unsafeJson(
              { status: "not ready", because: `${pending.length} migrations are pending` },
              { status: 503 }
            )
      ),
      Effect.catchAll(({ message }) =>
        Effect.succeed(
          HttpServerResponse.unsafeJson({ status: "not ready", because: message }, { status: 503 })
        )
      )
    )
    yield* router.add("GET", paths.ready, ready)
  })
)
