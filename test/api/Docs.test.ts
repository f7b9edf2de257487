/** The description of the API: it is what is served, and it holds together. */
import { describe, expect, layer } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { Hub, hub } from "../support/Hub.ts"
import { trial } from "./trial.ts"

type Node = { readonly [key: string]: unknown }
const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null
const at = (root: unknown, pointer: string): unknown =>
  pointer
    .replace(/^#\//, "")
    .split("/")
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<unknown>((node, step) => (isNode(node) ? node[step] : undefined), root)

describe.each([
  ["of the hub", hub()],
  ["of an API with everything in it", trial()]
])("the description %s", (_, served) => {
  layer(served, { excludeTestServices: true })((it) => {
    it.effect("is OpenAPI 3.1, and every reference in it leads somewhere", () =>
      Effect.gen(function* () {
        const { ask } = yield* Hub
        const said = yield* ask("/api/v1/openapi.json", { headers: { authorization: "none" } })
        expect(said.headers.get("content-type")).toBe("application/json")
        const document = said.json()
        expect(document.openapi).toBe("3.1.0")
        expect(document.info).toMatchObject({
          title: expect.any(String),
          version: expect.any(String)
        })
        let references = 0
        const visit = (node: unknown): void => {
          if (!isNode(node)) return
          if (typeof node["$ref"] === "string") {
            references += 1
            expect(at(document, node["$ref"]), node["$ref"]).toBeDefined()
          }
          Object.values(node).forEach(visit)
        }
        visit(document)
        expect(references).toBeGreaterThan(0)
      })
    )

    it.effect("says of every operation what it needs, takes and answers", () =>
      Effect.gen(function* () {
        const { ask } = yield* Hub
        const document = (yield* ask("/api/v1/openapi.json")).json()
        const { schemes, operations } = {
          schemes: document.components.securitySchemes,
          operations: Object.entries<Node>(document.paths).flatMap(([path, item]) =>
            Object.entries(item).map(([method, operation]) => ({ path, method, operation }))
          )
        }
        expect(schemes.key).toMatchObject({ type: "http", scheme: "bearer" })
        const ids = new Set<unknown>()
        for (const { method, operation, path } of operations) {
          if (!isNode(operation)) throw new Error(`${method} ${path} is nothing`)
          expect(path).toMatch(/^\/api\/v1\//)
          ids.add(operation["operationId"])
          const [need] = Object.values(operation["security"] ?? [])
          expect(Object.keys(need ?? {}), path).toEqual(["key"])
          const responses = operation["responses"]
          if (!isNode(responses)) throw new Error(`${method} ${path} answers nothing`)
          for (const status of ["401", "403", "422", "429", "503"]) {
            const problem = at(responses[status], "content/application~1problem+json/schema")
            expect(JSON.stringify(problem), `${path} ${status}`).toContain(
              '{"$ref":"#/components/schemas/Problem"}'
            )
          }
          expect(
            Object.keys(responses).some((status) => status.startsWith("2")),
            path
          ).toBe(true)
          const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
          const parameters = Object.values(operation["parameters"] ?? []).filter(
            (it) => isNode(it) && it["in"] === "path"
          )
          expect(parameters.map((it) => isNode(it) && it["name"]).sort(), path).toEqual(
            names.sort()
          )
          expect("requestBody" in operation || !("413" in responses), `${path} 413`).toBe(true)
          const repeats = JSON.stringify(operation["parameters"]).includes("Idempotency-Key")
          expect(repeats, `${method} ${path}`).toBe(method === "post")
        }
        expect(ids.size).toBe(operations.length)
      })
    )
  })
})

layer(hub(), { excludeTestServices: true })("the hub", (it) => {
  it.effect("can be read by people, and the page fetches nothing from elsewhere", () =>
    Effect.gen(function* () {
      const { ask } = yield* Hub
      const page = yield* ask("/api/v1/docs", { headers: { authorization: "none" } })
      expect(page.status).toBe(200)
      expect(page.headers.get("content-type")).toContain("text/html")
      expect(page.text).toContain("/api/v1/workspace")
      expect(page.text).not.toMatch(/<(script|link|img|iframe)[^>]*(src|href)="?(https?:)?\/\//i)
      expect(page.headers.get("content-security-policy")).toContain("default-src 'none'")
      expect((yield* ask("/api/v1/docs")).text).toBe(page.text)
    })
  )

  it.effect("begins with the workspace, which tells whose key it is", () =>
    Effect.gen(function* () {
      const { ask, key } = yield* Hub
      const authorization = `Bearer ${yield* key({ scopes: ["deals:read"] })}`
      const said = yield* ask("/api/v1/workspace", { headers: { authorization } })
      expect(said.json()).toEqual({ data: { id: 1, name: "default" } })
      const head = yield* ask("/api/v1/workspace", { method: "HEAD" })
      expect([head.status, head.text]).toEqual([200, ""])
    })
  )
})
