import * as fs from "node:fs"
import * as os from "node:os"
import * as path from "node:path"
import * as fc from "effect/FastCheck"
import { afterAll, describe, expect, it } from "vitest"
import { expand } from "../../src/settings/Expand.ts"
import { always } from "../support/property.ts"
import { complaint, connection, loaded } from "./mistakes.ts"

const directory = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-expand-"))
afterAll(() => fs.rmSync(directory, { recursive: true }))
const put = (name: string, text: string) => fs.writeFileSync(path.join(directory, name), text)

const env = { NAME: "Ann", EMPTY: "", NESTED: "${NAME}", PORT: "8080", YES: "true" }
const expanded = (text: string) => expand({ text }, { env, directory, root: false })
const textOf = (text: string) => expanded(text).tree

describe("a text", () => {
  it.each([
    ["${NAME}", "Ann"],
    ["hello ${NAME}!", "hello Ann!"],
    ["${NAME}${NAME}", "AnnAnn"],
    ["${NONE:-Bob}", "Bob"],
    ["${EMPTY:-Bob}", "Bob"],
    ["${NAME:-Bob}", "Ann"],
    ["x${NONE:-}y", "xy"],
    ["${NONE:-a:-b}", "a:-b"],
    ["$${NAME}", "${NAME}"],
    ["$$${NAME}", "$${NAME}"],
    ["$NAME $ {NAME} }", "$NAME $ {NAME} }"],
    ["${NESTED}", "${NAME}"]
  ])("%s becomes %s", (text, value) => {
    expect(expanded(text)).toMatchObject({ tree: { text: value }, faults: [] })
  })

  it("that comes to nothing is as good as not written", () => {
    expect(textOf("${NONE:-}")).toEqual({})
  })

  it("never names what is no variable of its own", () => {
    expect(expanded("${constructor}").faults).toHaveLength(1)
  })

  it(
    "without a sign for it stays as it is",
    always(fc.fullUnicodeString(), (text) => {
      fc.pre(!text.includes("${"))
      expect(textOf(text)).toEqual({ text })
    })
  )

  it(
    "can be written so that it stays as it is",
    always(fc.stringOf(fc.constantFrom(..."${}N:-a".split(""))), (text) => {
      fc.pre(!text.includes("$$") && text !== "")
      expect(textOf(text.replaceAll("${", () => "$${"))).toEqual({ text })
    })
  )
})

describe("a file's content", () => {
  it("comes in without the end of its last line, relative to the configuration", () => {
    put("key", "s3cret\n")
    put("windows", "s3cret\r\n")
    put("lines", "one\ntwo\n\n")
    expect(textOf("${file:key}")).toEqual({ text: "s3cret" })
    expect(textOf(`<\${file:${path.join(directory, "windows")}}>`)).toEqual({ text: "<s3cret>" })
    expect(textOf("${file:./lines}")).toEqual({ text: "one\ntwo\n" })
  })

  it.each([
    ["missing", "there is no such file"],
    [".", "which is no file"],
    ["empty", "which is empty"],
    ["huge", "which is larger than"]
  ])("of %s is a mistake: %s", (name, found) => {
    put("empty", "\n")
    put("huge", "x".repeat(100_000))
    expect(expanded(`\${file:${name}}`).faults[0]?.found).toContain(found)
  })
})

describe("a value from outside", () => {
  it("may be a number or a yes-or-no, where one is asked for", () => {
    expect(loaded('api:\n  port: "${PORT}"', { env }).api.port).toBe(8080)
    const brakes = "brakes:\n  deletes: { at_least: 1, share: '${SHARE}', at_most: 2 }"
    expect(loaded(brakes, { env: { SHARE: "0.5" } }).brakes.deletes).toMatchObject({ share: 0.5 })
    const filter = "kinds:\n  contact:\n    filter:\n      do_not_call: { eq: '${YES}' }"
    expect(loaded(connection(filter), { env }).connections[0]?.kinds.contact?.filter).toEqual({
      field: "do_not_call",
      test: { eq: true }
    })
  })

  it("stays text where text is asked for, however it looks", () => {
    const file = connection("credentials:\n  pin: ${PIN}\n  on: ${YES}\nkinds:\n  contact:")
    expect(complaint(file, { env: { PIN: "0123", YES: "true" } })).toBe("no complaint")
  })

  it("is not cut up: a list has to be written as one", () => {
    expect(complaint("keys:\n  shared_addresses: ${ALL}", { env: { ALL: "[a, b]" } })).toContain(
      "what ${ALL} holds, which is text"
    )
  })
})
