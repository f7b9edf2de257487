import { describe, expect, it } from "vitest"
import { readUrl, urlForm } from "../../src/core/Url.ts"
import { always, fc } from "../support/property.ts"
import { obeysTheLaws, textsOf } from "../support/reader.ts"

const pieces = [
  "https://",
  "http:",
  "//",
  "www.",
  "acme.com",
  "/",
  "?",
  "&",
  "utm_source=x",
  "a=1",
  "#"
]
const texts = textsOf(
  ...pieces,
  "..",
  "%2e",
  "%c3",
  ":443",
  "@",
  "ü",
  "x.com",
  "/ann",
  "facebook.com",
  "!"
)

describe("a web address", () => {
  obeysTheLaws(readUrl, texts, ["https://", "https://acme.com/", "acme.com?"])

  it.each([
    ["acme.com", "https://acme.com"],
    ["http://Acme.com/", "http://acme.com"],
    ["HTTPS://www.acme.com:443/About/", "https://www.acme.com/About/"],
    ["http://acme.com:80", "http://acme.com"],
    ["acme.com:8080/x", "https://acme.com:8080/x"],
    ["//acme.com", "https://acme.com"],
    ["acme.com./x", "https://acme.com/x"],
    ["https://acme.com/a#top", "https://acme.com/a"],
    ["https://acme.com/?utm_source=x&b=2&fbclid=3&a=1&UTM_Medium=y&", "https://acme.com/?b=2&a=1"],
    ["https://acme.com/?gclid=1", "https://acme.com"],
    ["münchen.de/straße", "https://xn--mnchen-3ya.de/stra%C3%9Fe"],
    ["https://xn--mnchen-3ya.de/stra%c3%9fe", "https://xn--mnchen-3ya.de/stra%C3%9Fe"],
    ["https://acme.com/a/../b", "https://acme.com/b"],
    ["http://intranet.acme.local/x", "http://intranet.acme.local/x"],
    ["1.2.3.4/x", "https://1.2.3.4/x"]
  ])("%s is %s", (text, normal) => {
    expect(readUrl(text)).toEqual({ state: "valid", normal })
  })

  it.each([
    "",
    "n/a",
    "none",
    "J.Smith",
    "Acme Inc.",
    "ann@acme.com",
    "@ann",
    "https://ann:secret@acme.com",
    "mailto:ann@acme.com",
    "javascript:alert(1)",
    "JavaScript:1",
    "java\nscript:alert(1)",
    "javascript://acme.com/%0aalert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "ftp://acme.com",
    "https://",
    "https://localhost",
    "https://[::1]/",
    "https://acme.com\\@evil.com",
    "https://acme.com/a b",
    "https://acme.com https://acme.de",
    "https://\ud800.com",
    `https://acme.com/${"a".repeat(8192)}`,
    `https://acme.com/${"ü".repeat(3000)}`
  ])("%j is none, and is kept", (text) => {
    expect(readUrl(text)).toMatchObject({ state: "invalid", normal: text })
  })
})

describe("a profile on a network", () => {
  it.each([
    ["twitter.com/Ann", "https://x.com/ann"],
    ["https://mobile.twitter.com/@ann/?lang=de", "https://x.com/ann"],
    ["http://www.x.com/ann/", "https://x.com/ann"],
    ["https://twitter.com/#!/ann", "https://x.com/ann"],
    ["https://de-de.facebook.com/Acme/?ref=x", "https://facebook.com/acme"],
    ["m.facebook.com/acme", "https://facebook.com/acme"],
    ["fb.com/acme", "https://facebook.com/acme"],
    ["facebook.com/profile.php?sk=about&id=12", "https://facebook.com/profile.php?id=12"],
    ["https://www.instagram.com/acme/", "https://instagram.com/acme"],
    ["www.crunchbase.com/organization/Acme?x=1", "https://crunchbase.com/organization/acme"],
    ["https://www.linkedin.com/company/Acme/", "https://linkedin.com/company/acme"]
  ])("%s is %s", (text, normal) => {
    expect(readUrl(text)).toEqual({ state: "valid", normal })
  })

  it.each([
    "https://twitter.com/ann/status/1",
    "https://x.com/search?q=ann",
    "https://business.facebook.com/acme",
    "https://crunchbase.com/acme",
    "https://www.linkedin.com/feed"
  ])("%s is none, but a page like any other", (text) => {
    expect(readUrl(text)).toEqual({ state: "valid", normal: text })
  })

  it("is understood from a handle where the field says which network", () => {
    expect(readUrl("@Ann", "x.com")).toEqual({ state: "valid", normal: "https://x.com/ann" })
    expect(readUrl("ann", "x.com").state).toBe("invalid")
  })
})

describe("the form by which addresses are compared", () => {
  const form = (text: string) => urlForm(readUrl(text).normal)

  it(
    "does not see the scheme, www., tracking, an end slash or a fragment",
    always(
      fc.record({
        scheme: fc.constantFrom("", "http://", "https://", "//"),
        www: fc.constantFrom("", "www.", "WWW."),
        path: fc.constantFrom("/a/b", "/a/b/"),
        after: fc.constantFrom("?q=1", "?q=1&utm_source=x", "?fbclid=1&q=1#top")
      }),
      ({ after, path, scheme, www }) => {
        expect(form(`${scheme}${www}acme.com${path}${after}`)).toBe("acme.com/a/b?q=1")
      }
    )
  )

  it("sees everything else", () => {
    const pages = [
      "acme.com",
      "acme.com/a",
      "acme.com/A",
      "acme.com?a",
      "shop.acme.com",
      "acme.com:8080"
    ]
    expect(new Set(pages.map(form)).size).toBe(pages.length)
    expect(form("https://www.com/")).toBe("www.com")
    expect(form("no address/")).toBe("no address/")
  })
})
