/**
 * Contacts as CRMs hold them, the same for the same seed: nine in ten with an email, seven in ten
 * with LinkedIn, each with a country and two phones. Of the phones 40 % are E.164, 20 % written
 * internationally, 30 % nationally, 5 % with an extension, 5 % no numbers; no two are the same.
 */
import parsePhoneNumber, { type CountryCode } from "libphonenumber-js/max"

export type Contact = {
  readonly country: string
  readonly work_email?: string
  readonly linkedin_url?: string
  readonly direct_phone: string
  readonly mobile_phone: string
}

export const contacts = (seed: number, count: number): ReadonlyArray<Contact> => {
  const chance = mulberry32(seed)
  const upTo = (limit: number) => Math.floor(chance() * limit)
  // The place is always within the choices.
  const oneOf = <A>(choices: ReadonlyArray<A>): A => choices[upTo(choices.length)] as A
  const seen = new Set<string>()
  const number = (country: Country): string => {
    const national = oneOf(country.numbers).replace(/n/g, () => String(upTo(10)))
    const parsed = parsePhoneNumber(national, country.code)
    if (!parsed?.isValid() || seen.has(parsed.number)) return number(country)
    seen.add(parsed.number)
    const form = chance()
    if (form < 0.4) return parsed.number
    if (form < 0.6) return parsed.formatInternational()
    if (form < 0.9) return parsed.formatNational()
    if (form < 0.95) return `${parsed.formatInternational()} ext. ${upTo(10_000)}`
    return oneOf(garbage).replace("?", inLetters(upTo(1_000_000)))
  }
  return Array.from({ length: count }, (_, i): Contact => {
    const country = oneOf(countries)
    const first = oneOf(givenNames)
    const last = oneOf(familyNames)
    const host = oneOf(hosts)
    const email = oneOf([
      `${first}.${last}${i}@${host}`,
      `${first.charAt(0)}${last}${i}@${host}`,
      `${capital(first)}.${capital(last)}${i}@${capital(host)}`
    ])
    const slug = `${first}-${last}-${(seed * count + i).toString(16)}`
    const linkedin = oneOf([
      `https://www.linkedin.com/in/${slug}`,
      `https://www.linkedin.com/in/${slug}/`,
      `http://linkedin.com/in/${slug}`,
      `https://de.linkedin.com/in/${slug}?trk=people-guest_people_search-card`
    ])
    return {
      country: oneOf(country.names),
      ...(chance() < 0.9 ? { work_email: email } : {}),
      ...(chance() < 0.7 ? { linkedin_url: linkedin } : {}),
      direct_phone: number(country),
      mobile_phone: number(country)
    }
  })
}

interface Country {
  readonly code: CountryCode
  readonly names: ReadonlyArray<string>
  /** National numbers, each n any digit. */
  readonly numbers: ReadonlyArray<string>
}

const countries: ReadonlyArray<Country> = [
  { code: "US", names: ["US", "United States", "USA"], numbers: ["415nnnnnnn", "212nnnnnnn"] },
  { code: "US", names: ["US", "United States"], numbers: ["305nnnnnnn", "617nnnnnnn"] },
  { code: "CA", names: ["CA", "Canada"], numbers: ["416nnnnnnn", "604nnnnnnn"] },
  { code: "GB", names: ["GB", "United Kingdom"], numbers: ["07400nnnnnn", "0207nnnnnnn"] },
  { code: "DE", names: ["DE", "Germany"], numbers: ["0171nnnnnnn", "030nnnnnnnn"] },
  { code: "FR", names: ["FR", "France"], numbers: ["06nnnnnnnn", "01nnnnnnnn"] },
  { code: "NL", names: ["NL", "Netherlands"], numbers: ["06nnnnnnnn", "020nnnnnnn"] },
  { code: "ES", names: ["ES", "Spain"], numbers: ["6nnnnnnnn", "91nnnnnnn"] },
  { code: "IT", names: ["IT", "Italy"], numbers: ["347nnnnnnn", "06nnnnnnnn"] },
  { code: "IN", names: ["IN", "India"], numbers: ["98nnnnnnnn", "011nnnnnnnn"] },
  { code: "AU", names: ["AU", "Australia"], numbers: ["04nnnnnnnn", "02nnnnnnnn"] }
]

const garbage = ["n/a ?", "unknown (?)", "ask ?", "? in room 217", "home, not before 8 ?"]
const inLetters = (count: number) =>
  String(count).replace(/\d/g, (digit) => "abcdefghij".charAt(Number(digit)))
const givenNames = "ann bob carla deniz elena fatima george hiro ingrid jamal".split(" ")
const familyNames = "archer brown castillo dubois eriksen fischer garcia haddad".split(" ")
const hosts = "acme.com example.org mail.fischer-bau.de ventures.co.uk dubois.fr".split(" ")
const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)

/** A small generator of chance that anybody can write again: 32 bits of state. */
const mulberry32 = (seed: number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
