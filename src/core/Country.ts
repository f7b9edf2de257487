/**
 * Countries, however they are written, as ISO 3166-1 alpha-2. What is no country we know is
 * kept as it was given: a wrong country would turn every national phone number into another.
 *
 * A field of two letters is a code before it is anything else: "CA" is Canada, not California.
 */
import { alpha2, countryNames, longCodes } from "./CountryNames.ts"
import { Recent } from "./Recent.ts"
import { readText } from "./Text.ts"

export interface Country {
  readonly normal: string
  readonly state: "valid" | "unknown"
}

export const readCountry = (raw: string): Country =>
  raw.length > longest ? unknown(raw) : remembered.recall(raw, readAnyCountry)

export const isCountry = (text: string): boolean => alpha2.has(text)

/** No name of a country is half as long. */
const longest = 120

/** A field says the same few countries again and again. */
const remembered = new Recent<Country>(1000)

const readAnyCountry = (raw: string): Country => {
  const text = readText(raw)
  const code = lookUp(text) ?? reordered(text) ?? agreed(text)
  return code === undefined ? unknown(raw) : { normal: code, state: "valid" }
}

const unknown = (raw: string): Country => ({ normal: readText(raw), state: "unknown" })

let names: Map<string, string> | undefined

/** Built when the first name is asked for: most fields hold a code, and many runs hold none. */
const namesOf = (): Map<string, string> => {
  if (names !== undefined) return names
  names = new Map()
  for (const [name, code] of countryNames()) {
    const key = fold(words(name))
    if (!names.has(key)) names.set(key, code)
  }
  return names
}

/** Codes are read exactly, or "n/a" would be Namibia. */
const lookUp = (text: string): string | undefined => {
  const code = text.trim().toUpperCase()
  if (alpha2.has(code)) return code
  const long = longCodes.get(code) ?? fromFlag(text)
  if (long !== undefined) return long
  const said = words(text)
  const all = namesOf()
  const found = all.get(fold(said))
  return found === undefined && articles.has(said[0] ?? "") ? all.get(fold(said.slice(1))) : found
}

/** "Korea, Republic of". */
const reordered = (text: string): string | undefined => {
  const [first, second, ...more] = text.split(",")
  return second === undefined || more.length > 0 ? undefined : lookUp(`${second} ${first}`)
}

/** "Germany (DE)", "DE - Deutschland": every part names the same country. */
const agreed = (text: string): string | undefined => {
  const parts = text.split(/[()[\]/|;,:]|\s[-–—]\s/).filter((part) => part.trim() !== "")
  if (parts.length < 2 || parts.length > 4) return undefined
  const codes = new Set(parts.map(lookUp))
  return codes.size === 1 ? [...codes][0] : undefined
}

const words = (text: string): ReadonlyArray<string> =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\u0300-\u036f'’.]/g, "")
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== "" && !silent.has(word))

const fold = (said: ReadonlyArray<string>): string =>
  said
    .map((word) => spelled.get(word) ?? word)
    .join("")
    .replaceAll("ß", "ss")
    .replaceAll("ø", "o")
    .replaceAll("æ", "ae")

const silent = new Set(["the", "and"])
const spelled = new Map([
  ["st", "saint"],
  ["rep", "republic"],
  ["dem", "democratic"],
  ["is", "islands"]
])
const articles = new Set(
  "a as das de den der die el gli het i il l la las le les lo los o os".split(" ")
)

/** A flag is two letters in another alphabet. */
const fromFlag = (text: string): string | undefined => {
  if (!/^[\u{1f1e6}-\u{1f1ff}]{2}$/u.test(text)) return undefined
  const letters = Array.from(text, (it) => (it.codePointAt(0) ?? 0) - 0x1f1e6 + 65)
  const code = String.fromCharCode(...letters)
  return alpha2.has(code) ? code : undefined
}
