import { describe, expect, it } from "vitest"
import { domainKey, readDomain } from "../../src/core/Domain.ts"
import { always, fc } from "../support/property.ts"
import { obeysTheLaws, textsOf } from "../support/reader.ts"

const pieces = ["acme", ".", "com", "co.uk", "www.", "https://", "/", "?", "#", ":8080", "@", "ann"]
const texts = textsOf(
  ...pieces,
  "münchen",
  "github.io",
  "1.2.3.4",
  " ",
  "Ann <",
  ">",
  "facebook.com"
)

describe("a company's domain", () => {
  obeysTheLaws(readDomain, texts, ["https://", "ann@"])

  it.each([
    ["Acme.COM", "acme.com"],
    ["www.acme.com", "acme.com"],
    ["http://www.acme.com/about?x=1#y", "acme.com"],
    ["//acme.com", "acme.com"],
    ["acme.com/", "acme.com"],
    ["acme.com:8080", "acme.com"],
    ["acme.com.", "acme.com"],
    ["ann@acme.com", "acme.com"],
    ["Ann <ann@mail.acme.com>", "acme.com"],
    ["shop.acme.co.uk", "acme.co.uk"],
    ["München.de", "xn--mnchen-3ya.de"],
    ["例子.中国", "xn--fsqu00a.xn--fiqs8s"],
    ["www.de", "www.de"],
    ["facebook.com", "facebook.com"],
    ["https://www.facebook.com/", "facebook.com"]
  ])("%s is %s", (text, normal) => {
    expect(readDomain(text)).toMatchObject({ state: "valid", normal })
    expect(domainKey(text)).toBe(normal)
  })

  it.each(["acme.myshopify.com", "acme.github.io", "acme.wixsite.com", "acme.uk.com"])(
    "%s stays whole: who owns the suffix lends it to others",
    (text) => expect(domainKey(`https://www.${text}/`)).toBe(text)
  )

  it.each([
    ["", "is not a host name"],
    ["Acme Inc", "is not a host name"],
    ["Acme", "ends in no public suffix"],
    ["J.Smith", "ends in no public suffix"],
    ["localhost", "ends in no public suffix"],
    ["acme.example", "ends in no public suffix"],
    ["https://ann:secret@acme.com", "is not a host name"],
    ["javascript:alert(1)", "is not a host name"],
    ["ftp://acme.com", "is not a host name"],
    ["acme.com\\x", "is not a host name"],
    ["1.2.3.4", "is an IP address"],
    ["http://[::1]/", "is not a host name"],
    ["com", "is a public suffix"],
    ["co.uk", "is a public suffix"],
    ["myshopify.com", "is a public suffix"],
    ["https://facebook.com/acme", "is a page on facebook.com"],
    ["https://www.linkedin.com/company/acme", "is a page on linkedin.com"],
    ["acme.wordpress.com", "is a page on wordpress.com"],
    ["sites.google.com/view/acme", "is a page on google.com"]
  ])("%j %s", (text, reason) => {
    expect(readDomain(text)).toEqual({ state: "invalid", normal: text, reason })
    expect(domainKey(text)).toBeNull()
  })

  it.each(["gmail.com", "ann@gmail.com", "mail.web.de", "https://www.yahoo.co.uk", "acme.free.fr"])(
    "%s identifies no company",
    (text) => {
      expect(readDomain(text).state).toBe("valid")
      expect(domainKey(text)).toBeNull()
    }
  )

  it(
    "is the same for every address of a company",
    always(
      fc.record({
        scheme: fc.constantFrom("", "//", "http://", "HTTPS://"),
        name: fc.stringMatching(/^[a-z]{3,9}$/).map((it) => `${it}-gmbh`),
        suffix: fc.constantFrom("com", "de", "co.uk", "myshopify.com", "com.br"),
        below: fc.constantFrom("", "www.", "shop.", "a.b."),
        after: fc.constantFrom("", "/", ":443", "/x/y?z#w", "?q=1", "#top", ".", " ")
      }),
      ({ after, below, name, scheme, suffix }) => {
        const key = `${name}.${suffix}`
        expect(domainKey(`${scheme}${below}${key}${after}`)).toBe(key)
        expect(domainKey(`Ann <ann@${below}${key.toUpperCase()}>`)).toBe(key)
      }
    )
  )

  it(
    "is a key of its normal form exactly where it is one of the text",
    always(texts, (text) => {
      expect(domainKey(readDomain(text).normal)).toBe(domainKey(text))
    })
  )
})
