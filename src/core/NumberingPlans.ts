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
  readonly callingCode: string
  readonly national: string
  /** Null for the numbers of no country, as +800. */
  readonly region: string | null
}

export class NumberingPlans {
  readonly #metadata: Metadata
  readonly #byRegion = new Map<string, Plan>()
  readonly #byCode = new Map<string, ReadonlyArray<Plan>>()

  constructor(metadata: Metadata) {
    this.#metadata = metadata
  }

  /** `digits` as dialled from `region`, or from anywhere when led by a plus. */
  find(digits: string, region: string | null): PlanNumber | null {
    if (digits.charCodeAt(0) === plus) return this.#international(digits)
    const plan = region === null ? undefined : this.#plan(region)
    if (plan === undefined) return null
    const abroad = plan.idd?.exec(digits)?.[0].length ?? 0
    if (abroad > 0 && abroad < digits.length && digits.charCodeAt(abroad) !== nought)
      return this.#international(`+${digits.slice(abroad)}`)
    const national = withoutPrefix(plan, digits)
    return national === null || !plan.fits.test(national) ? null : this.#exact(plan.code, national)
  }

  /** The two parts of a number led by a plus. */
  split(digits: string): { readonly code: string; readonly national: string } | null {
    // Calling codes are prefix-free, so the first that exists is the one.
    for (let end = 2; end <= 4; end++) {
      const code = digits.slice(1, end)
      if (this.#plans(code).length > 0) return { code, national: digits.slice(end) }
    }
    return null
  }

  #international(digits: string): PlanNumber | null {
    const parts = this.split(digits)
    const main = parts === null ? undefined : this.#plans(parts.code)[0]
    if (parts === null || main === undefined) return null
    const national = withoutPrefix(main, parts.national)
    return national === null || !main.fits.test(national) ? null : this.#exact(main.code, national)
  }

  #exact(code: string, national: string): PlanNumber | null {
    const plans = this.#plans(code)
    const main = plans[0]
    // A number that seems to carry the prefix once more would be read differently the next time.
    if (main === undefined || withoutPrefix(main, national) !== national) return null
    const plan =
      plans.length === 1 ? main : plans.find((plan) => (plan.leading ?? plan.valid).test(national))
    return plan?.valid.test(national) ? { callingCode: code, national, region: plan.region } : null
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

  #plans(code: string): ReadonlyArray<Plan> {
    const known = this.#byCode.get(code)
    if (known !== undefined) return known
    const regions = this.#metadata.country_calling_codes[code]
    const written = this.#metadata.nonGeographic[code]
    const plans = regions
      ? regions.flatMap((region) => this.#plan(region) ?? [])
      : written
        ? [compile(written, null)]
        : []
    // Only codes that exist are kept, so that garbage cannot fill the memory.
    if (plans.length > 0) this.#byCode.set(code, plans)
    return plans
  }
}

const plus = 43
const nought = 48

interface Plan {
  readonly code: string
  readonly region: string | null
  /** What is dialled before a call abroad. */
  readonly idd: RegExp | null
  /** What is dialled before a call within the country. */
  readonly prefix: RegExp | null
  /** Whether the prefix may stand for digits instead of just going away. */
  readonly transforms: boolean
  /** Tells this country from the others of its calling code. */
  readonly leading: RegExp | null
  /** The general shape of its numbers. */
  readonly fits: RegExp
  /** The general shape and that of one of the types: fixed, mobile, toll free... */
  readonly valid: RegExp
}

/** The number without its national prefix; null where the prefix is more than a prefix. */
const withoutPrefix = (plan: Plan, digits: string): string | null => {
  const found = plan.prefix?.exec(digits)
  if (!found || found[0] === "") return digits
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
  const shape = `(?=${sized(lengths)}$)(?=(?:${text(written[at.general])})$)`
  const types = list(written[at.types]).flatMap((type) => {
    const pattern = text(list(type)[0])
    const own = list(list(type)[1])
    return pattern === null ? [] : [`(?=${sized(own.length > 0 ? own : lengths)}$)(?:${pattern})`]
  })
  return {
    code: text(written[at.code]) ?? "",
    region,
    idd: starting(text(written[at.idd])),
    prefix: starting(text(written[at.prefixForParsing]) ?? text(written[at.nationalPrefix])),
    transforms: text(written[at.transform]) !== null,
    leading: starting(text(written[at.leading])),
    fits: new RegExp(`^${shape}`),
    // Without types nothing matches, and the library is asked.
    valid: new RegExp(`^${shape}(?:${types.length > 0 ? types.join("|") : "(?!)"})$`)
  }
}

/** The metadata writes 0 for "there is none" and "" for "the same as above". */
const text = (value: unknown): string | null =>
  typeof value === "string" && value !== "" ? value : null

const list = (value: unknown): ReadonlyArray<unknown> => (Array.isArray(value) ? value : [])

const starting = (pattern: string | null): RegExp | null =>
  pattern === null ? null : new RegExp(`^(?:${pattern})`)

const sized = (lengths: unknown): string =>
  `(?:${list(lengths)
    .map((length) => `\\d{${length}}`)
    .join("|")})`
