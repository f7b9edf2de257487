/**
 * Names of people. The normal form keeps what the person would write; `foldName` is for matching
 * only and never shown. Both are the same on every machine, whatever its locale.
 */
import { recased } from "./NameCase.ts"
import { nfc } from "./Nfc.ts"
import { storable } from "./Text.ts"

/** One field of a name: one space between words, nothing invisible, no shouting. */
export const readName = (raw: string): string => {
  if (tidy.test(raw)) return recased(raw)
  const visible = storable(raw).replace(formatting, "").replace(looseJoiner, "")
  return nfc(recased(nfc(visible.replace(/\s+/g, " ").trim())))
}

/** Printable ASCII with single spaces: what most names are. */
const tidy = /^[!-~]+(?: [!-~]+)*$/

const formatting = /(?![\u200c\u200d])\p{Cf}|(?!\s)\p{Cc}/gu

/** Persian and Indic names are spelled with joiners; anywhere else they are debris. */
const looseJoiner =
  /(?<!(?!\p{Script=Latin})[\p{L}\p{M}])[\u200c\u200d]|[\u200c\u200d](?!(?!\p{Script=Latin})[\p{L}\p{M}])/gu

/**
 * What is left of a name when spelling habits are taken away: case, accents, punctuation, spaces.
 * ß is ss, ø is o, ł is l. "Müller", "Mueller" and "Muller" are one, because half of all systems
 * cannot write an umlaut; after a vowel or q the e is no umlaut, so Bauer is not Baur.
 */
export const foldName = (name: string): string => {
  const plain = ascii.test(name) || name.length > longest ? name.toLowerCase() : unaccented(name)
  return plain.replace(/[^\p{L}\p{M}\p{N}]+/gu, "").replace(/(?<![aeiouyq])([aou])e+/g, "$1")
}

const ascii = /^[\x20-\x7e]*$/

/** Nobody is called more. Accents are sorted in more than linear time, so nothing longer is. */
const longest = 500

const unaccented = (name: string): string =>
  name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[ßøłđðþæœıς]/g, (letter) => spelled[letter] ?? letter)
    .normalize("NFC")

const spelled: { readonly [letter: string]: string } = {
  ß: "ss",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  æ: "ae",
  œ: "oe",
  ı: "i",
  ς: "σ"
}
