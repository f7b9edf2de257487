/**
 * What the door has to know of each endpoint, said where the endpoint is defined: which scope a
 * key needs for it, and what its body may be.
 */
import * as HttpApi from "@effect/platform/HttpApi"
import type * as HttpApiGroup from "@effect/platform/HttpApiGroup"
import * as OpenApi from "@effect/platform/OpenApi"
import * as Context from "effect/Context"
import * as Option from "effect/Option"
import type { Scope } from "../contracts/Scopes.ts"

/** Null is for what anybody with a key may do. */
class Needs extends Context.Tag("api/Needs")<Needs, Scope | null>() {}

/** `endpoint.annotateContext(needs("contacts:read"))`: every endpoint says it, or none is served. */
export const needs = (scope: Scope | null) =>
  Context.make(Needs, scope).pipe(
    Context.add(OpenApi.Transform, (operation) => ({
      ...operation,
      security: [{ key: scope === null ? [] : [scope] }]
    }))
  )

/** The handler reads the body itself, piece by piece, and keeps its own limit. */
export class Streamed extends Context.Reference<Streamed>()("api/Streamed", {
  defaultValue: () => false
}) {}

export interface Rule {
  readonly method: string
  readonly path: string
  readonly needs: Scope | null
  /** What a body may be; empty where none is asked for. */
  readonly types: ReadonlyArray<string>
  readonly streamed: boolean
}

export const rulesOf = <Id extends string, Groups extends HttpApiGroup.HttpApiGroup.Any, E, R>(
  api: HttpApi.HttpApi<Id, Groups, E, R>
): ReadonlyArray<Rule> => {
  const rules: Array<Rule> = []
  HttpApi.reflect(api, {
    onGroup: () => {},
    onEndpoint: ({ endpoint, mergedAnnotations, payloads }) => {
      const { method, path } = endpoint
      const needs = Context.getOption(mergedAnnotations, Needs)
      if (Option.isNone(needs))
        throw new Error(`${method} ${path} does not say which scope it needs`)
      rules.push({
        method,
        path,
        needs: needs.value,
        types: [...payloads.keys()],
        streamed: Context.get(mergedAnnotations, Streamed)
      })
    }
  })
  return rules
}

/** The methods there are at an address, for one that was asked in vain. */
export const methodsAt = (rules: ReadonlyArray<Pick<Rule, "method" | "path">>) => {
  const patterns = rules.map(({ method, path }) => ({ method, pattern: patternOf(path) }))
  return (url: string): ReadonlyArray<string> => {
    const path = (url.split("?")[0] ?? "").replace(/\/{2,}/g, "/")
    const found = patterns.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method)
    const all = new Set(found.includes("GET") ? [...found, "HEAD"] : found)
    return [...all].sort()
  }
}

const patternOf = (path: string) =>
  new RegExp(`^${path.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/:\w+/g, "[^/]+")}/?$`, "i")
