/**
 * "MCDONALD" in the case its owner writes it. Only a name that is capitals throughout is touched:
 * mixed case was chosen by somebody, and all-lower case may have been. Letters are only ever
 * lowered, and never by the machine's locale, so doing it twice does nothing more.
 */
export const recased = (name: string): string => {
  if (/[a-z]/.test(name) || !shouted.test(name)) return name
  if (/\p{Ll}/u.test(name.replaceAll("ß", ""))) return name
  const turkish = /[İĞŞ]/.test(name)
  const words = name.split(" ")
  return words.map((word, at) => recasedWord(word, at, words, turkish)).join(" ")
}

/** Fewer than three capitals in a row may be initials, as in "JJ". */
const shouted = /(?:(?=\p{Lu})[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]){3}/u

/** Small where a name follows them: "VAN" alone is a name of its own. */
const particles = new Set(
  "VON VAN DER DEN DE DEL DU DA DO DOS DAS ZU ZUM ZUR VOM AF AV TEN TER TE 'T ’T BIN IBN Y E".split(
    " "
  )
)
const articles = new Set(["LA", "LAS", "LOS"])
const numerals = new Set(["II", "III", "IV", "VII", "VIII"])
const abbreviations = new Set(["DR", "JR", "MR", "MS", "NG", "SR", "ST"])

const recasedWord = (
  word: string,
  at: number,
  words: ReadonlyArray<string>,
  turkish: boolean
): string => {
  const article = articles.has(word) && words[at - 1] === "DE"
  if (at < words.length - 1 && (article || particles.has(word))) return word.toLowerCase()
  if (numerals.has(word)) return word
  return word
    .split(/([-‐'’.])/)
    .map((part) => recasedPart(part, turkish))
    .join("")
}

const recasedPart = (part: string, turkish: boolean): string => {
  const pair = part.length === 2 && !/[AEIOUY]/.test(part) && !abbreviations.has(part)
  if (part.length < 2 || pair) return part
  if (part.startsWith("MC") && part.length > 3) return `Mc${capitalised(part.slice(2), turkish)}`
  if (part.startsWith("IJ")) return `IJ${lowered(part.slice(2), turkish)}`
  return capitalised(part, turkish)
}

const capitalised = (part: string, turkish: boolean): string => {
  const first = String.fromCodePoint(part.codePointAt(0) ?? 0)
  return first + lowered(part.slice(first.length), turkish)
}

/** A dotted capital I is lowered to i, and in a Turkish name an undotted one stays undotted. */
const lowered = (part: string, turkish: boolean): string =>
  (turkish ? part.replaceAll("I", "ı") : part).replaceAll("İ", "i").toLowerCase()
