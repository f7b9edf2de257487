/** What somebody outside says of a contact: read, or refused in one sentence. */
import * as Either from "effect/Either"
import { describe, expect, it } from "vitest"
import { identityOf, readContact, withoutClears } from "../../src/core/Assertion.ts"
import { sharedNames } from "../../src/core/SharedMailbox.ts"

const reading = { regions: ["DE"], shared: { addresses: sharedNames, phones: new Set<string>() } }
const read = (told: Parameters<typeof readContact>[0]) => readContact(told, reading)

describe("what is said of a contact", () => {
  it("is read in normal form, and what is no field of it is dropped", () => {
    expect(read({ work_email: " Ann@X.de ", city: null, company_id: 42, hair: "red" })).toEqual(
      Either.right({
        fields: { work_email: "ann@x.de", city: null, company_id: "42" },
        domain: null
      })
    )
    expect(withoutClears({ work_email: "ann@x.de", city: null })).toEqual({
      work_email: "ann@x.de"
    })
  })

  it("names a company by its domain, unless a mail provider's", () => {
    const domains = ["https://www.acme.com/jobs", "gmail.com", "nonsense", null].map((domain) =>
      Either.map(read({ company_domain: domain }), (it) => it.domain)
    )
    expect(domains).toEqual(["acme.com", null, null, null].map((it) => Either.right(it)))
  })

  it("is refused with the field and the reason where it does not fit", () => {
    const refused = (told: Parameters<typeof readContact>[0]) => Either.flip(read(told))
    expect(refused({ is_primary: "perhaps" })).toEqual(Either.right("is_primary is not yes or no."))
    expect(refused({ company_id: "0" })).toEqual(Either.right("company_id is not an id."))
    expect(refused({ company_domain: 7 })).toEqual(Either.right("company_domain is not a domain."))
    expect(refused({ city: "x".repeat(501) })).toEqual(
      Either.right("city is longer than 500 characters.")
    )
    expect(Either.isRight(read({ notes: "x".repeat(501) }))).toBe(true)
  })

  it("is recognised by what is a key, and by a shared address for want of one", () => {
    const none = { first: null, linkedin: null, shared: null }
    expect(identityOf({ work_email: "ann@x.de" }, reading)).toEqual({ ...none, first: "ann@x.de" })
    expect(identityOf({ work_email: "info@x.de" }, reading)).toEqual({
      ...none,
      shared: "info@x.de"
    })
    expect(identityOf({ work_email: "nonsense" }, reading)).toEqual(none)
  })
})
