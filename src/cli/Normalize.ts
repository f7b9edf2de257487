/**
 * `tandem normalize`: what Tandem makes of a phone number, an email, a URL, a name. For one text,
 * for several, or for a stream of them, one JSON object per line.
 */
import { createInterface } from "node:readline"
import * as Args from "@effect/cli/Args"
import * as Command from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import * as Console from "effect/Console"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import { type TextKind, textKinds } from "../core/TextKinds.ts"
import type { Understanding } from "../core/Understand.ts"
import { nearest } from "../settings/Nearest.ts"
import { json } from "./Flags.ts"
import { style } from "./Terminal.ts"

const texts = Args.text({ name: "text" }).pipe(
  Args.withDescription("What to read; without any, one text per line from standard input"),
  Args.repeated
)
const kind = Options.text("kind").pipe(
  Options.withAlias("k"),
  Options.withPseudoName("KIND"),
  Options.withDescription(`What it is, guessed where it is left out: ${textKinds.join(", ")}`),
  Options.optional
)
const country = Options.text("country").pipe(
  Options.withPseudoName("DE"),
  Options.withDescription("The country of phone numbers that are written without one"),
  Options.optional
)

/** An option says what there is not: nothing was read. */
export class OptionRefused extends Data.TaggedError("OptionRefused")<{
  readonly message: string
}> {}

/** Standard input broke off: what was read so far has been answered. */
export class InputLost extends Data.TaggedError("InputLost")<{ readonly message: string }> {}

export const normalize = Command.make("normalize", { texts, kind, country, json }, (flags) =>
  Effect.gen(function* () {
    const kind = yield* kindOf(flags.kind)
    const { understand } = yield* Effect.promise(() => import("../core/Understand.ts"))
    const regions = yield* regionsOf(flags.country)
    const read = (text: string) => understand(text, kind, regions)
    if (flags.texts.length === 0) {
      return yield* Stream.runForEach(lines, (line) => Console.log(JSON.stringify(read(line))))
    }
    for (const text of flags.texts) {
      const understood = read(text)
      yield* Console.log(flags.json ? JSON.stringify(understood) : describe(understood))
    }
  })
).pipe(Command.withDescription("Show what Tandem understands of a phone, email, URL, name, ..."))

const kindOf = (
  said: Option.Option<string>
): Effect.Effect<TextKind | undefined, OptionRefused> => {
  if (Option.isNone(said)) return Effect.succeed(undefined)
  const known = textKinds.find((kind) => kind === said.value)
  if (known !== undefined) return Effect.succeed(known)
  const meant = nearest(said.value, textKinds)
  return new OptionRefused({
    message:
      `--kind ${said.value} is none of ${textKinds.join(", ")}.` +
      (meant === null ? "" : ` Did you mean ${meant}?`)
  })
}

const regionsOf = (said: Option.Option<string>) =>
  Effect.gen(function* () {
    if (Option.isNone(said)) return []
    const { readCountry } = yield* Effect.promise(() => import("../core/Country.ts"))
    const { normal, state } = readCountry(said.value)
    if (state === "valid") return [normal]
    return yield* new OptionRefused({
      message: `--country ${said.value} is no country; write DE or Germany.`
    })
  })

/** Read as they come, so that a file of any size goes through. */
const lines = Stream.suspend(() =>
  Stream.fromAsyncIterable(
    createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY }),
    (cause) => new InputLost({ message: `Cannot read standard input: ${String(cause)}` })
  )
)

const describe = ({ input, kind, normal, state, ...details }: Understanding): string => {
  const good = state === "valid"
  const head = `${style.faint(kind.padEnd(9))} ${good ? style.good(state) : style.warn(state)}`
  const rows = Object.entries({ input, normal, ...details }).filter(([, it]) => it !== undefined)
  return [head, ...rows.map(([name, it]) => `  ${name.padEnd(14)} ${shown(it)}`)].join("\n")
}

const shown = (value: unknown): string =>
  value === null ? style.faint("none") : typeof value === "string" ? value : JSON.stringify(value)
