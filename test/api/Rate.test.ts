/** The tiers, as callers meet them. */
import { describe, expect, it, layer } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as TestClock from "effect/TestClock"
import { subjectOf, tier } from "../../src/api/Rate.ts"
import { Hub } from "../support/Hub.ts"
import { trial } from "./trial.ts"

describe("a tier", () => {
  it.effect("counts each by itself, and forgets within a minute", () =>
    Effect.gen(function* () {
      const take = tier()
      yield* take("a", 2)
      expect(yield* take("a", 2)).toMatchObject({ "ratelimit-remaining": "0" })
      const { detail, headers } = yield* Effect.flip(take("a", 2))
      expect(detail).toBe("More than 2 requests in a minute. There is room again in 60 s.")
      expect(headers).toMatchObject({ "retry-after": "60", "ratelimit-remaining": "0" })
      expect(yield* take("b", 2)).toMatchObject({ "ratelimit-remaining": "1" })
      yield* TestClock.adjust("60 seconds")
      yield* take("a", 2)
    })
  )

  it.effect("remembers a bounded number, and first forgets who has been away the longest", () =>
    Effect.gen(function* () {
      const take = tier(3)
      for (const subject of ["a", "b", "c", "a", "d"]) yield* take(subject, 2)
      expect((yield* Effect.flip(take("a", 2)))._tag).toBe("TooManyRequests")
      expect(yield* take("b", 2)).toMatchObject({ "ratelimit-remaining": "1" })
    })
  )

  it("takes a whole network of IPv6 for one", () => {
    expect(subjectOf("127.0.0.1")).toBe("127.0.0.1")
    expect(subjectOf("::ffff:10.1.2.3")).toBe("10.1.2.3")
    expect(subjectOf("2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1:2")
    expect(subjectOf("2001:db8:1:2::9")).toBe("2001:db8:1:2")
    expect(subjectOf("2001:db8::9")).toBe("2001:db8:0:0")
    expect(subjectOf("fe80::1%eth0")).toBe("fe80:0:0:0")
    expect(subjectOf("::1")).toBe("0:0:0:0")
  })
})

const few = { rate: { per_key: 5, per_address: 3 } }

layer(trial(few), { excludeTestServices: true })("with a key", (it) => {
  it.effect("so many are answered, then the rest is told when to come back", () =>
    Effect.gen(function* () {
      const { ask } = yield* Hub
      const all = yield* Effect.all(Array.from({ length: 6 }, () => ask("/api/v1/things/1")))
      expect(all.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429])
      expect(all[0]?.headers.get("ratelimit-remaining")).toBe("4")
      expect(all[5]?.json()).toMatchObject({ status: 429, title: "Too many requests" })
      const wait = Number(all[5]?.headers.get("retry-after"))
      expect(wait).toBeGreaterThan(50)
      expect(wait).toBeLessThanOrEqual(60)
      expect(all[5]?.headers.get("ratelimit-reset")).toBe(String(wait))
    })
  )

  it.effect("that has a rate of its own that one counts, and each key by itself", () =>
    Effect.gen(function* () {
      const { ask, key } = yield* Hub
      const authorization = `Bearer ${yield* key({ rate: Option.some(2) })}`
      const said = () => ask("/api/v1/things/1", { headers: { authorization } })
      expect((yield* said()).headers.get("ratelimit-limit")).toBe("2")
      expect((yield* said()).status).toBe(200)
      expect((yield* said()).status).toBe(429)
    })
  )
})

layer(trial(few), { excludeTestServices: true })("without a key", (it) => {
  it.effect("an address is answered a few times, wherever it knocks, and health always", () =>
    Effect.gen(function* () {
      const { ask } = yield* Hub
      const headers = { authorization: "none" }
      const statuses = yield* Effect.forEach(
        ["/api/v1/nothing", "/api/v1/openapi.json", "/api/v1/things/1", "/api/v1/nothing"],
        (path) => Effect.map(ask(path, { headers }), ({ status }) => status)
      )
      expect(statuses).toEqual([404, 200, 401, 429])
      for (const path of ["/api/v1/openapi.json", "/api/v1/docs", "/api/v1/things/1"]) {
        const said = yield* ask(path, { headers })
        expect(said.status, path).toBe(429)
        expect(said.headers.get("retry-after")).toMatch(/^\d+$/)
        expect(said.headers.get("content-type")).toBe("application/problem+json")
      }
      expect((yield* ask("/healthz", { headers })).status).toBe(200)
      expect((yield* ask("/readyz", { headers })).status).toBe(200)
      expect((yield* ask("/api/v1/things/1")).status).toBe(200)
    })
  )
})
