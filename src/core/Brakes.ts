/**
 * A limit on what one run may do to people's data. Deletes and clears that are too many are too
 * many together, so none of them goes; creates and overwrites go up to the limit, and the rest
 * waits. Everything else of the run flows on. What was held goes once a person approves the run.
 */
export type Act = "deletes" | "clears" | "overwrites" | "creates"
export const acts: ReadonlyArray<Act> = ["deletes", "clears", "overwrites", "creates"]

/** `share` of the live links, but at least `atLeast` and at most `atMost`. Null: no brake. */
export interface Limit {
  readonly atLeast: number
  readonly share: number
  readonly atMost: number
}
export type Limits = { readonly [A in Act]: Limit | null }

/** What one unit of work would do. */
export type Toll = { readonly [A in Act]: number }
export const noToll: Toll = { deletes: 0, clears: 0, overwrites: 0, creates: 0 }

export const defaultLimits: Limits = {
  deletes: { atLeast: 25, share: 0.05, atMost: 500 },
  clears: { atLeast: 50, share: 0.1, atMost: 1_000 },
  overwrites: { atLeast: 500, share: 0.5, atMost: 50_000 },
  creates: null
}

export const ceiling = (limit: Limit | null, links: number): number =>
  limit === null
    ? Number.POSITIVE_INFINITY
    : Math.min(limit.atMost, Math.max(limit.atLeast, Math.floor(links * limit.share)))

export interface Braked<A> {
  readonly go: ReadonlyArray<A>
  readonly held: ReadonlyArray<{ readonly work: A; readonly by: ReadonlyArray<Act> }>
  /** The toll of what goes, together with what the run had done before. */
  readonly spent: Toll
  /** Acts that have tripped in this run. Once tripped, a brake stays on until a person lifts it. */
  readonly tripped: ReadonlyArray<Act>
}

export interface Run {
  readonly limits: Limits
  /** Live links of the lane when the run began. */
  readonly links: number
  readonly spent: Toll
  readonly tripped: ReadonlyArray<Act>
  /** Acts a person has approved for this run. */
  readonly approved: ReadonlyArray<Act>
}

export const brake = <A>(
  run: Run,
  work: ReadonlyArray<A>,
  tollOf: (work: A) => Toll
): Braked<A> => {
  const room = (act: Act): number =>
    run.approved.includes(act) ? Number.POSITIVE_INFINITY : ceiling(run.limits[act], run.links)
  const tolls = work.map(tollOf)
  const wanted = tolls.reduce(add, run.spent)
  const shut = acts.filter(
    (act) =>
      !run.approved.includes(act) &&
      (run.tripped.includes(act) || (allOrNothing.includes(act) && wanted[act] > room(act)))
  )
  const tripped = new Set(shut)
  const go: Array<A> = []
  const held: Array<{ readonly work: A; readonly by: ReadonlyArray<Act> }> = []
  let spent = run.spent
  work.forEach((item, index) => {
    const toll = tolls[index] ?? noToll
    const by = acts.filter(
      (act) => toll[act] > 0 && (tripped.has(act) || spent[act] + toll[act] > room(act))
    )
    if (by.length === 0) {
      spent = add(spent, toll)
      go.push(item)
    } else {
      for (const act of by) tripped.add(act)
      held.push({ work: item, by })
    }
  })
  return { go, held, spent, tripped: acts.filter((act) => tripped.has(act)) }
}

const allOrNothing: ReadonlyArray<Act> = ["deletes", "clears"]

const add = (a: Toll, b: Toll): Toll => ({
  deletes: a.deletes + b.deletes,
  clears: a.clears + b.clears,
  overwrites: a.overwrites + b.overwrites,
  creates: a.creates + b.creates
})
