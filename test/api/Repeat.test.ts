/** `Idempotency-Key`, as clients use it. */
import { expect, layer } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { Hub } from "../support/Hub.ts"
import { TestDatabase } from "../support/TestDatabase.ts"
import { names, trial } from "./trial.ts"

const path = "/api/v1/things"

layer(trial(), { excludeTestServices: true })("an Idempotency-Key", (it) => {
  const post = (key: string, body: unknown, more: Record<string, string> = {}) =>
    Effect.flatMap(Hub, ({ ask }) =>
      ask(path, { method: "POST", body, headers: { "idempotency-key": key, ...more } })
    )
  const times = (name: string) =>
    Effect.map(names, (all) => all.filter((each) => each === name).length)

  it.effect("lets a request be sent again, and it is done once", () =>
    Effect.gen(function* () {
      const first = yield* post("one", { name: "once" })
      const again = yield* post("one", { name: "once" })
      expect([first.status, again.status]).toEqual([201, 201])
      expect(again.text).toBe(first.text)
      expect(again.headers.get("content-type")).toBe(first.headers.get("content-type"))
      expect(first.headers.has("idempotency-replayed")).toBe(false)
      expect(again.headers.get("idempotency-replayed")).toBe("true")
      expect(again.headers.get("x-request-id")).not.toBe(first.headers.get("x-request-id"))
      expect(yield* times("once")).toBe(1)
      yield* post("two", { name: "once" })
      expect(yield* times("once")).toBe(2)
    })
  )

  it.effect("stands for one request only", () =>
    Effect.gen(function* () {
      yield* post("three", { name: "this" })
      const other = yield* post("three", { name: "that" })
      expect(other.status).toBe(422)
      expect(other.json().detail).toContain("used for another request")
      expect(yield* times("that")).toBe(0)
    })
  )

  it.effect("of what was refused is free again, and nothing of it was done", () =>
    Effect.gen(function* () {
      expect((yield* post("four", { name: "taken" })).status).toBe(409)
      expect(yield* times("taken")).toBe(0)
      expect((yield* post("four", { name: 4 })).status).toBe(422)
      expect((yield* post("four", { name: "four" })).status).toBe(201)
    })
  )

  it.effect("of many requests at once is for one of them, the others are told or answered", () =>
    Effect.gen(function* () {
      const all = yield* Effect.all(
        Array.from({ length: 12 }, () => post("five", { name: "five" })),
        { concurrency: "unbounded" }
      )
      for (const said of all) {
        expect([201, 409]).toContain(said.status)
        if (said.status === 409) expect(said.headers.get("retry-after")).toBe("1")
      }
      expect(all.some(({ status }) => status === 201)).toBe(true)
      expect(yield* times("five")).toBe(1)
    })
  )

  it.effect("of a process that died is taken over when its time is up", () =>
    Effect.gen(function* () {
      const { asSuperuser } = yield* TestDatabase
      yield* post("six", { name: "six" })
      yield* asSuperuser(`update tandem.idempotency
        set status = null, headers = null, body = null, holder = 'dead' where key = 'six'`)
      expect((yield* post("six", { name: "six" })).status).toBe(409)
      yield* asSuperuser(
        "update tandem.idempotency set held_until = '2020-01-01' where key = 'six'"
      )
      expect((yield* post("six", { name: "six" })).status).toBe(201)
      expect((yield* post("six", { name: "six" })).headers.has("idempotency-replayed")).toBe(true)
    })
  )

  it.effect("gives no answer to a key that may not ask", () =>
    Effect.gen(function* () {
      const { key } = yield* Hub
      yield* post("seven", { name: "seven" })
      const authorization = `Bearer ${yield* key({ scopes: ["contacts:read"] })}`
      expect((yield* post("seven", { name: "seven" }, { authorization })).status).toBe(403)
    })
  )

  it.effect("is short and plain, and means nothing to what can be repeated anyway", () =>
    Effect.gen(function* () {
      const { ask } = yield* Hub
      for (const key of ["x".repeat(256), "a b", "ü"]) {
        expect((yield* post(key, { name: "a" })).status, key).toBe(400)
      }
      expect((yield* post("x".repeat(255), { name: "a" })).status).toBe(201)
      const headers = { "idempotency-key": "eight" }
      const sent = { method: "PATCH", body: { name: "b" }, headers }
      expect((yield* ask(`${path}/1`, sent)).headers.has("idempotency-replayed")).toBe(false)
      expect((yield* ask(`${path}/1`, sent)).headers.has("idempotency-replayed")).toBe(false)
    })
  )
})
