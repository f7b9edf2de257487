/** What a benchmark is: ratios measured in one run, each with the floor it may not fall below. */
export interface Ratio {
  readonly what: string
  readonly ratio: number
  readonly floor: number
  /** The measured figures behind the ratio, for people. */
  readonly figures: string
}

export interface Bench {
  readonly name: string
  readonly about: string
  readonly run: () => ReadonlyArray<Ratio> | Promise<ReadonlyArray<Ratio>>
}

/** The middle of an odd number of measurements. */
export const median = (values: ReadonlyArray<number>): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN

/** How many microseconds of processor time `work` takes: neighbours on the machine do not count. */
export const microseconds = (work: () => void): number => {
  const began = process.cpuUsage()
  work()
  const { system, user } = process.cpuUsage(began)
  return user + system
}
