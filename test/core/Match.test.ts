/** Who a record is in the hub: the rules of the match, and what it refuses to guess. */
import * as fc from "effect/FastCheck"
import { describe, expect, it } from "vitest"
import type { Fields } from "../../src/core/Fields.ts"
import { keysOf, type Shared } from "../../src/core/Keys.ts"
import type { Kind } from "../../src/core/Kinds.ts"
import { type Candidate, match } from "../../src/core/Match.ts"
import { normalise } from "../../src/core/Normalise.ts"
import { sharedNames } from "../../src/core/SharedMailbox.ts"
import { always } from "../support/property.ts"

const shared: Shared = { addresses: sharedNames, phones: new Set(["+493088888800"]) }
const keys = (fields: Fields, kind: Kind = "contact") =>
  keysOf(kind, normalise(kind, fields, ["DE"]), shared)
const row = (
  id: string,
  fields: Fields,
  linkedTo: string | null = null,
  kind?: Kind
): Candidate => ({
  id,
  keys: keys(fields, kind),
  linkedTo
})
const record = (fields: Fields, kind?: Kind) => ({ remoteId: "r1", keys: keys(fields, kind) })

const ann = {
  first_name: "Ann",
  last_name: "Müller",
  work_email: "ann@acme.com",
  linkedin_url: "https://linkedin.com/in/ann-mueller",
  direct_phone: "+49 30 123456"
}

describe("match", () => {
  it("takes the link before everything else", () => {
    const found = match("contact", record(ann), [row("1", {}, "r1"), row("2", ann)])
    expect(found).toMatchObject({ _tag: "Known", id: "1", reasons: ["link"], score: 1 })
  })

  it("knows nobody when no key fits", () => {
    expect(match("contact", record(ann), [])).toEqual({ _tag: "New" })
    expect(match("contact", record(ann), [row("1", { last_name: "Müller" })])).toEqual({
      _tag: "New"
    })
  })

  it("takes the work email, however it is spelled", () => {
    const found = match("contact", record(ann), [row("1", { work_email: " ANN@Acme.COM " })])
    expect(found).toMatchObject({ _tag: "Known", id: "1", reasons: ["email"] })
  })

  it("takes LinkedIn where the email knows nobody", () => {
    const found = match("contact", record(ann), [
      row("1", { linkedin_url: "http://de.linkedin.com/in/Ann-Mueller/?trk=x" })
    ])
    expect(found).toMatchObject({ _tag: "Known", id: "1", reasons: ["linkedin"] })
  })

  it("takes a valid phone with the same last name and a first name that does not contradict", () => {
    const by = (fields: Fields) =>
      match("contact", record({ ...ann, work_email: null, linkedin_url: null }), [
        row("1", { direct_phone: "030/123456", ...fields })
      ])._tag
    expect(by({ first_name: "Ann", last_name: "Mueller" })).toBe("Known")
    expect(by({ first_name: "A.", last_name: "MÜLLER" })).toBe("Known")
    expect(by({ last_name: "Müller" })).toBe("Known")
    expect(by({ first_name: "Bert", last_name: "Müller" })).toBe("New")
    expect(by({ first_name: "Ann", last_name: "Meier" })).toBe("New")
    expect(by({ first_name: "Ann" })).toBe("New")
  })

  it("knows short forms of first names", () => {
    const bob = { first_name: "Bob", last_name: "Lee", mobile_phone: "+14155551234" }
    const robert = { first_name: "Robert", last_name: "Lee", direct_phone: "+14155551234" }
    expect(match("contact", record(bob), [row("1", robert)])._tag).toBe("Known")
  })

  it("does not take an invalid phone for a key", () => {
    const said = { first_name: "Ann", last_name: "Müller", direct_phone: "+1-555-0100" }
    expect(match("contact", record(said), [row("1", said)])).toEqual({ _tag: "New" })
  })

  it("uses no shared key: an address or a number of many is nobody's", () => {
    for (const said of [
      { work_email: "info@acme.com" },
      { last_name: "Müller", direct_phone: "+49 30 888888 00" }
    ]) {
      expect(match("contact", record(said), [row("1", said)])).toEqual({ _tag: "New" })
    }
  })

  it("guesses nothing between two candidates", () => {
    const office = { last_name: "Müller", direct_phone: "+49 30 123456" }
    const found = match("contact", record({ ...office, first_name: "A." }), [
      row("2", { ...office, first_name: "Anton" }),
      row("1", { ...office, first_name: "Ann" })
    ])
    expect(found).toMatchObject({ _tag: "Ambiguous", why: "several" })
    if (found._tag === "Ambiguous") expect(found.candidates.map(({ id }) => id)).toEqual(["1", "2"])
  })

  it("guesses nothing when email says one and LinkedIn another", () => {
    const found = match("contact", record(ann), [
      row("1", { work_email: ann.work_email }),
      row("2", { linkedin_url: ann.linkedin_url })
    ])
    expect(found).toMatchObject({ _tag: "Ambiguous", why: "contradiction" })
  })

  it("does not take a namesake on the same phone who has another LinkedIn for the person", () => {
    const found = match("contact", record({ ...ann, work_email: null }), [
      row("1", { ...ann, work_email: null, linkedin_url: "https://linkedin.com/in/ann-m-2" })
    ])
    expect(found).toMatchObject({ _tag: "Ambiguous", why: "contradiction" })
  })

  it("names both records when the row is linked to another record of the same connection", () => {
    const found = match("contact", record(ann), [row("1", { work_email: ann.work_email }, "r9")])
    expect(found).toMatchObject({
      _tag: "Ambiguous",
      why: "duplicate",
      candidates: [{ id: "1", linkedTo: "r9", reasons: ["email"] }]
    })
  })

  it("passes over a row on the phone that is taken, where another one is free", () => {
    const said = { first_name: "Ann", last_name: "Müller", direct_phone: "+49 30 123456" }
    const found = match("contact", record(said), [row("1", said, "r9"), row("2", said)])
    expect(found).toMatchObject({ _tag: "Known", id: "2" })
  })

  it("knows a company by its domain, then by LinkedIn, and never by a free-mail domain", () => {
    const acme = { domain: "https://www.acme.com/about", name: "Acme" }
    const by = (theirs: Fields, ours: Fields = acme) =>
      match("company", record(ours, "company"), [row("1", theirs, null, "company")])._tag
    expect(by({ domain: "acme.com" })).toBe("Known")
    expect(by({ name: "Acme" })).toBe("New")
    expect(by({ domain: "gmail.com" }, { domain: "gmail.com" })).toBe("New")
    const page = { linkedin_url: "https://www.linkedin.com/company/acme/" }
    expect(by(page, { ...acme, ...page })).toBe("Known")
  })

  it("knows a deal by its name within the company, and asks when there are two", () => {
    const deal = { name: "Big Deal", company_id: "7" }
    const rows = (...deals: ReadonlyArray<Fields>) =>
      deals.map((it, n) => row(String(n), it, null, "deal"))
    const found = (theirs: ReadonlyArray<Candidate>) => match("deal", record(deal, "deal"), theirs)
    expect(found(rows({ name: "big deal ", company_id: "7" }))._tag).toBe("Known")
    expect(found(rows({ name: "Big Deal", company_id: "8" }))._tag).toBe("New")
    expect(found(rows(deal, deal))).toMatchObject({ _tag: "Ambiguous", why: "several" })
  })

  const said = fc.record(
    {
      first_name: fc.constantFrom("Ann", "Anna", "A.", "Bob", "Robert"),
      last_name: fc.constantFrom("Müller", "Mueller", "Lee"),
      work_email: fc.constantFrom("ann@acme.com", "bob@acme.com", "info@acme.com"),
      linkedin_url: fc.constantFrom("linkedin.com/in/ann", "linkedin.com/in/bob"),
      direct_phone: fc.constantFrom("+4930123456", "+14155551234", "12")
    },
    { requiredKeys: [] }
  )
  const rows = fc
    .array(fc.tuple(said, fc.option(fc.constantFrom("r1", "r9"), { nil: null })), { maxLength: 6 })
    .map((all) => all.map(([fields, linkedTo], n) => row(String(n), fields, linkedTo)))
  const shuffled = rows.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))
  )

  it(
    "does not depend on the order of the candidates",
    always(fc.tuple(said, shuffled), ([fields, [rows, others]]) => {
      expect(match("contact", record(fields), others)).toEqual(
        match("contact", record(fields), rows)
      )
    })
  )

  it(
    "never links a row that another record of the same connection holds",
    always(fc.tuple(said, rows), ([fields, candidates]) => {
      const found = match("contact", record(fields), candidates)
      if (found._tag !== "Known") return
      const taken = candidates.find(({ id }) => id === found.id)?.linkedTo
      expect([null, "r1"]).toContain(taken)
    })
  )
})
