/**
 * What holds for every reader of a text, whatever it reads: it answers on any string, reading its
 * own answer changes nothing, an accent is an accent however it is encoded, and time is linear.
 */
import { readFileSync } from "node:fs"
import { expect, it } from "vitest"
import { always, fc } from "./property.ts"

const corpus = new URL("../samples/corpora/blns/blns.json", import.meta.url)
// The file is fixed and part of this repository: a list of 515 strings.
const naughty = JSON.parse(readFileSync(corpus, "utf8")) as ReadonlyArray<string>

interface Reading {
  readonly normal: string
  readonly state: string
}

/** Any string at all, and strings put together from pieces that mean something to the reader. */
export const textsOf = (...pieces: ReadonlyArray<string>): fc.Arbitrary<string> =>
  fc.oneof(
    fc.fullUnicodeString(),
    fc.string16bits(),
    fc.string(),
    fc
      .array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...pieces) }, fc.fullUnicode()), {
        maxLength: 12
      })
      .map((parts) => parts.join(""))
  )

export const obeysTheLaws = (
  read: (text: string) => Reading,
  texts: fc.Arbitrary<string>,
  prefixes: ReadonlyArray<string>
): void => {
  it(
    "answers on any text, and leaves its own answer alone",
    always(texts, (text) => {
      settles(read, text)
    })
  )

  it(
    "reads composed and decomposed accents alike",
    always(texts, (text) => {
      expect(read(text.normalize("NFD"))).toEqual(read(text.normalize("NFC")))
    })
  )

  it("answers on every naughty string, and leaves its own answer alone", () => {
    for (const text of naughty) settles(read, text)
  })

  it("takes linear time, whatever a megabyte is made of", () => {
    for (const text of megabytes) {
      for (const prefix of ["", ...prefixes]) takesLittleTime(() => read(prefix + text))
    }
  })
}

const settles = (read: (text: string) => Reading, text: string): void => {
  const { normal, state } = read(text)
  const again = read(normal)
  expect({ normal: again.normal, state: again.state }).toEqual({ normal, state })
}

/** Squaring a million steps takes many minutes, so the limit may be generous to a busy machine. */
export const takesLittleTime = (run: () => unknown): void => {
  const start = performance.now()
  run()
  expect(performance.now() - start).toBeLessThan(5000)
}

const million = 1_000_000
const repeated = (unit: string): string => unit.repeat(million / unit.length)
const manyLetters = Array.from({ length: 300_000 }, (_, i) =>
  String.fromCodePoint(0x4e00 + (i % 20_000))
)

export const megabytes: ReadonlyArray<string> = [
  ...["a", "0", " ", ".", "@", "-", "/", "%", ":", "(", '"', "[", "<", "\\", "ü", "\ud800", "\0"],
  ...["a.", "a@", "a-", "-a", "()", '""', "%25", "\r\n ", "<>", "\u0301\u0323", "x\u0338", "👩‍👩‍👧"]
]
  .map(repeated)
  .concat(
    `a${repeated(" ")}b`,
    `a${repeated("\u200b")}b`,
    manyLetters.join(""),
    `<${repeated("a")}>`
  )
