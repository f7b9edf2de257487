/**
 * Answers that were dear to find and may be asked for again soon. Bounded: it holds at most twice
 * `limit` answers. Invisible: a caller gets the same answer with and without it, so only a plain
 * function of the key may be remembered.
 *
 * Two generations instead of a linked list: what was not asked for while the young one filled up
 * is dropped with the old one, and neither a hit nor a miss moves anything else.
 */
export class Recent<A> {
  readonly #limit: number
  #young = new Map<string, A>()
  #old = new Map<string, A>()

  constructor(limit: number) {
    this.#limit = limit
  }

  recall(key: string, find: (key: string) => A): A {
    const young = this.#young.get(key)
    if (young !== undefined) return young
    const answer = this.#old.get(key) ?? find(key)
    if (this.#young.size >= this.#limit) {
      this.#old = this.#young
      this.#young = new Map()
    }
    this.#young.set(key, answer)
    return answer
  }

  get size(): number {
    return this.#young.size + this.#old.size
  }
}
