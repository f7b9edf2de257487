import * as fc from "effect/FastCheck"
import { describe, expect, it } from "vitest"
import { type TextKind, textKinds } from "../../src/core/TextKinds.ts"
import { understand } from "../../src/core/Understand.ts"
import { always } from "../support/property.ts"
import { anyText } from "./texts.ts"

describe("a text on its own", () => {
  it.each<readonly [string, TextKind]>([
    ["ann@acme.com", "email"],
    ["Ann Lee <ann@acme.com>", "email"],
    ["ann@", "email"],
    ["linkedin.com/in/ann-lee", "linkedin"],
    ["https://www.linkedin.com/company/acme/", "linkedin"],
    ["https://acme.com", "url"],
    ["acme.com/about", "url"],
    ["acme.co.uk", "domain"],
    ["+49 30 901820", "phone"],
    ["030 901820", "phone"],
    ["(415) 555-2671 ext. 5", "phone"],
    ["Germany", "country"],
    ["DE", "country"],
    ["Ann Lee", "name"],
    ["Dr. Hans Müller", "name"],
    ["2024-05-01", "instant"],
    ["2024-05-01T10:00:00Z", "instant"],
    ["hello world!", "text"],
    ["call me at 5", "text"],
    ["", "text"]
  ])("%s is taken for what it most likely is: %s", (text, kind) => {
    expect(understand(text, undefined, ["DE"]).kind).toBe(kind)
  })

  it("is a phone with all that is known of it", () => {
    expect(understand(" 030 901820 ext 5", "phone", ["DE"])).toEqual({
      input: " 030 901820 ext 5",
      kind: "phone",
      normal: "+4930901820",
      state: "valid",
      e164: "+4930901820",
      region: "DE",
      national: "030 901820 ext. 5",
      international: "+49 30 901820 ext. 5",
      type: "FIXED_LINE",
      extension: "5"
    })
    expect(understand("call me", "phone", ["DE"])).toMatchObject({
      normal: null,
      state: "unparsable",
      reason: "holds no number, or none that can be told without a country"
    })
    expect(understand("12", "phone", ["NZ"])).toMatchObject({
      normal: null,
      reason: "may mean +64 12, which is too short, too long or too unclear"
    })
  })

  it("is an email, and tells whose", () => {
    expect(understand("Info@GMAIL.com", "email", [])).toEqual({
      input: "Info@GMAIL.com",
      kind: "email",
      normal: "info@gmail.com",
      state: "valid",
      local: "info",
      domain: "gmail.com",
      freeMail: true,
      shared: true
    })
  })

  it("is a name in its parts", () => {
    expect(understand("LEE, DR. ANN", "name", [])).toMatchObject({
      normal: "Lee, Dr. Ann",
      first: "Ann",
      last: "Lee",
      prefix: "Dr.",
      suffix: null
    })
  })

  it("has no normal form of a kind it is not, and says why where we know", () => {
    for (const kind of ["email", "url", "linkedin", "domain"] as const) {
      const { normal, reason, state } = understand("no such thing", kind, [])
      expect([kind, normal, state, typeof reason]).toEqual([kind, null, "invalid", "string"])
    }
    expect(understand("Atlantis", "country", [])).toMatchObject({ normal: null, state: "unknown" })
    expect(understand("some", "integer", [])).toMatchObject({ normal: null, state: "unreadable" })
  })

  it(
    "is understood whatever it is, and its normal form is understood the same",
    always(fc.tuple(anyText, fc.constantFrom(...textKinds)), ([text, kind]) => {
      const { normal, state } = understand(text, kind, ["DE"])
      expect(understand(text, undefined, ["DE"]).input).toBe(text)
      if (normal === null) return
      expect(understand(String(normal), kind, [])).toMatchObject({ normal, state })
    })
  )
})
