/**
 * Whether two first names can be one person's. Said only to keep two people apart who share a
 * number and a family name, so doubt counts as a contradiction only where the names differ in
 * kind: "Bob" is Robert, "J." may be John, and a blank may be anybody.
 */
import { givenNames } from "./GivenNames.ts"
import { isTitle } from "./NameParts.ts"
import { foldName } from "./PersonName.ts"

/** Symmetric. A name never contradicts itself, a blank, or an initial it begins with. */
export const contradicts = (a: string | null, b: string | null): boolean => {
  if (a === b || a === null || b === null) return false
  const ours = read(a)
  const theirs = read(b)
  if (ours.words.length === 0 || theirs.words.length === 0) return false
  if (alike(ours.whole, theirs.whole) || initialled(ours, theirs)) return false
  const shared = Math.min(ours.words.length, theirs.words.length)
  for (let at = 0; at < shared; at += 1) {
    if (!compatible(ours.words[at] ?? "", theirs.words[at] ?? "")) return true
  }
  return false
}

interface Given {
  /** Folded, an abbreviation ending in a point. */
  readonly words: ReadonlyArray<string>
  readonly whole: Folded
  /** "JP" is a name, or what two names begin with. */
  readonly initials: Folded | null
}
type Folded = string

const read = (name: string): Given => {
  const written = name
    .replace(/\.(?=\S)/g, ". ")
    .split(/[\s\-‐‑–]+/)
    .filter((word) => foldName(word) !== "")
  const called = written.filter((word) => !isTitle(word))
  const words = (called.length > 0 ? called : written).map(
    (word) => foldName(word) + (called.length > 0 && word.endsWith(".") ? "." : "")
  )
  const whole = words.join("").replaceAll(".", "")
  return { words, whole, initials: /^\p{Lu}{2,3}$/u.test(name) ? whole : null }
}

const compatible = (a: string, b: string): boolean =>
  abbreviates(a, b) || abbreviates(b, a) || alike(a.replace(".", ""), b.replace(".", ""))

/** One letter of an alphabet, or more with a point: "J", "Chr.". */
const abbreviates = (short: string, long: string): boolean => {
  if (short.endsWith(".")) return long.startsWith(short.slice(0, -1))
  return letter.test(short) && long.startsWith(short)
}
const letter = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Armenian}]$/u

const initialled = (a: Given, b: Given): boolean =>
  a.initials === beginnings(b) || b.initials === beginnings(a)

const beginnings = ({ words }: Given): Folded => words.map((word) => word.slice(0, 1)).join("")

const alike = (a: Folded, b: Folded): boolean => {
  if (a === b) return true
  const ours = families().get(a)
  const theirs = families().get(b)
  return ours !== undefined && theirs !== undefined && ours.some((it) => theirs.includes(it))
}

let byName: Map<Folded, Array<number>> | undefined

/** The lines of the table each name stands in. Built when two names first differ. */
const families = (): Map<Folded, Array<number>> => {
  if (byName !== undefined) return byName
  byName = new Map()
  for (const [line, names] of givenNames.entries()) {
    for (const name of names) {
      const key = foldName(name)
      byName.set(key, [...(byName.get(key) ?? []), line])
    }
  }
  return byName
}
