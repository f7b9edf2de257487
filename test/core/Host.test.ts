import { describe, expect, it } from "vitest"
import { readHost } from "../../src/core/Host.ts"
import { always } from "../support/property.ts"
import { megabytes, takesLittleTime, textsOf } from "../support/reader.ts"

describe("a host name", () => {
  it.each([
    ["Acme.COM", "acme.com"],
    ["münchen.de", "xn--mnchen-3ya.de"],
    ["MÜNCHEN.de", "xn--mnchen-3ya.de"],
    ["faß.de", "xn--fa-hia.de"],
    ["日本語。jp", "xn--wgv71a119e.jp"],
    ["xn--mnchen-3ya.de", "xn--mnchen-3ya.de"],
    ["1.2.3.4", "1.2.3.4"],
    ["0x7f.1", "0x7f.1"],
    [`${"a".repeat(63)}.de`, `${"a".repeat(63)}.de`]
  ])("%s is %s", (text, host) => {
    expect(readHost(text)).toBe(host)
  })

  it.each([
    "",
    ".",
    "a..b",
    "-a.de",
    "a-.de",
    "a_b.de",
    "a b.de",
    "a.de.",
    "a/b",
    "a%b.de",
    "a@b.de"
  ])("%j is none", (text) => expect(readHost(text)).toBeNull())

  it("has labels of at most 63 octets and 253 in all, counted in ASCII", () => {
    expect(readHost(`${"a".repeat(64)}.de`)).toBeNull()
    expect(readHost(`${"ü".repeat(63)}.de`)).toBeNull()
    expect(readHost(`${"abc.".repeat(63)}d`)).toHaveLength(253)
    expect(readHost(`${"abc.".repeat(63)}de`)).toBeNull()
  })

  it(
    "is ASCII, lower case, and its own host name",
    always(textsOf(".", "-", "com", "ü", "XN--", "a", "。", "%61", "\u00ad"), (text) => {
      const host = readHost(text)
      if (host === null) return
      expect(host).toMatch(/^[a-z0-9.-]{1,253}$/)
      expect(readHost(host)).toBe(host)
    })
  )

  it("takes linear time, though encoding a name does not", () => {
    for (const text of megabytes) takesLittleTime(() => readHost(text))
  })
})
