/** What the hub answers to. */
import * as HttpLayerRouter from "@effect/platform/HttpLayerRouter"
import * as HttpServerResponse from "@effect/platform/HttpServerResponse"
import * as Effect from "effect/Effect"
import { Database } from "../contracts/Database.ts"

export const routes = HttpLayerRouter.use((router) =>
  Effect.gen(function* () {
    const database = yield* Database

    /** The process is alive: nothing else is asked. */
    yield* router.add("GET", "/healthz", HttpServerResponse.unsafeJson({ status: "alive" }))

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
    yield* router.add("GET", "/readyz", ready)
  })
)
