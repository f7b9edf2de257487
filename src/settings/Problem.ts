/**
 * What is wrong with the configuration, said so that a person can put it right: where it stands,
 * what was found, what is allowed, and what to do. All problems are told at once, and none of
 * them ever repeats a secret.
 */
import * as Data from "effect/Data"

export type Path = ReadonlyArray<string | number>

export interface Spot {
  readonly line: number
  readonly column: number
  /** The line as it may be shown, and a caret below what is meant. */
  readonly excerpt: string
}

export interface Problem {
  readonly path: string
  /** Null where the file itself is the problem, or a value came from outside of it. */
  readonly spot: Spot | null
  readonly found: string
  readonly allowed: string | null
  readonly remedy: string
}

/** The configuration cannot be used: show the message and stop with status 3. */
export class ConfigInvalid extends Data.TaggedError("ConfigInvalid")<{
  readonly file: string
  readonly problems: ReadonlyArray<Problem>
}> {
  override get message(): string {
    const count = this.problems.length
    const problems = count === 1 ? "1 problem" : `${count} problems`
    const heading = `${this.file} cannot be used: ${problems}`
    return [heading, ...this.problems.map((problem) => describe(this.file, problem))].join("\n\n")
  }
}

/** `connections[0].kinds.contact`, the way people write it. */
export const pathText = (path: Path): string =>
  path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`
    if (!isKeyLike(step)) return `${text}[${JSON.stringify(step)}]`
    return text === "" ? step : `${text}.${step}`
  }, "")

/** Where a colon was forgotten, a whole line is a key, and what stands in it may be a secret. */
export const isKeyLike = (key: string): boolean => /^[A-Za-z_$][\w$-]{0,63}$/.test(key)

export const keyShown = (key: string): string => (isKeyLike(key) ? key : "...")

/** A path for people to see. */
export const pathShown = (path: Path): string =>
  pathText(path.map((step) => (typeof step === "string" ? keyShown(step) : step))).replaceAll(
    '["..."]',
    "[...]"
  )

export const describe = (file: string, problem: Problem): string => {
  const { allowed, found, path, remedy, spot } = problem
  const where = spot === null ? file : `${file}:${spot.line}:${spot.column}`
  return [
    [where, path].filter((part) => part !== "").join("  "),
    ...(spot === null ? [] : [spot.excerpt]),
    `  found    ${found}`,
    ...(allowed === null ? [] : [`  allowed  ${allowed}`]),
    `  remedy   ${remedy}`
  ].join("\n")
}
