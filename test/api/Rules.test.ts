/** What the door knows of each endpoint. */
import * as HttpApiEndpoint from "@effect/platform/HttpApiEndpoint"
import * as HttpApiGroup from "@effect/platform/HttpApiGroup"
import { describe, expect, it } from "vitest"
import { Api, empty } from "../../src/api/Definition.ts"
import { methodsAt, needs, rulesOf } from "../../src/api/Rules.ts"
import { scopes } from "../../src/contracts/Scopes.ts"
import { api } from "./trial.ts"

describe("the rules", () => {
  it("say of every endpoint which scope it takes and what it reads", () => {
    const rules = rulesOf(api).map(({ method, needs, path, types }) => [
      `${method} ${path}`,
      needs,
      ...types
    ])
    expect(rules).toContainEqual(["GET /api/v1/things/:id", "contacts:read"])
    expect(rules).toContainEqual(["POST /api/v1/things", "contacts:write", "application/json"])
    expect(rules).toContainEqual(["PUT /api/v1/things/text", "contacts:write", "text/csv"])
    for (const { needs } of rulesOf(Api)) expect([null, ...scopes]).toContain(needs)
  })

  it("let no API be served with an endpoint that does not say it", () => {
    const silent = HttpApiGroup.make("g").add(HttpApiEndpoint.get("e", "/silent"))
    expect(() => rulesOf(empty.add(silent))).toThrow("GET /silent does not say which scope")
    const whole = silent.annotateContext(needs("deals:read"))
    expect(rulesOf(empty.add(whole))).toMatchObject([{ needs: "deals:read" }])
  })

  it("know what can be done at an address, however it is spelled", () => {
    const methods = methodsAt([
      { method: "GET", path: "/a/:id" },
      { method: "PATCH", path: "/a/:id" },
      { method: "PUT", path: "/a/assert" },
      { method: "POST", path: "/a.b" }
    ])
    expect(methods("/a/1?x=/a/assert")).toEqual(["GET", "HEAD", "PATCH"])
    expect(methods("//A//assert/")).toEqual(["GET", "HEAD", "PATCH", "PUT"])
    expect(methods("/a.b")).toEqual(["POST"])
    expect(methods("/axb")).toEqual([])
    expect(methods("/a/1/2")).toEqual([])
  })
})
