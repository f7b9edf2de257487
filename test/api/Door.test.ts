/** The way to an endpoint: who comes through, and what the others are told. */
import { expect, layer } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { Hub } from "../support/Hub.ts"
import { trial } from "./trial.ts"

const path = "/api/v1/things/1"

layer(trial(), { excludeTestServices: true })("the door", (it) => {
  it.effect("asks everybody who they are, and says how to answer", () =>
    Effect.gen(function* () {
      const { ask, key } = yield* Hub
      const mine = yield* key()
      const wrong = ["none", "", "Bearer", "Bearer ", "Basic eDp5", `Token ${mine}`, "Bearer a b"]
      for (const authorization of wrong) {
        const said = yield* ask(path, { headers: { authorization } })
        expect(said.status, authorization).toBe(401)
        expect(said.headers.get("www-authenticate")).toBe('Bearer realm="tandem"')
        expect(said.json().detail).toBe("Send your key: Authorization: Bearer tdm_...")
      }
      for (const authorization of [
        `Bearer ${mine}x`,
        "Bearer tdm_1",
        `Bearer ${"x".repeat(9000)}`
      ]) {
        const said = yield* ask(path, { headers: { authorization } })
        expect(said.status).toBe(401)
        expect(said.headers.get("www-authenticate")).toContain('error="invalid_token"')
        expect(said.json()).toMatchObject({ detail: "This key opens nothing." })
      }
      for (const scheme of ["Bearer", "bearer", "BEARER"]) {
        expect((yield* ask(path, { headers: { authorization: `${scheme} ${mine}` } })).status).toBe(
          200
        )
      }
    })
  )

  it.effect("lets every key do what its scopes say, and nothing else", () =>
    Effect.gen(function* () {
      const { ask, key } = yield* Hub
      const requests = {
        read: () => ({ path, sent: {} }),
        write: () => ({ path: "/api/v1/things", sent: { method: "POST", body: { name: "a" } } }),
        any: () => ({ path: "/api/v1/away", sent: {} })
      }
      const matrix = [
        [["*"], { read: 200, write: 201, any: 503 }],
        [["contacts:read"], { read: 200, write: 403, any: 503 }],
        [["contacts:write"], { read: 403, write: 201, any: 503 }],
        [["contacts:read", "contacts:write"], { read: 200, write: 201, any: 503 }],
        [["deals:read", "lists:write"], { read: 403, write: 403, any: 503 }]
      ] as const
      for (const [scopes, expected] of matrix) {
        const headers = { authorization: `Bearer ${yield* key({ scopes })}` }
        for (const what of ["read", "write", "any"] as const) {
          const { path, sent } = requests[what]()
          const said = yield* ask(path, { ...sent, headers })
          expect(said.status, `${scopes} ${what}`).toBe(expected[what])
          if (said.status === 403) expect(said.json().detail).toMatch(/scope contacts:(read|write)/)
        }
      }
    })
  )

  it.effect("reads nobody's body before it knows them", () =>
    Effect.gen(function* () {
      const { ask, key } = yield* Hub
      const sent = { method: "POST", body: "{ this is no JSON" }
      const none = yield* ask("/api/v1/things", { ...sent, headers: { authorization: "none" } })
      expect(none.status).toBe(401)
      const authorization = `Bearer ${yield* key({ scopes: ["contacts:read"] })}`
      expect((yield* ask("/api/v1/things", { ...sent, headers: { authorization } })).status).toBe(
        403
      )
      expect((yield* ask("/api/v1/things", sent)).status).toBe(400)
    })
  )

  it.effect("hands on what the endpoint says", () =>
    Effect.gen(function* () {
      const { ask } = yield* Hub
      const missing = yield* ask("/api/v1/things/2")
      expect(missing.status).toBe(404)
      expect(missing.json()).toEqual({
        type: "urn:tandem:problem:not-found",
        title: "There is nothing here",
        status: 404,
        detail: "There is no thing 2.",
        request_id: missing.headers.get("x-request-id")
      })
      expect((yield* ask(path, { method: "PATCH", body: {} })).status).toBe(400)
      expect((yield* ask(path, { method: "PATCH", body: { name: "b" } })).status).toBe(204)
      expect((yield* ask("/api/v1/things/one")).status).toBe(422)
      const taken = yield* ask("/api/v1/things", { method: "POST", body: { name: "taken" } })
      expect(taken.status).toBe(409)
      const wrong = yield* ask("/api/v1/things", {
        method: "POST",
        body: { name: 1, count: 1.5, tags: ["a", 2] }
      })
      expect(wrong.status).toBe(422)
      expect(wrong.json().errors.map(({ path }: { path: string }) => path)).toEqual([
        "name",
        "count",
        "tags.1"
      ])
      for (const said of [missing, taken, wrong]) {
        expect(said.headers.get("content-type")).toBe("application/problem+json")
        expect(said.headers.get("ratelimit-limit")).toBe("1000000")
      }
    })
  )
})
