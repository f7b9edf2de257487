/**
 * `tandem keys`: who may use the hub's API. A key is shown once, when it is made; to replace one,
 * make the next, move everybody over, and revoke the old one: both hold meanwhile.
 */
import * as Args from "@effect/cli/Args"
import * as Command from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import * as Clock from "effect/Clock"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import { Database, DatabaseRefused } from "../contracts/Database.ts"
import { type Key, Keys } from "../contracts/Keys.ts"
import { isScope, type Scope, scopes } from "../contracts/Scopes.ts"
import { readInstant } from "../core/Instant.ts"
import { nearest } from "../settings/Nearest.ts"
import { configFile, json } from "./Flags.ts"
import { logging } from "./Log.ts"
import { loadSettings, machine } from "./Machine.ts"
import { say, style } from "./Terminal.ts"

/** What was asked for cannot be made; nothing was changed. */
export class KeyImpossible extends Data.TaggedError("KeyImpossible")<{
  readonly message: string
}> {}

const workspace = Options.text("workspace").pipe(
  Options.withAlias("w"),
  Options.withPseudoName("NAME")
)

const create = Command.make(
  "create",
  {
    configFile,
    json,
    workspace: workspace.pipe(
      Options.withDescription("The workspace the key opens"),
      Options.withDefault("default")
    ),
    name: Options.text("name").pipe(
      Options.withAlias("n"),
      Options.withDescription("What the key is for, to know it again by"),
      Options.withDefault("unnamed")
    ),
    scope: Options.text("scope").pipe(
      Options.withAlias("s"),
      Options.withPseudoName("SCOPE"),
      Options.withDescription(
        `What it may do, once for each; all where none is said: ${scopes.join(", ")}`
      ),
      Options.repeated
    ),
    expires: Options.text("expires").pipe(
      Options.withPseudoName("WHEN"),
      Options.withDescription("After 12h, 90d, or at 2027-01-31; never where it is left out"),
      Options.optional
    ),
    rate: Options.integer("rate").pipe(
      Options.withDescription("Requests a minute; where it is left out the settings decide"),
      Options.optional
    )
  },
  (flags) =>
    Effect.gen(function* () {
      const held = yield* Effect.forEach(flags.scope, scopeOf)
      const wanted = {
        workspace: flags.workspace,
        name: flags.name,
        scopes: held.length === 0 ? (["*"] as const) : [...new Set(held)],
        rate: yield* rateOf(flags.rate),
        expiresAt: yield* expiryOf(flags.expires)
      }
      const { key, token } = yield* upToDate.pipe(
        Effect.zipRight(Effect.flatMap(Keys, ({ create }) => create(wanted))),
        withKeys(flags.configFile)
      )
      const secret = Redacted.value(token)
      yield* say(flags.json, { ...key, token: secret }, () =>
        [
          secret,
          "",
          describe(key),
          "",
          "It is not shown again: keep it where secrets are kept."
        ].join("\n")
      )
    })
).pipe(Command.withDescription("Make a key and show it, once"))

const list = Command.make(
  "list",
  {
    configFile,
    json,
    workspace: workspace.pipe(
      Options.withDescription("Only the keys of this workspace"),
      Options.optional
    )
  },
  (flags) =>
    Effect.gen(function* () {
      const keys = yield* upToDate.pipe(
        Effect.zipRight(Effect.flatMap(Keys, ({ list }) => list(flags.workspace))),
        withKeys(flags.configFile)
      )
      const now = yield* Clock.currentTimeMillis
      yield* say(
        flags.json,
        keys.map((key) => ({ ...key, state: stateOf(key, now) })),
        () =>
          keys.length === 0
            ? 'no keys yet: "tandem keys create" makes one'
            : keys.map((key) => `${shownState(key, now)}\n${describe(key)}`).join("\n\n")
      )
    })
).pipe(Command.withDescription("Show the keys there are, without their secrets"))

const revoke = Command.make(
  "revoke",
  {
    configFile,
    json,
    id: Args.text({ name: "ID" }).pipe(
      Args.withDescription("The id of the key: what stands between the first two underscores")
    )
  },
  (flags) =>
    Effect.gen(function* () {
      const key = yield* upToDate.pipe(
        Effect.zipRight(Effect.flatMap(Keys, ({ revoke }) => revoke(idOf(flags.id)))),
        withKeys(flags.configFile)
      )
      yield* say(flags.json, key, () => `${key.id} (${key.name}) opens nothing any more`)
    })
).pipe(Command.withDescription("Let a key open nothing any more, within five seconds"))

export const keys = Command.make("keys").pipe(
  Command.withDescription("Make, show and revoke the keys of the hub's API"),
  Command.withSubcommands([create, list, revoke])
)

const withKeys =
  (file: string) =>
  <A, E>(work: Effect.Effect<A, E, Keys | Database>) =>
    Effect.gen(function* () {
      const settings = yield* loadSettings(file)
      const { keys } = yield* machine
      return yield* work.pipe(Effect.provide(keys(settings)), Effect.provide(logging(settings.log)))
    })

const upToDate = Effect.gen(function* () {
  const { status } = yield* Database
  if ((yield* status).pending.length === 0) return
  return yield* new DatabaseRefused({
    message: 'The database is not up to date: run "tandem migrate" first.',
    statements: []
  })
})

const scopeOf = (said: string): Effect.Effect<Scope, KeyImpossible> => {
  if (isScope(said)) return Effect.succeed(said)
  const meant = nearest(said, scopes)
  return new KeyImpossible({
    message:
      `--scope ${said} is none of ${scopes.join(", ")}.` +
      (meant === null ? "" : ` Did you mean ${meant}?`)
  })
}

const rateOf = (said: Option.Option<number>) =>
  Option.isNone(said) || (said.value >= 1 && said.value <= 1_000_000)
    ? Effect.succeed(said)
    : new KeyImpossible({ message: "--rate is a number of requests a minute, from 1 to 1000000." })

const expiryOf = (said: Option.Option<string>) =>
  Effect.gen(function* () {
    if (Option.isNone(said)) return Option.none<Date>()
    const now = yield* Clock.currentTimeMillis
    const [, count, unit] = /^(\d{1,5})([hd])$/.exec(said.value) ?? []
    const written = readInstant(said.value)
    const at =
      count !== undefined
        ? now + Number(count) * (unit === "h" ? 3_600_000 : 86_400_000)
        : Date.parse(written ?? "")
    if (at > now) return Option.some(new Date(at))
    return yield* new KeyImpossible({
      message: `--expires ${said.value} is no time to come: write 12h, 90d, or a day such as 2027-01-31.`
    })
  })

/** Whoever has the whole key at hand may give that. */
const idOf = (said: string): string => /^tdm_([a-z0-9]+)_/.exec(said)?.[1] ?? said

const stateOf = ({ expiresAt, revokedAt }: Key, now: number) =>
  revokedAt !== null ? "revoked" : (expiresAt?.getTime() ?? now + 1) <= now ? "expired" : "live"

const shownState = (key: Key, now: number): string => {
  const state = stateOf(key, now)
  return `${key.id}  ${state === "live" ? style.good(state) : style.warn(state)}`
}

const describe = (key: Key): string =>
  [
    ["name", key.name],
    ["workspace", key.workspace],
    ["scopes", key.scopes.join(", ")],
    ["rate", key.rate === null ? "as in the settings" : `${key.rate} a minute`],
    ["made", key.createdAt.toISOString()],
    ["expires", key.expiresAt?.toISOString() ?? "never"],
    ["last used", key.lastUsedAt?.toISOString() ?? "never"],
    ...(key.revokedAt === null ? [] : [["revoked", key.revokedAt.toISOString()]])
  ]
    .map(([name = "", value]) => `  ${style.faint(name.padEnd(10))} ${value}`)
    .join("\n")
