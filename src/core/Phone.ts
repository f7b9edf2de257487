/**
 * Telephone numbers: what was written, and the E.164 number it stands for. Total on every string.
 * The normal form depends on the number alone: reading the E.164 (and extension) again gives the
 * same answer, whatever default regions are in force then. The only file that knows the library.
 */
import {
  type CountryCode,
  Metadata,
  type PhoneNumber,
  parsePhoneNumberFromString
} from "libphonenumber-js/core"
import metadata from "libphonenumber-js/max/metadata"
import type { Phone, PhoneState } from "./Fields.ts"
import { NumberingPlans } from "./NumberingPlans.ts"
import { type Dialled, longest, plainDigits, readDialled } from "./PhoneText.ts"
import { Recent } from "./Recent.ts"

/**
 * Reads a number that may be written for use within a country. `regions` (ISO alpha-2) are tried
 * in order, the record's country first: the first under which the number is valid counts, else
 * the first under which it is possible. A country code in the number goes before them all.
 *
 * The E.164 of a possible number has the right length, but no such number is known to be handed
 * out; it is there to be shown and compared, and is never a match key.
 */
export const readPhone = (raw: string, regions: ReadonlyArray<string>): Phone => {
  const digits = plainDigits(raw)
  const sure = digits === null ? null : plans.find(digits, regions[0] ?? null)
  if (sure !== null)
    return { raw, e164: sure.e164, state: "valid", region: sure.region, extension: null }
  return raw.length > longest ? readAnyPhone(raw, regions) : recall(raw, regions)
}

/** The same answer by the library alone, without the short ways. What tests compare with. */
export const readPhoneSlowly = (raw: string, regions: ReadonlyArray<string>): Phone =>
  toPhone(raw, best(readDialled(raw), regions.filter(isRegion), askLibrary))

/** What was understood of a text, also where it is too short or too long for any number. */
export interface Understood {
  readonly callingCode: string
  readonly national: string
  readonly region: string | null
  readonly state: PhoneState
  readonly extension: string | null
}

export const understandPhone = (raw: string, regions: ReadonlyArray<string>): Understood | null => {
  const reading = best(readDialled(raw), regions.filter(isRegion), ask)
  if (reading === null) return null
  const { e164, ...rest } = reading
  const end = plans.codeEnd(e164)
  return { callingCode: e164.slice(1, end), national: e164.slice(end), ...rest }
}

export interface PhoneDetails {
  readonly national: string
  readonly international: string
  /** MOBILE, FIXED_LINE, TOLL_FREE and so on; null where the plan does not tell. */
  readonly type: string | null
  readonly region: string | null
}

/** How a person writes the number; null where there is none. */
export const phoneDetails = (phone: Phone): PhoneDetails | null => {
  const number = phone.e164 === null ? undefined : parse(phone.e164, null)
  if (number === undefined) return null
  if (phone.extension !== null) number.setExt(phone.extension)
  return {
    national: number.formatNational(),
    international: number.formatInternational(),
    type: number.getType() ?? null,
    region: phone.region
  }
}

/** One text for number and extension, which reads as the same phone again. */
export const writePhone = (phone: Phone): string =>
  phone.e164 === null
    ? phone.raw
    : phone.extension === null
      ? phone.e164
      : `${phone.e164};ext=${phone.extension}`

/**
 * The key two records may be matched by, or null: only valid numbers are keys, and not those that
 * were typed to fill a mandatory field. Extensions are left out, since they come and go.
 */
export const phoneKey = (phone: Phone): string | null => {
  if (phone.state !== "valid" || phone.e164 === null) return null
  const national = phone.e164.slice(plans.codeEnd(phone.e164))
  const isPlaceholder = /^(\d)\1*$/.test(national) || counting.includes(national)
  return isPlaceholder ? null : phone.e164
}

const counting = "0123456789012345678"

const plans = new NumberingPlans(metadata)

const readAnyPhone = (raw: string, regions: ReadonlyArray<string>): Phone =>
  toPhone(raw, best(readDialled(raw), regions.filter(isRegion), ask))

/** Only what takes the library is remembered: the rest is quicker to find again. */
const recall = (raw: string, regions: ReadonlyArray<string>): Phone => {
  const ladder = regions.filter(isRegion)
  return remembered.recall(`${ladder.join()}:${raw}`, () => readAnyPhone(raw, ladder))
}

const remembered = new Recent<Phone>(20_000)

const toPhone = (raw: string, reading: Reading | null): Phone =>
  reading === null || reading.state === "unparsable"
    ? { raw, e164: null, state: "unparsable", region: null, extension: null }
    : {
        raw,
        e164: reading.e164,
        state: reading.state,
        region: reading.region,
        extension: reading.extension
      }

/** A number as the plans or the library understand it, of whatever state. */
interface Bare {
  readonly e164: string
  readonly region: string | null
  readonly state: PhoneState
}

interface Reading extends Bare {
  readonly extension: string | null
}

type Ask = (digits: string, region: CountryCode | null) => Bare | null

const best = (
  texts: ReadonlyArray<Dialled>,
  regions: ReadonlyArray<CountryCode>,
  ask: Ask
): Reading | null => {
  let best: Reading | null = null
  for (const text of texts)
    for (const rung of rungs(text.digits, regions)) {
      const bare = ask(rung.digits, rung.region)
      if (bare === null) continue
      const state = isTrusted(text, rung, bare) ? bare.state : "unparsable"
      if (best === null || ranks[state] > ranks[best.state])
        best = { e164: bare.e164, region: bare.region, state, extension: text.extension }
      if (state === "valid") return best
    }
  return best
}

const ranks: { readonly [S in PhoneState]: number } = { valid: 2, possible: 1, unparsable: 0 }

/** Letters are believed only where numbers are sold as words; smudged digits never are. */
const isTrusted = (text: Dialled, rung: Rung, bare: Bare): boolean => {
  if (rung.guess && bare.state !== "valid") return false
  if (text.spelt !== "word") return text.spelt === "digits"
  const type = parse(bare.e164, null)?.getType()
  return type !== undefined && soldAsWords.has(type)
}

const soldAsWords = new Set(["TOLL_FREE", "PREMIUM_RATE", "SHARED_COST"])

interface Rung {
  readonly digits: string
  readonly region: CountryCode | null
  /** Whether it reads more than what was written, and so counts only if it comes out valid. */
  readonly guess: boolean
}

const rungs = (digits: string, regions: ReadonlyArray<CountryCode>): ReadonlyArray<Rung> => {
  // "+0064" and "+01149" call abroad in both ways at once.
  const twice = digits.startsWith("+0")
  const written = twice ? digits.slice(1) : digits
  if (written.startsWith("+")) return [{ digits: mend(written), region: null, guess: false }]
  const ladder = regions.flatMap((region): ReadonlyArray<Rung> => {
    if (!twice) return [{ digits: mend(written, region), region, guess: false }]
    const called = written.match(new RegExp(`^(?:${iddOf(region)})([1-9]\\d*)$`))?.at(-1)
    return called === undefined ? [] : [{ digits: `+${called}`, region: null, guess: false }]
  })
  // Most of the world dials 00 to call abroad, and writes it where it is not dialled.
  return written.startsWith("00")
    ? [...ladder, { digits: `+${written.slice(2)}`, region: null, guess: true }]
    : ladder
}

/** Mexico gave up its prefixes in 2019, 1 for mobiles among them; address books have not. */
const mend = (digits: string, region?: CountryCode): string =>
  digits.startsWith("+52") || region === "MX"
    ? digits.replace(/^(?:(\+?52)(?:01|04[45]|1)|01|04[45])(\d{10})$/, "$1$2")
    : digits

const ask: Ask = (digits, region) => {
  const sure = plans.find(digits, region)
  return sure === null
    ? askLibrary(digits, region)
    : { e164: sure.e164, region: sure.region, state: "valid" }
}

const askLibrary: Ask = (digits, region) => {
  const number = parse(digits, region)
  if (number === undefined) return null
  return number.isPossible() ? settle(number, 3) : toBare(number)
}

/** What the E.164 says when it is read again, so that it says the same ever after. */
const settle = (number: PhoneNumber, tries: number): Bare => {
  const again = parse(number.number, null)
  if (again === undefined || tries === 0) return { ...toBare(number), state: "unparsable" }
  return again.number === number.number ? toBare(again) : settle(again, tries - 1)
}

const toBare = (number: PhoneNumber): Bare => ({
  e164: number.number,
  region: number.country ?? null,
  state: stateOf(number)
})

const stateOf = (number: PhoneNumber): PhoneState =>
  !number.isPossible() ? "unparsable" : number.isValid() ? "valid" : "possible"

const parse = (digits: string, region: CountryCode | null): PhoneNumber | undefined =>
  parsePhoneNumberFromString(digits, region === null ? {} : { defaultCountry: region }, metadata)

const isRegion = (code: string): code is CountryCode => Object.hasOwn(metadata.countries, code)

const iddOf = (region: CountryCode): string => {
  const known = new Metadata(metadata)
  known.selectNumberingPlan(region)
  return known.numberingPlan?.IDDPrefix() ?? "(?!)"
}
