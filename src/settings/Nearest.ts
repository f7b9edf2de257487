/** The word a person most likely meant. Says nothing rather than something far-fetched. */

export const nearest = (word: string, known: Iterable<string>): string | null => {
  const bare = strip(word)
  let best: string | null = null
  let least = Math.max(1, Math.floor(bare.length / 3)) + 1
  for (const candidate of known) {
    const distance = edits(bare, strip(candidate), least)
    if (distance < least) {
      best = candidate
      least = distance
    }
  }
  return best
}

/** `baseUrl` and `base-url` are spellings of `base_url`, not typing mistakes. */
const strip = (word: string): string =>
  word
    .slice(0, 64)
    .toLowerCase()
    .replace(/[\s_-]/g, "")

/** Insertions, omissions, replacements, and two neighbours swapped. */
const edits = (a: string, b: string, limit: number): number => {
  if (Math.abs(a.length - b.length) >= limit) return limit
  let before: Array<number> = []
  let above = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const line = [row]
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      const swapped =
        row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      line[column] = Math.min(
        (line[column - 1] ?? limit) + 1,
        (above[column] ?? limit) + 1,
        (above[column - 1] ?? limit) + (same ? 0 : 1),
        swapped ? (before[column - 2] ?? limit) + 1 : limit
      )
    }
    before = above
    above = line
  }
  return above[b.length] ?? limit
}
