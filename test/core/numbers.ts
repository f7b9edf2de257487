/**
 * Telephone numbers of every country and type, made from the patterns of the metadata itself, and
 * the ways people write and mistype them. Most are valid, many nearly so, some are garbage.
 */
import metadata from "libphonenumber-js/max/metadata"
import { fc } from "../support/property.ts"

export interface Written {
  readonly text: string
  readonly region: string
}

export const regions: ReadonlyArray<string> = Object.keys(metadata.countries)

const plans: { readonly [region: string]: ReadonlyArray<unknown> | undefined } = metadata.countries
const codeOf = (region: string) => plans[region]?.[0]

interface Source {
  readonly code: string
  readonly region: string
  /** The regions of the same calling code. */
  readonly siblings: ReadonlyArray<string>
  readonly trunk: string
  readonly national: fc.Arbitrary<string>
}

/** Where the metadata keeps what: 0 calling code, 2 general pattern, 5 trunk prefix, 11 types. */
const sourcesOf = (plan: ReadonlyArray<unknown>, region: string): ReadonlyArray<Source> => {
  const types = Array.isArray(plan[11]) ? plan[11] : []
  const patterns = [plan[2], ...types.map((type) => (Array.isArray(type) ? type[0] : ""))]
  return patterns
    .filter((pattern) => typeof pattern === "string" && pattern !== "")
    .map((pattern) => ({
      code: String(plan[0]),
      region,
      siblings: regions.filter((other) => codeOf(other) === plan[0]),
      trunk: typeof plan[5] === "string" ? plan[5] : "",
      national: fc.stringMatching(new RegExp(`^(?:${pattern})$`))
    }))
}

const sources: ReadonlyArray<Source> = [
  ...Object.entries(plans).flatMap(([region, plan]) => sourcesOf(plan ?? [], region)),
  ...Object.values(metadata.nonGeographic).flatMap((plan) => sourcesOf(plan, "US"))
]

type Change = (digits: string, at: number, digit: number) => string

/** Slips of the hand; the first two are none. */
const slips: ReadonlyArray<Change> = [
  (digits) => digits,
  (digits) => digits,
  (digits, at, digit) => digits.slice(0, at) + digit + digits.slice(at + 1),
  (digits, at, digit) => digits.slice(0, at) + digit + digits.slice(at),
  (digits, at) => digits.slice(0, at) + digits.slice(at + 1),
  (digits, at) => digits.slice(0, at),
  (digits) => digits.slice(2),
  (digits) => digits.slice(3),
  (digits) => `0${digits}`,
  (digits) => `1${digits}`,
  (digits) => digits + digits.slice(-3)
]

const spread =
  (separator: string, every: number): ((digits: string) => string) =>
  (digits) =>
    digits.replace(new RegExp(`(\\d{${every}})(?=\\d)`, "g"), `$1${separator}`)

/** How the digits are set. */
const settings: ReadonlyArray<(digits: string) => string> = [
  (digits) => digits,
  spread(" ", 3),
  spread("-", 3),
  spread(".", 2),
  spread("\u00a0", 3),
  spread("/", 4),
  (digits) => digits.replace(/^(\d{2,3})(\d+)(\d{4})$/, "($1) $2-$3"),
  (digits) => digits.replace(/^(\d{2,3})(\d)/, "($1)$2"),
  (digits) => digits.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
  (digits) => digits.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0x630))
]

/** What comes before the national number: `code` and `trunk` are the country's own. */
const fronts: ReadonlyArray<(code: string, trunk: string) => string> = [
  (code) => `+${code}`,
  (code) => `+${code} `,
  (code, trunk) => `+${code} (${trunk}) `,
  (code) => `00${code}`,
  (code) => `000${code}`,
  (code) => `011 ${code} `,
  (code) => `0011${code}`,
  (code) => `8~10${code}`,
  (code) => code,
  (code) => `+00${code}`,
  (_, trunk) => trunk,
  (_, trunk) => `(${trunk})`,
  () => "",
  () => "",
  (code) => `tel:+${code}-`,
  (code) => `Tel. +${code} `
]

const ends: ReadonlyArray<string> = [
  "",
  "",
  "",
  "",
  " ext 12",
  "x345",
  ";ext=7",
  ", доб. 100",
  " #9",
  ",,123#",
  " (home)",
  " ",
  "-"
]

const oneOf = <A>(choices: ReadonlyArray<A>): fc.Arbitrary<A> =>
  // The place is always within the choices.
  fc.nat({ max: choices.length - 1 }).map((at) => choices[at] as A)

/** A number as somebody of `region`, its own or any other, may have written it. */
export const written: fc.Arbitrary<Written> = oneOf(sources).chain((source) =>
  fc
    .record({
      national: source.national,
      slip: oneOf(slips),
      at: fc.nat({ max: 9 }),
      digit: fc.nat({ max: 9 }),
      set: oneOf(settings),
      front: oneOf(fronts),
      end: oneOf(ends),
      region: fc.oneof(
        { arbitrary: fc.constant(source.region), weight: 4 },
        { arbitrary: oneOf([source.region, ...source.siblings]), weight: 2 },
        oneOf(regions)
      )
    })
    .map(({ national, slip, at, digit, set, front, end, region }) => ({
      text: front(source.code, source.trunk) + set(slip(national, at, digit)) + end,
      region
    }))
)

/** E.164 numbers, nearly all of them valid. */
export const clean: fc.Arbitrary<Written> = oneOf(sources).chain(({ code, national, region }) =>
  national.map((digits) => ({ text: `+${code}${digits}`, region }))
)

const alphabet = [..."0123456789012345678901234567890123456789+-. ()/x#,;~*aBé٣＋０\u00a0\ud800"]

/** Text made of what numbers are made of, in no order. */
export const noise: fc.Arbitrary<string> = fc
  .array(oneOf(alphabet), { maxLength: 30 })
  .map((chars) => chars.join(""))
