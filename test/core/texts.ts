/** Texts to try readers with: any Unicode at all, and the characters that make trouble. */
import * as fc from "effect/FastCheck"

const trouble = fc.constantFrom(
  ..." \t\n\r\0.,;:'\"-–@/()+".split(""),
  ...["\u00a0", "\u00ad", "\u200b", "\u200c", "\u200d", "\u2028", "\ufeff", "\u0301", "\u0308"],
  ...["\ud800", "\udc00", "é", "e\u0301", "ß", "İ", "I", "ı", "Å", "Ω", "ﬁ", "Ａ", "가", "ا", "क"],
  ...["ABC", "MC", "VON ", "DER ", "O'", "Dr. ", "JR", "DE LA ", "null", "Infinity", "1e5"]
)

const character = fc.oneof(
  { weight: 3, arbitrary: trouble },
  { weight: 2, arbitrary: fc.fullUnicodeString({ minLength: 1, maxLength: 1 }) },
  { weight: 2, arbitrary: fc.char() },
  { weight: 1, arbitrary: fc.char16bits() }
)

export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.array(character, { maxLength: 24 }).map((parts) => parts.join("")) },
  { weight: 1, arbitrary: fc.fullUnicodeString({ maxLength: 40 }) }
)

/** Well-formed, so that it has a composed and a decomposed spelling. */
export const spelledText: fc.Arbitrary<string> = anyText.map((text) => text.replace(/\p{Cs}/gu, ""))
