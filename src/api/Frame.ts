/**
 * What the hub answers to: the API behind its door, its description, and the health of the
 * process. Any API can be put in, so that the frame is tested with endpoints of its own.
 */
import type * as HttpApi from "@effect/platform/HttpApi"
import type * as HttpApiGroup from "@effect/platform/HttpApiGroup"
import * as HttpLayerRouter from "@effect/platform/HttpLayerRouter"
import * as Layer from "effect/Layer"
import { Authorization } from "./Caller.ts"
import { Api } from "./Definition.ts"
import * as Docs from "./Docs.ts"
import { door, strangers } from "./Door.ts"
import { front, type Log } from "./Front.ts"
import * as Health from "./Health.ts"
import type { Limits } from "./Rate.ts"
import { rulesOf } from "./Rules.ts"
import * as Workspace from "./workspace/Handlers.ts"

export interface Options extends Log {
  readonly rate: Limits
}

export const hub = (options: Options) => frame(Api, options).pipe(Layer.provide(Workspace.handlers))

export const frame = <Id extends string, Groups extends HttpApiGroup.HttpApiGroup.Any, E, R>(
  api: HttpApi.HttpApi<Id, Groups, E, R>,
  options: Options
) => {
  const rules = rulesOf(api)
  const unknown = strangers(options.rate.per_address)
  const open = [...Object.values(Docs.paths), ...Object.values(Health.paths)]
  const routes = [...rules, ...open.map((path) => ({ method: "GET", path }))]
  return Layer.mergeAll(
    HttpLayerRouter.addHttpApi(api).pipe(
      Layer.provide(door(rules, options.rate, unknown).layer),
      Layer.provide(Authorization.layer)
    ),
    Docs.docs(api, unknown),
    Health.health,
    front(routes, options, unknown)
  )
}
