import * as fs from "node:fs"
import { describe, expect, it } from "vitest"
import { Configuration } from "../../src/Settings.ts"
import { jsonSchemaFile, jsonSchemaOf } from "../../src/settings/JsonSchema.ts"
import { isSection, parse, type Tree } from "../../src/settings/Source.ts"
import { complaint, connection, lane } from "./mistakes.ts"
import { faultsOf } from "./validity.ts"

const schema = jsonSchemaOf(Configuration)
const root = isSection(schema) ? schema : {}
const faults = (text: string) => faultsOf(root, root, parse("tandem.yaml", text).tree)

describe("the JSON Schema", () => {
  it("that is published is the one the settings have", () => {
    expect(
      fs.readFileSync("config/tandem.schema.json", "utf8"),
      "write it anew: npx tandem config schema > config/tandem.schema.json"
    ).toBe(jsonSchemaFile(Configuration))
  })

  it("says what every key means", () => {
    const silent: Array<string> = []
    const visit = (node: Tree, path: string): void => {
      if (Array.isArray(node)) node.forEach((each, at) => void visit(each, `${path}/${at}`))
      if (!isSection(node)) return
      for (const [key, below] of Object.entries(node)) visit(below, `${path}/${key}`)
      const properties = node["properties"]
      if (properties === undefined || !isSection(properties)) return
      for (const [key, below] of Object.entries(properties)) {
        if (isSection(below) && typeof below["description"] !== "string")
          silent.push(`${path}/${key}`)
      }
    }
    visit(root, "")
    expect(silent).toEqual([])
  })

  it("says what holds when a key is not written", () => {
    const text = jsonSchemaFile(Configuration)
    const { api, home, workspaces } = JSON.parse(text).properties
    expect(home.default).toBe("./.tandem")
    expect(api.properties.port.default).toBe(8787)
    expect(workspaces.default).toEqual({ default: {} })
    const contact =
      JSON.parse(text).properties.connections.items.properties.kinds.properties.contact
    expect(contact.properties.direction.default).toBe("pull")
    expect(contact.properties.every.default).toBe("5m")
    expect(contact.properties.enrol.default).toBe("none")
    expect(contact.properties.first_join.default).toBe("ask")
    expect(contact.properties.deletes.properties.out.default).toBe("keep")
    expect(contact.properties.fields.properties.do_not_call.default).toBe("most-restrictive")
  })

  it.each([
    ["the default", fs.readFileSync("config/tandem.yaml", "utf8")],
    ["nothing", ""],
    ["a value from outside in a number's place", 'api: { port: "${PORT:-1}" }'],
    ["a value from outside in a choice's place", 'log: { level: "${LEVEL:-info}" }'],
    ["a kind with nothing after it", connection("kinds: { contact: {}, deal: {} }")],
    [
      "a filter",
      lane("filter:\n  not: { or: [{ tags: { eq: vip } }, { country: { in: [US] } }] }")
    ],
    ["a rule of each kind", lane("fields: { tags: [hub], do_not_call: ask, city: newest }")],
    [
      "a brake that is off",
      "brakes: { creates: off, deletes: { at_least: 1, share: 0, at_most: 1 } }"
    ]
  ])("allows %s, as the settings do", (_, text) => {
    expect(complaint(text)).toBe("no complaint")
    expect(faults(text)).toEqual([])
  })

  it.each([
    ["an unknown key", "api: { prt: 1 }"],
    ["another type", "api: { port: eighty }"],
    ["a number out of bounds", "api: { port: 70000 }"],
    ["a word that is no choice", "log: { level: loud }"],
    ["a missing key", "connections: [{ name: a, kinds: { deal: {} } }]"],
    ["a time without unit", lane("every: 5")],
    ["an unknown field", lane("fields: { wrk_email: hub }")],
    ["a rule of another type", lane("fields: { city: most-restrictive }")],
    ["an empty filter", lane("enrol: {}")],
    ["an empty test", lane("enrol: { city: {} }")],
    ["a test the field does not have", lane("enrol: { city: { before: x } }")],
    ["a name with spaces", 'connections: [{ name: "a b", crm: x, kinds: { deal: {} } }]'],
    ["a workspace with spaces", "workspaces: { a b: {} }"]
  ])("refuses %s, as the settings do", (_, text) => {
    expect(complaint(text)).not.toBe("no complaint")
    expect(faults(text)).not.toEqual([])
  })
})
