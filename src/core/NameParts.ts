/**
 * A whole name taken apart, and put together again. Where a culture's rule is not written in the
 * name itself the last word is the family name; no word is ever dropped.
 */
import { foldName, readName } from "./PersonName.ts"

export interface NameParts {
  /** Empty where the name has no such part. */
  readonly first: string
  readonly last: string
  readonly prefix: string | null
  readonly suffix: string | null
}

export const splitName = (full: string): NameParts => {
  const parts = readName(full).split(",")
  const suffixes: Array<string> = []
  while (parts.length > 1 && wordsOf(parts.at(-1) ?? "").every(isSuffix)) {
    suffixes.unshift(...wordsOf(parts.pop() ?? ""))
  }
  const [family = "", ...given] = parts
  const words = wordsOf(given.length > 0 ? given.join(" ") : family)
  const prefixes = words.splice(0, leadingTitles(words, given.length > 0 ? 0 : 1))
  const prefix = prefixes.length === 0 ? null : prefixes.join(" ")
  const named = given.length > 0 ? wordsOf(family) : words
  suffixes.unshift(...named.splice(named.length - trailingSuffixes(named)))
  const suffix = suffixes.length === 0 ? null : suffixes.join(" ")
  const [first, last] = given.length > 0 ? [words, named] : divided(words, prefix !== null)
  return { first: first.join(" "), last: last.join(" "), prefix, suffix }
}

export const fullName = (first: string | null, last: string | null): string =>
  wordsOf(`${first ?? ""} ${last ?? ""}`).join(" ")

/** "Dr." or "Frau": no part of what a person is called. */
export const isTitle = (word: string): boolean =>
  titles.has(foldName(word)) || (word.endsWith(".") && dottedTitles.has(foldName(word)))

const divided = (
  words: ReadonlyArray<string>,
  titled: boolean
): readonly [first: ReadonlyArray<string>, last: ReadonlyArray<string>] => {
  if (words.length < 2) return titled ? [[], words] : [words, []]
  // Where names are written in Chinese, Japanese or Korean the family comes first.
  if (words.length === 2 && words.every((word) => familyFirst.test(word))) {
    return [words.slice(1), words.slice(0, 1)]
  }
  const at = familyAt(words)
  return [words.slice(0, at), words.slice(at)]
}

const familyAt = (words: ReadonlyArray<string>): number => {
  // "von Bülow" is a family; "Van Morrison" is not.
  if (particles.has(words[0] ?? "")) return 0
  const particle = words.findIndex((word, at) => at > 0 && at < words.length - 1 && binds(word))
  // "Ortega y Gasset": what a family name is joined to is one, too.
  if (particle > 1 && joins.has(words[particle] ?? "")) return particle - 1
  if (particle !== -1 && !joins.has(words[particle] ?? "")) return particle
  const twoOfThem = words.length > 2 && words.slice(-2).every(isHispanic)
  return words.length - (twoOfThem ? 2 : 1)
}

const binds = (word: string): boolean =>
  particles.has(word.toLowerCase()) || smallParticles.has(word) || joins.has(word)

/** One word of a name is always left to be the name. */
const leadingTitles = (words: ReadonlyArray<string>, left: number): number => {
  let count = 0
  while (count < words.length - left && isTitle(words[count] ?? "")) count += 1
  return count
}

const trailingSuffixes = (words: ReadonlyArray<string>): number => {
  let count = 0
  while (count < words.length - 2 && isSuffix(words.at(-1 - count) ?? "")) count += 1
  return count
}

/** "Ma" is a family name, "MD" a degree: short ones count only as they are written. */
const isSuffix = (word: string): boolean =>
  suffixes.has(foldName(word)) || capitals.has(word.replaceAll(".", ""))

const isHispanic = (word: string): boolean => {
  const name = foldName(word)
  return (name.length > 4 && name.endsWith("ez")) || hispanic.has(name)
}

const wordsOf = (text: string): Array<string> => text.split(/\s+/).filter((word) => word !== "")

const listed = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

const familyFirst =
  /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}ー々]+$/u

const titles = listed(`
  dr doctor prof professor mr mrs ms miss mister mx sir dame lord lady rev reverend hon capt lt sgt
  herr frau fraulein hr fru monsieur madame mademoiselle mme mlle sra srta senor senora senorita
  dott dottssa signor signora dhr mevr dipling drmed
`)
const dottedTitles = listed(`
  ing mag sr fr st gen col maj sig dra dipl lic med rer nat phil jur hc habil pd univ mgr
`)
const suffixes = listed("jr junior phd dphil esq mba ii iii")
const capitals = listed("SR Sr IV MD DO DDS DMD JD RN CPA CFA PMP MSc BSc LLM LLB PE OBE MBE CBE")

const particles = listed(`
  von van vom zu zum zur der den de del della delle degli di da do dos das du la le los las ter ten
  te af av st st. san santa mc mac 't ’t abu ibn bint
`)
/** In capitals these are given names. */
const smallParticles = listed("al el bin ben")
const joins = listed("y e i")

const hispanic = listed(`
  garcia moreno munoz romero ruiz torres flores rivera silva ortiz reyes morales castillo cruz
  ramos vargas castro mendoza medina herrera aguilar vega rojas delgado marquez navarro molina
  blanco serrano suarez marin soto guerrero rubio iglesias nunez campos cortes leon salazar
`)
