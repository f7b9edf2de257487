import * as fc from "effect/FastCheck"
import { describe, expect, it } from "vitest"
import { parse } from "../../src/settings/Source.ts"
import { always } from "../support/property.ts"
import { complaint, loaded } from "./mistakes.ts"

const treeOf = (text: string) => parse("tandem.yaml", text).tree

describe("a file", () => {
  it.each(["", "\n", "# nothing but a comment", "---\n", "~", "\ufeff"])(
    "with nothing in it (%j) means every default",
    (text) => {
      expect(treeOf(text)).toEqual({})
    }
  )

  it("means by a key with nothing after it that it is not written", () => {
    expect(treeOf("connections:\n#  - name: a\napi:\n  port:\n")).toEqual({ api: {} })
  })

  it("means by a kind or a workspace with nothing after it that it is there, by default", () => {
    expect(treeOf("kinds:\n  contact:\n  deal: ~\nworkspaces: { sales }\n")).toEqual({
      kinds: { contact: {}, deal: {} },
      workspaces: { sales: {} }
    })
  })

  it("keeps a key that would be the prototype of everything a mere key", () => {
    expect(complaint("__proto__:\n  home: /tmp")).toContain("the key `__proto__`")
  })

  it("may say things once and repeat them by alias", () => {
    const { workspaces } = loaded("workspaces:\n  a: &us { default_country: US }\n  b: *us\n")
    expect(workspaces).toEqual({ a: { default_country: "US" }, b: { default_country: "US" } })
  })

  it("knows when an alias contains itself", () => {
    expect(complaint("api: &a\n  host: *a\n")).toContain("more than a configuration can hold")
  })

  it("knows when aliases would unfold to more than memory holds", () => {
    const lines = Array.from({ length: 30 }, (_, at) =>
      at === 0 ? "a0: &a0 [1, 1]" : `a${at}: &a${at} [*a${at - 1}, *a${at - 1}]`
    )
    expect(complaint(lines.join("\n"))).toContain("more than a configuration can hold")
  })

  it(
    "is answered for, whatever is in it",
    always(
      fc.oneof(
        fc.fullUnicodeString({ maxLength: 60 }),
        fc
          .array(
            fc.constantFrom(
              ..."api:,home: ,- ,\n,  ,{,},[,],\",',#,&a,*a,!t,|,>,?,%,@,\t,1,~".split(",")
            )
          )
          .map((parts) => parts.join(""))
      ),
      (text) => {
        expect(typeof complaint(text)).toBe("string")
      }
    )
  )
})
