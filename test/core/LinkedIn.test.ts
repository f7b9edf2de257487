import { describe, expect, it } from "vitest"
import {
  type LinkedInKind,
  linkedinKey,
  readAnyLinkedIn,
  readLinkedIn
} from "../../src/core/LinkedIn.ts"
import { always, fc } from "../support/property.ts"
import { obeysTheLaws, textsOf } from "../support/reader.ts"

const kinds: ReadonlyArray<LinkedInKind> = ["person", "company"]
const pieces = [
  "https://",
  "http://",
  "//",
  "www.",
  "de.",
  "linkedin.com",
  "/",
  "in",
  "pub",
  "company"
]
const texts = textsOf(
  ...pieces,
  "/in/",
  "Ann",
  "-",
  "1a",
  "müller",
  "%C3%BC",
  "%25",
  "?",
  "#",
  "é",
  "dir"
)
const slugs = textsOf(...pieces, "ann", "-", "İ", "Σ", "e\u0301", "%20").map(
  (slug) => `https://www.linkedin.com/in/${slug}`
)

describe("a LinkedIn page", () => {
  obeysTheLaws(readLinkedIn, fc.oneof(texts, slugs), [
    "https://linkedin.com/in/",
    "linkedin.com/pub/ann/",
    "in/"
  ])

  it(
    "has the same answer with and without the short cut",
    always(
      fc.tuple(fc.oneof(texts, slugs, spelled()), fc.constantFrom(...kinds, undefined)),
      ([text, kind]) => {
        expect(readLinkedIn(text, kind)).toEqual(readAnyLinkedIn(text, kind))
      }
    )
  )

  const ann = "https://linkedin.com/in/ann-lee"
  const acme = "https://linkedin.com/company/acme"
  it.each([
    ["https://www.linkedin.com/in/Ann-Lee/", ann],
    ["http://linkedin.com/in/ann-lee", ann],
    ["LinkedIn.com/IN/ann-lee", ann],
    ["//www.linkedin.com/in/ann-lee", ann],
    ["https://de.linkedin.com/in/ann-lee/en", ann],
    ["https://m.linkedin.com/in/ann-lee?trk=public_profile&x=1", ann],
    ["https://touch.linkedin.com/comm/in/ann-lee#top", ann],
    ["https://www.linkedin.com/mwlite/in/ann-lee/detail/contact-info/", ann],
    ["https://www.linkedin.com:443//in//ann-lee//", ann],
    ["https://www.linkedin.com/in/ann-lee%20", ann],
    ["/in/ann-lee", ann],
    ["in/ann-lee", ann],
    ["linkedin.com/pub/ann-lee", ann],
    ["https://sy.linkedin.com/pub/ann-lee/a7/576/b50?trk=x", `${ann}-b50576a7`],
    ["linkedin.com/pub/ann-lee/1a/2b/3c", `${ann}-03c02b1a`],
    ["linkedin.com/pub/ann-lee/1/2/3/de", `${ann}-0030021`],
    ["https://linkedin.com/in/Jürgen-Müller", "https://linkedin.com/in/j%C3%BCrgen-m%C3%BCller"],
    ["https://linkedin.com/in/J\u030canna", "https://linkedin.com/in/%C7%B0anna"],
    ["https://linkedin.com/in/j%c3%bcrgen", "https://linkedin.com/in/j%C3%BCrgen"],
    ["https://linkedin.com/in/ju%CC%88rgen", "https://linkedin.com/in/j%C3%BCrgen"],
    ["https://linkedin.com/in/J%25C3%259Crgen", "https://linkedin.com/in/j%C3%BCrgen"],
    ["https://www.linkedin.com/company/Acme/about/", acme],
    ["company/acme", acme],
    ["https://www.linkedin.com/company-beta/1035/", "https://linkedin.com/company/1035"],
    ["https://www.linkedin.com/school/mit/people/", "https://linkedin.com/company/mit"],
    ["https://www.linkedin.com/showcase/acme", acme],
    ["https://www.linkedin.com/company/at&t", "https://linkedin.com/company/at%26t"]
  ])("%s is %s", (text, normal) => {
    expect(readLinkedIn(text)).toMatchObject({ state: "valid", normal })
  })

  it("keeps the case of an opaque member id, which tells two people apart", () => {
    const text = "https://www.linkedin.com/in/ACoAAAB1cdEFghijKLmnopQRSTUVwxyz0123456-_"
    expect(linkedinKey(text, "person")).toBe(text.replace("www.", ""))
  })

  it.each([
    "https://www.linkedin.com/sales/lead/ACwAAA,NAME_SEARCH,x1",
    "https://www.linkedin.com/sales/company/1035",
    "https://www.linkedin.com/talent/profile/AEMAAA",
    "https://www.linkedin.com/recruiter/profile/1,2,3",
    "https://www.linkedin.com/profile/view?id=123",
    "https://www.linkedin.com/feed/update/urn:li:activity:1",
    "https://www.linkedin.com/pub/dir/Ann/Lee",
    "https://business.linkedin.com/in/ann",
    "https://www.linkedin.com",
    "https://www.linkedin.com/in/me",
    "https://www.linkedin.com/in/null",
    "https://www.linkedin.com/company/unavailable/"
  ])("%s names nobody", (text) => {
    expect(readLinkedIn(text)).toMatchObject({ state: "other", normal: text })
    for (const kind of kinds) expect(linkedinKey(text, kind)).toBeNull()
  })

  it.each([
    "",
    "n/a",
    "ann-lee",
    "https://linkedin.com.evil.com/in/ann",
    "https://notlinkedin.com/in/ann",
    "https://evil.com/linkedin.com/in/ann",
    "https://linkedin.com@evil.com/in/ann",
    "https://evil.com?https://linkedin.com/in/ann",
    "https://www.linkedin.com/in/",
    "https://www.linkedin.com/in/%E4nn",
    "https://www.linkedin.com/in/--",
    "https://www.linkedin.com/in/..",
    "https://www.linkedin.com/pub/ann/1a/2b",
    "linkedin.com/in/ann, linkedin.com/in/bob",
    "linkedin.com/in/https://www.linkedin.com/in/ann",
    `https://www.linkedin.com/in/${"a".repeat(201)}`,
    "https://www.linkedin.com/in/\ud800"
  ])("%j is none, and is kept", (text) => {
    expect(readLinkedIn(text)).toMatchObject({ state: "invalid", normal: text })
  })

  it("understands a bare handle only of a person, and only where LinkedIn made it", () => {
    expect(linkedinKey("Ann-Lee-1a2b3c4d", "person")).toBe(
      "https://linkedin.com/in/ann-lee-1a2b3c4d"
    )
    for (const text of [
      "ann",
      "ann-lee",
      "none",
      "123456",
      "550e8400-e29b-41d4-a716-446655440000"
    ]) {
      expect(linkedinKey(text, "person")).toBeNull()
    }
    expect(linkedinKey("ann-lee-1a2b3c4d", "company")).toBeNull()
  })

  it("is no key for the other kind", () => {
    expect(linkedinKey(ann, "company")).toBeNull()
    expect(linkedinKey(acme, "person")).toBeNull()
  })

  it(
    "is one key in all its spellings",
    always(fc.tuple(spelled(), spelled()), ([a, b]) => {
      expect(linkedinKey(a, "person")).toBe("https://linkedin.com/in/zo%C3%AB-lee-1")
      expect(linkedinKey(a, "person")).toBe(linkedinKey(b, "person"))
    })
  )

  it(
    "is a key of its normal form exactly where it is one of the text",
    always(fc.tuple(fc.oneof(texts, slugs), fc.constantFrom(...kinds)), ([text, kind]) => {
      expect(linkedinKey(readLinkedIn(text, kind).normal, kind)).toBe(linkedinKey(text, kind))
    })
  )
})

/** One of the ways to write Zoë's address. */
function spelled(): fc.Arbitrary<string> {
  return fc
    .record({
      scheme: fc.constantFrom("", "//", "http://", "https://", "HTTPS://"),
      subdomain: fc.constantFrom("", "www.", "de.", "m.", "touch.", "WWW."),
      host: fc.constantFrom("linkedin.com", "LinkedIn.com", "linkedin.com.", "linkedin.com:443"),
      slug: fc.constantFrom(
        "zoë-lee-1",
        "Zoe\u0308-Lee-1",
        "zo%C3%AB-lee-1",
        "zo%c3%ab-LEE-1",
        "zo%25C3%25AB-lee-1"
      ),
      end: fc.constantFrom(
        "",
        "/",
        "/de",
        "/?locale=de_DE",
        "?trk=x",
        "#about",
        "/details/skills/ "
      )
    })
    .map(
      ({ end, host, scheme, slug, subdomain }) => `${scheme}${subdomain}${host}/in/${slug}${end}`
    )
}
