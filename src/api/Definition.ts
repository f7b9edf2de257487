/**
 * The hub's HTTP API, whole: the server, its description and a typed client all derive from this.
 * A resource is one folder beside this file: its group is added here, its handlers in `Routes`.
 */
import * as HttpApi from "@effect/platform/HttpApi"
import * as OpenApi from "@effect/platform/OpenApi"
import { Authorization } from "./Caller.ts"
import { described } from "./Described.ts"
import {
  BadRequest,
  Forbidden,
  invalid,
  problem,
  TooLarge,
  TooManyRequests,
  Unauthorized,
  Unavailable,
  UnsupportedMediaType
} from "./Problem.ts"
import { workspace } from "./workspace/Group.ts"

export const base = "/api/v1"

/** An API as the door serves it; with the library's own error every 422 would be a plain 400. */
export const empty = Object.assign(HttpApi.make("tandem"), { errorSchema: invalid })
  .addError(problem(BadRequest))
  .addError(problem(Unauthorized))
  .addError(problem(Forbidden))
  .addError(problem(TooLarge))
  .addError(problem(UnsupportedMediaType))
  .addError(problem(TooManyRequests))
  .addError(problem(Unavailable))
  .middleware(Authorization)
  .annotate(OpenApi.Transform, described)

export const Api = empty
  .add(workspace)
  .prefix(base)
  .annotate(OpenApi.Title, "Tandem: the hub")
  .annotate(
    OpenApi.Description,
    "Contacts, companies and deals of one workspace, kept in agreement with your CRMs."
  )
