/**
 * The description of the API, for programs and for people. Both are made when somebody first
 * asks, so that they cost nothing at the start; the page brings along all it shows.
 */
import type * as HttpApi from "@effect/platform/HttpApi"
import type * as HttpApiGroup from "@effect/platform/HttpApiGroup"
import * as HttpLayerRouter from "@effect/platform/HttpLayerRouter"
import * as HttpServerRequest from "@effect/platform/HttpServerRequest"
import * as HttpServerResponse from "@effect/platform/HttpServerResponse"
import * as OpenApi from "@effect/platform/OpenApi"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { base } from "./Definition.ts"
import type { Strangers } from "./Door.ts"

export const paths = { openapi: `${base}/openapi.json`, docs: `${base}/docs` } as const

export const docs = <Id extends string, Groups extends HttpApiGroup.HttpApiGroup.Any, E, R>(
  api: HttpApi.HttpApi<Id, Groups, E, R>,
  strangers: Strangers
) =>
  HttpLayerRouter.use((router) =>
    Effect.gen(function* () {
      const described = yield* Effect.cached(
        Effect.sync(() => HttpServerResponse.unsafeJson(OpenApi.fromApi(api)))
      )
      const shown = yield* Effect.cached(Effect.uninterruptible(page(api)))
      const known = <E, R>(answer: Effect.Effect<HttpServerResponse.HttpServerResponse, E, R>) =>
        Effect.gen(function* () {
          const headers = yield* Effect.orDie(strangers(yield* HttpServerRequest.HttpServerRequest))
          return HttpServerResponse.setHeaders(yield* answer, headers)
        })
      yield* router.add("GET", paths.openapi, known(described))
      yield* router.add("GET", paths.docs, known(shown))
    })
  )

/** Two megabytes that nobody who does not look at it has to load. */
const page = (api: HttpApi.HttpApi.Any) =>
  Effect.gen(function* () {
    const { layerHttpLayerRouter } = yield* Effect.promise(
      () => import("@effect/platform/HttpApiSwagger")
    )
    // A router of its own, or the page would find the one it is asked through.
    const app = yield* HttpLayerRouter.toHttpEffect(
      layerHttpLayerRouter({ api, path: paths.docs })
    ).pipe(Effect.provideServiceEffect(Layer.CurrentMemoMap, Layer.makeMemoMap))
    const response = yield* Effect.orDie(app)
    return HttpServerResponse.setHeaders(response, {
      // Whatever the page may want from elsewhere, it does not get.
      "content-security-policy":
        "default-src 'none'; connect-src 'self'; img-src data:; " +
        "script-src 'unsafe-inline'; style-src 'unsafe-inline'"
    })
  }).pipe(Effect.scoped)
