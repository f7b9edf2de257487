/**
 * Normalising whole contacts against the naive way: the same rules for every field, but without
 * short ways and memory, and phones by plain `parsePhoneNumber`. Each round has contacts nobody
 * has seen, so its first pass is cold; both ways give the same answers or the bench stops.
 */
import { deepStrictEqual } from "node:assert"
import parsePhoneNumber, { type CountryCode } from "libphonenumber-js/max"
import { readCountry } from "../src/core/Country.ts"
import { readAnyEmail } from "../src/core/Email.ts"
import type { Fields, Phone } from "../src/core/Fields.ts"
import { readAnyLinkedIn } from "../src/core/LinkedIn.ts"
import { normalise as normaliseFields } from "../src/core/Normalise.ts"
import { type Bench, median, microseconds } from "./Bench.ts"
import { type Contact, contacts } from "./Contacts.ts"

const rounds = 9
const count = 4000

const ours = (contact: Contact): Fields => normaliseFields("contact", contact, [])

const naive = (contact: Contact): Fields => {
  const country = readCountry(contact.country).normal
  const fields: { [name: string]: Fields[string] } = { country }
  if (contact.work_email !== undefined)
    fields["work_email"] = readAnyEmail(contact.work_email).normal
  if (contact.linkedin_url !== undefined)
    fields["linkedin_url"] = readAnyLinkedIn(contact.linkedin_url, "person").normal
  fields["direct_phone"] = naivePhone(contact.direct_phone, country)
  fields["mobile_phone"] = naivePhone(contact.mobile_phone, country)
  return fields
}

const naivePhone = (raw: string, country: string): Phone => {
  // The generated contacts name only countries the library knows.
  const number = parsePhoneNumber(raw, country as CountryCode)
  const state = number?.isValid() ? "valid" : number?.isPossible() ? "possible" : "unparsable"
  return number === undefined || state === "unparsable"
    ? { raw, e164: null, state: "unparsable", region: null, extension: null }
    : {
        raw,
        e164: number.number,
        state,
        region: number.country ?? null,
        extension: number.ext ?? null
      }
}

const pass = (sample: ReadonlyArray<Contact>, way: (contact: Contact) => Fields): number =>
  microseconds(() => {
    for (const contact of sample) way(contact)
  }) / sample.length

/** The first passes of a process meet code that is not compiled yet, on either side. */
const warmUp = () => {
  for (const way of [ours, naive, ours, naive]) pass(contacts(0, count), way)
}

const run = () => {
  warmUp()
  const cold: Array<number> = []
  const second: Array<number> = []
  const naively: Array<number> = []
  for (let round = 1; round <= rounds; round++) {
    const sample = contacts(round, count)
    // Neither way always goes first.
    if (round % 2 === 0) naively.push(pass(sample, naive))
    cold.push(pass(sample, ours))
    if (round % 2 === 1) naively.push(pass(sample, naive))
    second.push(pass(sample, ours))
    for (const contact of sample) deepStrictEqual(ours(contact), naive(contact))
  }
  const ratio = (what: string, floor: number, measured: ReadonlyArray<number>) => ({
    what,
    floor,
    ratio: median(measured.map((each, round) => (naively[round] ?? 0) / each)),
    figures: `${median(measured).toFixed(1)} us a contact against ${median(naively).toFixed(1)}`
  })
  return [
    ratio("first pass, all numbers distinct", 2.5, cold),
    ratio("second pass over the same contacts", 10, second)
  ]
}

export const normalise: Bench = {
  name: "normalise",
  about: "normal forms of a contact with two phones, email, LinkedIn and country, to the naive way",
  run
}
