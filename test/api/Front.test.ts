/** What is around everything: names, the log, and problems for whatever may come. */
import * as net from "node:net"
import { expect, layer } from "@effect/vitest"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import { Hub } from "../support/Hub.ts"
import { fc } from "../support/property.ts"
import { TestDatabase } from "../support/TestDatabase.ts"
import { trial } from "./trial.ts"

/** `PROPERTY_SEED=<seed>` sends the same junk again; a failure prints it. */
const seed = Number(process.env["PROPERTY_SEED"] ?? Date.now() % 2 ** 31)
const lines: Array<string> = []
const listening = Logger.replace(
  Logger.defaultLogger,
  Logger.map(Logger.jsonLogger, (line) => void lines.push(line))
)
const told = (id: string | null) => lines.filter((line) => id !== null && line.includes(id))

layer(trial().pipe(Layer.provideMerge(listening)), { excludeTestServices: true })(
  "a request",
  (it) => {
    it.effect("has a name, its caller's or one of ours", () =>
      Effect.gen(function* () {
        const { ask } = yield* Hub
        const named = (id: string, path = "/api/v1/things/1") =>
          Effect.map(ask(path, { headers: { "x-request-id": id } }), ({ headers }) =>
            headers.get("x-request-id")
          )
        expect(yield* named("their:own-1.2_3")).toBe("their:own-1.2_3")
        expect(yield* named("mine", "/nothing")).toBe("mine")
        for (const odd of ["", "a b", "x".repeat(65), '"}{', "ä"]) {
          expect(yield* named(odd)).toMatch(/^[a-z0-9]{7}-[a-z0-9]+$/)
        }
      })
    )

    it.effect("that breaks something here says under which name the log tells more", () =>
      Effect.gen(function* () {
        const { ask } = yield* Hub
        const said = yield* ask("/api/v1/crash?token=tdm_secret")
        const id = said.headers.get("x-request-id")
        expect(said.status).toBe(500)
        expect(said.json()).toEqual({
          type: "urn:tandem:problem:internal",
          title: "Something went wrong here",
          status: 500,
          detail: "It has been written to the log, under the id of this request.",
          request_id: id
        })
        expect(told(id).join("\n")).toContain("the secret of the house")
        expect(told(id).join("\n")).toMatch(/GET \/api\/v1\/crash 500 in \d+ ms/)
        expect(lines.join("\n")).not.toContain("tdm_")
      })
    )

    it.effect("that the database keeps waiting is asked to come again", () =>
      Effect.gen(function* () {
        const { ask } = yield* Hub
        const said = yield* ask("/api/v1/away")
        expect(said.status).toBe(503)
        expect(said.headers.get("retry-after")).toBe("5")
        expect(said.text).not.toContain("db.internal")
      })
    )

    it.effect("that goes well, or wrong by its own fault, leaves nothing in the log", () =>
      Effect.gen(function* () {
        const { ask } = yield* Hub
        for (const path of ["/api/v1/things/1", "/api/v1/things/2", "/nothing"]) {
          const said = yield* ask(path)
          expect(told(said.headers.get("x-request-id"))).toEqual([])
        }
      })
    )

    it.effect("to where nothing is, or in a way nobody offers, is told what there is", () =>
      Effect.gen(function* () {
        const { ask } = yield* Hub
        const allowed = (path: string, method: string) =>
          Effect.map(ask(path, { method }), ({ headers, status }) => [status, headers.get("allow")])
        expect(yield* allowed("/api/v1/things/1", "DELETE")).toEqual([405, "GET, HEAD, PATCH"])
        expect(yield* allowed("/api/v1/things/", "OPTIONS")).toEqual([405, "POST"])
        expect(yield* allowed("/API/v1//things/text?x=1", "DELETE")).toEqual([
          405,
          "GET, HEAD, PATCH, PUT"
        ])
        expect(yield* allowed("/healthz", "POST")).toEqual([405, "GET, HEAD"])
        expect(yield* allowed("/api/v1/things/1/2", "GET")).toEqual([404, null])
        expect(yield* allowed("/", "GET")).toEqual([404, null])
        const preflight = yield* ask("/api/v1/things", {
          method: "OPTIONS",
          headers: { origin: "https://evil.example", "access-control-request-method": "POST" }
        })
        expect([...preflight.headers.keys()].filter((name) => name.startsWith("access-"))).toEqual(
          []
        )
      })
    )

    it.effect("that is no HTTP is answered all the same", () =>
      Effect.gen(function* () {
        const { url } = yield* Hub
        const say = (text: string) =>
          Effect.async<string>((resume) => {
            let said = ""
            const socket = net.connect(Number(new URL(url).port), "127.0.0.1", () =>
              socket.write(text)
            )
            socket.on("data", (piece) => {
              said += piece
            })
            socket.on("error", () => {})
            socket.on("close", () => resume(Effect.succeed(said)))
          })
        expect(yield* say("what is this\r\n\r\n")).toMatch(
          /^HTTP\/1\.1 400 Bad Request\r\n.*application\/problem\+json.*"status":400,.*}$/s
        )
        const long = yield* say(`GET / HTTP/1.1\r\nx: ${"y".repeat(40_000)}\r\n\r\n`)
        expect(long).toMatch(/^HTTP\/1\.1 431 .*"status":431,.*}$/s)
      })
    )

    it.effect("of any junk whatsoever gets a problem of its own making, and changes nothing", () =>
      Effect.gen(function* () {
        const { ask } = yield* Hub
        const { asSuperuser } = yield* TestDatabase
        const count = () =>
          asSuperuser(`select (select count(*) from tandem.things) as things,
                            (select count(*) from tandem.idempotency) as kept`)
        const before = yield* count()
        const [numbers] = fc.sample(fc.infiniteStream(fc.nat(999_999)), { numRuns: 1, seed })
        const random = () => (numbers?.next().value ?? 0) / 1_000_000
        const one = <A>(from: ReadonlyArray<A>): A => from[Math.floor(random() * from.length)] as A
        const junk = () =>
          one([
            () => String.fromCharCode(...Array.from({ length: 40 }, () => 32 + random() * 95)),
            () => encodeURIComponent(String.fromCodePoint(Math.floor(random() * 0xd7ff))),
            () => "%",
            () => "..%2f..%2f",
            () => "x".repeat(1 + random() * 5_000),
            () => "-1",
            () => "1e999",
            () => "__proto__",
            () => "%00"
          ])()
        const body = () =>
          one<() => unknown>([
            () => junk(),
            () => ({ name: { $ne: null } }),
            () => '{"__proto__":{"name":"a"},"constructor":1}',
            () => "[".repeat(random() * 10_000),
            () => ({ name: random(), tags: "x" }),
            () => '{"name":1e999}',
            () => '{"name":',
            () => "\ufeff",
            () => undefined
          ])()
        for (let round = 0; round < 1_000; round++) {
          const method = one([
            "GET",
            "POST",
            "PUT",
            "PATCH",
            "DELETE",
            "OPTIONS",
            "PROPFIND",
            "LOCK"
          ])
          const bare = one([
            "/api/v1/things",
            "/api/v1/things/1",
            "/api/v1/things/text",
            "/",
            "/api",
            "/healthz"
          ])
          const path = `${bare}/${junk()}`.replace(/[\s#]/g, "+")
          const sent = method === "GET" ? undefined : body()
          const said = yield* ask(path, {
            method,
            body: sent,
            headers: {
              "content-type": one(["application/json", "text/csv", "a/b", "application/json;x=;"]),
              "idempotency-key": one(["a", "b", "\u00e9", "c".repeat(300)]),
              ...(random() < 0.1
                ? { authorization: one(["none", "Bearer x", "Bearer tdm_a_b"]) }
                : {})
            }
          })
          const what = `${seed} ${round}: ${method} ${path.slice(0, 100)} -> ${said.status} ${said.text}`
          expect(said.status, what).toBeGreaterThanOrEqual(400)
          expect(said.status, what).toBeLessThan(500)
          expect(said.headers.get("content-type"), what).toBe("application/problem+json")
          expect(said.json(), what).toMatchObject({
            status: said.status,
            title: expect.any(String),
            request_id: said.headers.get("x-request-id")
          })
        }
        expect(yield* count()).toEqual(before)
      })
    )
  }
)

layer(
  trial({ access_log: "all", slow_after: Duration.millis(0) }).pipe(Layer.provideMerge(listening)),
  { excludeTestServices: true }
)("the log, where it is asked to", (it) => {
  it.effect("tells of every request, and which were slow", () =>
    Effect.gen(function* () {
      const { ask } = yield* Hub
      const said = yield* ask("/api/v1/things/1?name=secret")
      const [line = "{}", ...others] = told(said.headers.get("x-request-id"))
      expect(others).toEqual([])
      expect(JSON.parse(line)).toMatchObject({ logLevel: "WARN" })
      expect(line).toMatch(/GET \/api\/v1\/things\/1 200 in \d+ ms/)
      expect(line).not.toContain("secret")
    })
  )
})
