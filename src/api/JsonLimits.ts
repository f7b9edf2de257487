/**
 * What JSON may be sent, seen without building anything of it: how deep, how many keys, how long
 * a text. And no text that a database cannot keep as it is: half a character, or a NUL.
 */
export const limits = { depth: 64, keys: 10_000, string: 65_536 } as const

/** What is too much, in words; undefined where nothing is. Says nothing of what is no JSON. */
export const excess = (text: string): string | undefined => {
  let depth = 0
  let keys = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === quote) {
      const { end, fault } = endOfString(text, at)
      if (fault !== undefined) return fault
      at = end
    } else if (code === brace || code === bracket) {
      if (++depth > limits.depth) return `It is nested more than ${limits.depth} deep.`
    } else if (code === braceEnd || code === bracketEnd) {
      depth -= 1
    } else if (code === colon && ++keys > limits.keys) {
      return `It has more than ${limits.keys} keys.`
    }
  }
  return undefined
}

const [quote, backslash, colon, brace, braceEnd, bracket, bracketEnd, letterU] = [
  34, 92, 58, 123, 125, 91, 93, 117
]

interface End {
  readonly end: number
  readonly fault?: string
}

const endOfString = (text: string, start: number): End => {
  let length = 0
  let high = false
  for (let at = start + 1; at < text.length; at++) {
    let unit = text.charCodeAt(at)
    if (unit === quote) return high ? half(at) : { end: at }
    if (unit === backslash) {
      at += 1
      unit = text.charCodeAt(at)
      if (unit === letterU) {
        unit = Number.parseInt(text.slice(at + 1, at + 5), 16)
        at += 4
      } else if (high) return half(at)
      else unit = quote
    }
    if (unit === 0) return { end: at, fault: "It has a text with a NUL character in it." }
    const low = unit >= 0xdc00 && unit <= 0xdfff
    if (low !== high) return half(at)
    high = unit >= 0xd800 && unit <= 0xdbff
    if (++length > limits.string) {
      return { end: at, fault: `It has a text of more than ${limits.string} characters.` }
    }
  }
  return { end: text.length }
}

const half = (end: number): End => ({
  end,
  fault: "It has a text with half a character in it (a lone surrogate)."
})
