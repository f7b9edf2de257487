/**
 * The common case of reading a telephone number, compiled from the library's own metadata: a
 * valid number, written as its country writes it. It answers only where it is sure of the
 * library's answer and otherwise says null, "ask the library". A test holds the two together on
 * millions of numbers, which is also what a new version of the metadata has to pass.
 */
export interface Metadata {
  readonly country_calling_codes: { readonly [code: string]: ReadonlyArray<string> | undefined }
  readonly countries: { readonly [region: string]: ReadonlyArray<unknown> | undefined }
  readonly nonGeographic: { readonly [code: string]: ReadonlyArray<unknown> | undefined }
}

export interface PlanNumber {
  readonly e164: string
  /** Null for the numbers of no country, as +800. */
  readonly region: string | null
}

export class NumberingPlans {
  readonly #metadata: Metadata
  readonly #byRegion = new Map<string, Plan>()
  /** Indexed by the calling code as a number; compiled when the first number has it. */
  readonly #byCode: Array<ReadonlyArray<Plan> | undefined> = new Array(1000).fill(undefined)

  constructor(metadata: Metadata) {
    this.#metadata = metadata
  }

  /** `digits` as dialled from `region`, or from anywhere when led by a plus. */
  find(digits: string, region: string | null): PlanNumber | null {
    if (digits.charCodeAt(0) === plus) return this.#international(digits)
    const plan = region === null ? undefined : this.#plan(region)
    if (plan === undefined) return null
    const abroad = lengthOf(plan.idd, digits)
    if (abroad > 0 && abroad < digits.length && digits.charCodeAt(abroad) !== nought)
      return this.#international(`+${digits.slice(abroad)}`)
    return this.#exact(plan, this.#plans(Number(plan.code)), withoutPrefix(plan, digits))
  }

  /** Where the calling code ends in a number led by a plus; 0 where it has none that exists. */
  codeEnd(digits: string): number {
    const main = this.#called(digits)[0]
    return main === undefined ? 0 : main.code.length + 1
  }

  #international(digits: string): PlanNumber | null {
    const plans = this.#called(digits)
    const main = plans[0]
    if (main === undefined) return null
    return this.#exact(main, plans, withoutPrefix(main, digits.slice(main.code.length + 1)))
  }

  #exact(from: Plan, plans: ReadonlyArray<Plan>, national: string | null): PlanNumber | null {
    const main = plans[0]
    if (national === null || main === undefined) return null
    // A number that seems to carry the prefix once more would be read differently the next time.
    if (withoutPrefix(main, national) !== national) return null
    const plan = ownerOf(national, plans)
    if (plan === null) return null
    // The plan that a prefix was taken off by has to agree that a number is left.
    if (plan !== from && !from.fits.test(national)) return null
    return { e164: `+${from.code}${national}`, region: plan.region }
  }

  #plan(region: string): Plan | undefined {
    const known = this.#byRegion.get(region)
    if (known !== undefined) return known
    const written = Object.hasOwn(this.#metadata.countries, region)
      ? this.#metadata.countries[region]
      : undefined
    if (written === undefined) return undefined
    const plan = compile(written, region)
    this.#byRegion.set(region, plan)
    return plan
  }

  /** The countries that a number led by a plus may be of. */
  #called(digits: string): ReadonlyArray<Plan> {
    let code = 0
    // Calling codes are prefix-free, so the first that exists is the one.
    for (let end = 1; end <= 3; end++) {
      const digit = digits.charCodeAt(end) - nought
      if (!(digit >= 0 && digit <= 9)) return none
      code = code * 10 + digit
      if (code === 0) return none
      const plans = this.#plans(code)
      if (plans.length > 0) return plans
    }
    return none
  }

  #plans(code: number): ReadonlyArray<Plan> {
    const known = this.#byCode[code]
    if (known !== undefined) return known
    const plans = this.#compiled(String(code))
    this.#byCode[code] = plans
    return plans
  }

  #compiled(code: string): ReadonlyArray<Plan> {
    const regions = this.#metadata.country_calling_codes[code]
    if (regions !== undefined) return regions.flatMap((region) => this.#plan(region) ?? [])
    const written = this.#metadata.nonGeographic[code]
    return written === undefined ? [] : [compile(written, null)]
  }
}

const none: ReadonlyArray<Plan> = []
const plus = 43
const nought = 48

/** A pattern at the start of a number; most are plain digits, which need no pattern. */
type Start = string | RegExp | null

interface Plan {
  readonly code: string
  readonly region: string | null
  /** What is dialled before a call abroad. */
  readonly idd: Start
  /** What is dialled before a call within the country. */
  readonly prefix: Start
  /** Whether the prefix may stand for digits instead of just going away. */
  readonly transforms: boolean
  /** Tells this country from the others of its calling code. */
  readonly leading: RegExp | null
  /** The general shape of its numbers. */
  readonly fits: RegExp
  /** The general shape and that of one of the types: fixed, mobile, toll free... */
  readonly valid: RegExp
}

const lengthOf = (start: Start, digits: string): number => {
  if (start === null) return 0
  if (typeof start === "string") return digits.startsWith(start) ? start.length : 0
  return start.exec(digits)?.[0].length ?? 0
}

/** The country whose valid number it is, of those that share a calling code. */
const ownerOf = (national: string, plans: ReadonlyArray<Plan>): Plan | null => {
  for (const plan of plans) {
    if (plan.leading === null || plans.length === 1) {
      if (plan.valid.test(national)) return plan
    } else if (plan.leading.test(national)) return plan.valid.test(national) ? plan : null
  }
  return null
}

/** The number without its national prefix; null where the prefix is more than a prefix. */
const withoutPrefix = (plan: Plan, digits: string): string | null => {
  const { prefix } = plan
  if (prefix === null) return digits
  if (typeof prefix === "string")
    return digits.startsWith(prefix) ? digits.slice(prefix.length) : digits
  const found = prefix.exec(digits)
  if (found === null || found[0] === "") return digits
  if (plan.transforms && found.length > 1 && found[found.length - 1] !== undefined) return null
  return digits.slice(found[0].length)
}

/** Where the metadata keeps what, in the order of the library's METADATA.md. */
const at = {
  code: 0,
  idd: 1,
  general: 2,
  lengths: 3,
  nationalPrefix: 5,
  prefixForParsing: 7,
  transform: 8,
  leading: 10,
  types: 11
}

const compile = (written: ReadonlyArray<unknown>, region: string | null): Plan => {
  const lengths = written[at.lengths]
  const leading = text(written[at.leading])
  const shape = `(?=${sized(lengths)}$)(?=(?:${text(written[at.general])})$)`
  const types = list(written[at.types]).flatMap((type) => {
    const pattern = text(list(type)[0])
    const own = list(list(type)[1])
    if (pattern === null) return []
    return [own.length === 0 ? `(?:${pattern})` : `(?=${sized(own)}$)(?:${pattern})`]
  })
  return {
    code: text(written[at.code]) ?? "",
    region,
    idd: starting(text(written[at.idd])),
    prefix: starting(text(written[at.prefixForParsing]) ?? text(written[at.nationalPrefix])),
    transforms: text(written[at.transform]) !== null,
    leading: leading === null ? null : new RegExp(`^(?:${leading})`),
    fits: new RegExp(`^${shape}`),
    // Without types nothing matches, and the library is asked.
    valid: new RegExp(`^${shape}(?:${types.length > 0 ? types.join("|") : "(?!)"})$`)
  }
}

/** The metadata writes 0 for "there is none" and "" for "the same as above". */
const text = (value: unknown): string | null =>
  typeof value === "string" && value !== "" ? value : null

const list = (value: unknown): ReadonlyArray<unknown> => (Array.isArray(value) ? value : [])

const starting = (pattern: string | null): Start =>
  pattern === null || /^\d+$/.test(pattern) ? pattern : new RegExp(`^(?:${pattern})`)

/** The digits of a number of one of the lengths, which the metadata gives in order. */
const sized = (lengths: unknown): string => {
  const sorted = list(lengths).map(Number)
  const first = sorted[0] ?? 0
  const last = sorted.at(-1) ?? 0
  return last - first === sorted.length - 1
    ? `\\d{${first},${last}}`
    : `(?:${sorted.map((length) => `\\d{${length}}`).join("|")})`
}
