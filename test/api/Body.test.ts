/** Bodies: what is read, what is too much, and that whoever sends too much gets to hear it. */
import * as http from "node:http"
import { expect, layer } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { limit } from "../../src/api/Body.ts"
import { Hub } from "../support/Hub.ts"
import { trial } from "./trial.ts"

const path = "/api/v1/things"

layer(trial(), { excludeTestServices: true })("a body", (it) => {
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    Effect.flatMap(Hub, ({ ask }) => ask(path, { method: "POST", body, headers }))
  const detail = (body: unknown, status: number) =>
    Effect.map(post(body), (said) => {
      expect(said.status, said.text).toBe(status)
      return said.json().detail
    })

  it.effect("may have a megabyte, and not a byte more", () =>
    Effect.gen(function* () {
      const shell = '{"name":"a","tags":[]}'
      const most = `${shell}${" ".repeat(limit - shell.length)}`
      expect((yield* post(most)).status).toBe(201)
      expect(yield* detail(`${most} `, 413)).toContain("1048576 bytes")
      expect(yield* detail(`${most}${" ".repeat(40 * limit)}`, 413)).toContain("1048576 bytes")
    })
  )

  it.effect("that does not say how long it is ends where it is too long", () =>
    Effect.gen(function* () {
      const { key, url } = yield* Hub
      const authorization = `Bearer ${yield* key()}`
      const send = (pieces: number) =>
        Effect.async<{ status: number | undefined; text: string }>((resume) => {
          const request = http.request(
            `${url}${path}`,
            { method: "POST", headers: { authorization, "content-type": "application/json" } },
            (response) => {
              let text = ""
              response.on("data", (piece) => {
                text += piece
              })
              response.on("end", () =>
                resume(Effect.succeed({ status: response.statusCode, text }))
              )
            }
          )
          request.on("error", (error) => resume(Effect.die(error)))
          request.write('{"name":"a"}')
          for (let piece = 0; piece < pieces; piece++) request.write(" ".repeat(65_536))
          request.end()
        })
      expect((yield* send(15)).status).toBe(201)
      const said = yield* send(40)
      expect(said.status).toBe(413)
      expect(JSON.parse(said.text)).toMatchObject({ status: 413 })
    })
  )

  it.effect("is JSON of a depth, a breadth and with texts that can be kept", () =>
    Effect.gen(function* () {
      const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`
      expect(yield* detail(nested(64), 422)).not.toContain("deep")
      expect(yield* detail(nested(65), 422)).toBe("It is nested more than 64 deep.")
      expect(yield* detail(nested(200_000), 422)).toContain("deep")
      const keys = (count: number) =>
        Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, 1]))
      expect((yield* post({ name: "a", ...keys(9_999) })).status).toBe(201)
      expect(yield* detail({ name: "a", ...keys(10_000) }, 422)).toContain("10000 keys")
      expect((yield* post({ name: "x".repeat(65_536) })).status).toBe(201)
      expect(yield* detail({ name: "x".repeat(65_537) }, 422)).toContain("65536 characters")
      expect(yield* detail({ name: "a\u0000b" }, 422)).toContain("NUL")
      expect(yield* detail('{"name":"\\ud83d"}', 422)).toContain("half a character")
      expect((yield* post('{"name":"\\ud83d\\ude00"}')).status).toBe(201)
    })
  )

  it.effect("that cannot be read is said to be that", () =>
    Effect.gen(function* () {
      for (const body of ["{", "nul", "{'a':1}", '{"a":1,}', "\u0001"]) {
        expect(yield* detail(body, 400)).toContain("The body cannot be read")
      }
      for (const body of ["", "null", "[]", "1", '"a"']) {
        expect((yield* post(body)).status, body).toBe(422)
      }
      const { key, url } = yield* Hub
      const authorization = `Bearer ${yield* key()}`
      const latin = yield* Effect.promise(() =>
        fetch(`${url}${path}`, {
          method: "POST",
          body: Buffer.from('{"name":"J\xf6rg"}', "latin1"),
          headers: { authorization, "content-type": "application/json" }
        })
      )
      expect(latin.status).toBe(400)
    })
  )

  it.effect("of another type is not read, and may be what the endpoint asks for", () =>
    Effect.gen(function* () {
      const { ask } = yield* Hub
      const body = '{"name":"a"}'
      const status = (type: string) =>
        Effect.map(post(body, { "content-type": type }), ({ status }) => status)
      expect(yield* status("application/json; charset=UTF-8")).toBe(201)
      expect(yield* status('Application/JSON;charset="utf-8"')).toBe(201)
      for (const type of [
        "application/x-www-form-urlencoded",
        "text/plain",
        "text/json",
        "application/json; charset=latin1",
        "multipart/form-data; boundary=x",
        "application/jsonx",
        "*/*"
      ]) {
        expect(yield* status(type), type).toBe(415)
      }
      const csv = { method: "PUT", body: "a,b\n1,2" }
      const sent = yield* ask(`${path}/text`, { ...csv, headers: { "content-type": "text/csv" } })
      expect(sent.json()).toBe("a,b\n1,2")
      expect((yield* ask(`${path}/text`, csv)).status).toBe(415)
    })
  )
})
