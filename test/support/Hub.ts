/** The hub's API as it runs, on a database of its own, and a way to talk to it. */
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import type { Options } from "../../src/api/Frame.ts"
import * as Server from "../../src/api/Server.ts"
import { Keys, type NewKey } from "../../src/contracts/Keys.ts"
import * as ApiKeys from "../../src/store/ApiKeys.ts"
import * as Database from "../../src/store/Database.ts"
import * as Idempotency from "../../src/store/Idempotency.ts"
import * as Workspaces from "../../src/store/Workspaces.ts"
import { TestDatabase } from "./TestDatabase.ts"

export const options: Options & Server.Place = {
  host: "127.0.0.1",
  port: 0,
  rate: { per_key: 1_000_000, per_address: 1_000_000 },
  access_log: "errors",
  slow_after: Duration.minutes(1)
}

/** Everything below the API, on a database with the workspace to begin in. */
export const ground = Layer.unwrapEffect(
  Effect.map(TestDatabase, ({ address }) =>
    Layer.mergeAll(
      ApiKeys.layer({
        pepper: Option.some(Redacted.make("a pepper of the tests, which is long enough")),
        home: "/nowhere"
      }),
      Workspaces.layer,
      Idempotency.layer,
      Layer.effectDiscard(Workspaces.ensureDefault)
    ).pipe(
      Layer.provideMerge(
        Database.layer({
          url: Option.some(Redacted.make(Redacted.value(address.url).href)),
          home: "/nowhere",
          tcp: false,
          version: "test"
        })
      )
    )
  )
).pipe(Layer.provideMerge(TestDatabase.layer))

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly json: () => ReturnType<typeof JSON.parse>
}

export interface Sent extends Omit<RequestInit, "body"> {
  readonly body?: unknown
}

/** What somebody outside can do. */
export class Hub extends Context.Tag("test/Hub")<
  Hub,
  {
    readonly url: string
    /** With everything allowed, unless other headers are given. */
    readonly ask: (path: string, sent?: Sent) => Effect.Effect<Answer>
    readonly key: (wanted?: Partial<NewKey>) => Effect.Effect<string>
  }
>() {
  static readonly layer = Layer.effect(
    Hub,
    Effect.gen(function* () {
      const { url } = yield* Server.Listening
      const { create } = yield* Keys
      const key = (wanted: Partial<NewKey> = {}) =>
        create({
          workspace: "default",
          name: "test",
          scopes: ["*"],
          rate: Option.none(),
          expiresAt: Option.none(),
          ...wanted
        }).pipe(
          Effect.map(({ token }) => Redacted.value(token)),
          Effect.orDie
        )
      const everything = yield* key()
      const ask = (path: string, { body, headers, ...sent }: Sent = {}) =>
        Effect.promise(async (signal) => {
          const all = new Headers(headers)
          if (!all.has("authorization")) all.set("authorization", `Bearer ${everything}`)
          if (all.get("authorization") === "none") all.delete("authorization")
          if (body !== undefined && !all.has("content-type")) {
            all.set("content-type", "application/json")
          }
          const text = typeof body === "string" || body === undefined ? body : JSON.stringify(body)
          const response = await fetch(`${url}${path}`, {
            ...sent,
            headers: all,
            signal,
            ...(text === undefined ? {} : { body: text })
          })
          const said = await response.text()
          return {
            status: response.status,
            headers: response.headers,
            text: said,
            json: () => JSON.parse(said)
          }
        })
      return Hub.of({ url, ask, key })
    })
  )
}

/** The hub itself, with other options where a test needs them. */
export const hub = (other: Partial<Options> = {}) => serving(Server.layer({ ...options, ...other }))

export const serving = <E, R>(server: Layer.Layer<Server.Listening, E, R>) =>
  Hub.layer.pipe(Layer.provideMerge(server), Layer.provideMerge(ground))
