/**
 * The secret that API keys are proved with. It is kept outside the database, so that whoever
 * reads the database holds no key that opens anything. It has to outlive this process: with
 * another pepper every key there is would be refused.
 */
import * as crypto from "node:crypto"
import * as fs from "node:fs"
import * as path from "node:path"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import { PepperRefused } from "../contracts/Keys.ts"

export interface Place {
  /** What the settings say. */
  readonly pepper: Option.Option<Redacted.Redacted>
  readonly home: string
}

/** A new one is made only where no key depends on an old one. */
export const read = Effect.fn("Pepper.read")(function* <E, R>(
  { home, pepper }: Place,
  keysExist: Effect.Effect<boolean, E, R>
) {
  if (Option.isSome(pepper)) return pepper.value
  const file = path.join(home, "pepper")
  if (!(yield* attempt(file, () => fs.existsSync(file)))) {
    if (yield* keysExist) {
      return yield* new PepperRefused({
        message:
          `The database holds API keys, but ${file}, which proves them, is gone. Put it back ` +
          "from where the keys were made, or set api.pepper: with a new one the old keys are " +
          'refused and "tandem keys create" makes others.'
      })
    }
    yield* attempt(file, () => make(file))
  }
  const text = yield* attempt(file, () => fs.readFileSync(file, "utf8").trim())
  if (text.length >= shortest) return Redacted.make(text)
  return yield* new PepperRefused({
    message: `${file} does not hold what Tandem wrote there: put it back from a backup, or set api.pepper.`
  })
})

const shortest = 32

const attempt = <A>(file: string, act: () => A) =>
  Effect.try({
    try: act,
    catch: (cause) =>
      new PepperRefused({
        message:
          `Cannot keep the secret that API keys are proved with in ${file} (${reasonOf(cause)}). ` +
          "Set api.pepper, for example to ${TANDEM_PEPPER}, or name a home that can be written."
      })
  })

/** The file appears whole or not at all, so two first starts agree on one. */
const make = (file: string): void => {
  fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  const draft = `${file}.${crypto.randomBytes(6).toString("hex")}`
  fs.writeFileSync(draft, `${crypto.randomBytes(32).toString("base64url")}\n`, { mode: 0o600 })
  try {
    // A home that belongs to a user stays usable for that user after root was here.
    const owner = fs.statSync(path.dirname(file))
    if (process.getuid?.() === 0) fs.chownSync(draft, owner.uid, owner.gid)
    fs.linkSync(draft, file)
  } catch (error) {
    if (!fs.existsSync(file)) throw error
  } finally {
    fs.rmSync(draft)
  }
}

const reasonOf = (cause: unknown): string =>
  cause instanceof Error ? cause.message : String(cause)
