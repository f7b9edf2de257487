/**
 * Every setting: its name, type, default and meaning, and nothing about them anywhere else. The
 * file may be empty. What is in force can be printed, and secrets cannot.
 */
import * as path from "node:path"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import { check } from "./settings/Check.ts"
import { Connection } from "./settings/Connection.ts"
import { decode, type Known } from "./settings/Decode.ts"
import type { World } from "./settings/Expand.ts"
import { key, optional, section } from "./settings/Key.ts"
import { override } from "./settings/Override.ts"
import type { ConfigInvalid } from "./settings/Problem.ts"
import { Brakes } from "./settings/Rule.ts"
import { read, type Source } from "./settings/Source.ts"
import {
  Country,
  DatabaseUrl,
  Directory,
  HttpUrl,
  Interval,
  Name,
  Pepper,
  PerMinute,
  Port,
  SharedPhone,
  Text
} from "./settings/Values.ts"

const Database = Schema.Struct({
  url: optional(
    DatabaseUrl,
    "A PostgreSQL 15 or newer to use instead of the embedded one. DATABASE_URL goes before it."
  )
})

const Rate = Schema.Struct({
  per_key: key(
    PerMinute,
    6000,
    "Requests a minute with one API key, where the key has no rate of its own."
  ),
  per_address: key(PerMinute, 60, "Requests a minute without a key from one address.")
})

const Api = Schema.Struct({
  host: key(
    Text,
    "127.0.0.1",
    "The address the hub's API listens on. 0.0.0.0 is every address this machine has."
  ),
  port: key(Port, 8787, "The port the hub's API listens on; 0 takes any that is free."),
  public_url: optional(HttpUrl, "Where others reach the API, if not at host and port."),
  pepper: optional(
    Pepper,
    "The secret API keys are proved with, at least 32 characters. Without it Tandem makes one " +
      "and keeps it in the home. With another one, the keys made before are refused."
  ),
  rate: section(Rate, "How often the API may be asked, in requests a minute."),
  access_log: key(
    Schema.Literal("errors", "all"),
    "errors",
    "Which requests are written to the log: those that failed here or were slow, or all."
  ),
  slow_after: key(Interval, Duration.seconds(1), "How long a request may take before it is slow.")
})

const Log = Schema.Struct({
  level: key(
    Schema.Literal("error", "warning", "info", "debug"),
    "info",
    "The least important thing that is still written."
  ),
  format: key(
    Schema.Literal("auto", "text", "json"),
    "auto",
    "text for people, json for machines; auto writes text to a terminal and json elsewhere."
  )
})

const Keys = Schema.Struct({
  shared_addresses: key(
    Schema.Array(Text),
    [],
    "Mailboxes read by many, which identify nobody, besides those known (info, sales, ...): " +
      "a name before the @ or a whole address."
  ),
  shared_phones: key(
    Schema.Array(SharedPhone),
    [],
    "Numbers answered by many, such as a switchboard's, which identify nobody."
  )
})

const Workspace = Schema.Struct({
  default_country: optional(
    Country,
    "The country of phone numbers that are written without one, where nothing else tells it."
  )
})

export const Configuration = Schema.Struct({
  home: key(
    Directory,
    "./.tandem",
    "Where Tandem keeps its data; as root /var/lib/tandem. Relative to this file. TANDEM_HOME " +
      "goes before it."
  ),
  database: section(Database, "Where the hub and the sync's memory are kept."),
  api: section(Api, "The hub's HTTP API."),
  log: section(Log, "What is written to standard error while the daemon runs."),
  keys: section(Keys, "What is too common to recognise anybody by."),
  brakes: section(Brakes, "How much one run may do before a person has to approve the rest."),
  workspaces: key(
    Schema.Record({ key: Name, value: Workspace }),
    { default: {} },
    "The tenants of the hub, by name. What belongs to one is never seen by another."
  ),
  connections: key(Schema.Array(Connection), [], "The accounts that are kept in agreement.")
}).annotations({
  title: "Tandem",
  description: "The configuration of Tandem. Every key has a default; the file may be empty."
})
export type Configuration = typeof Configuration.Type

export interface Loaded extends Configuration {
  /** What the values above were made of. */
  readonly known: Known
}

/** `home` comes out absolute, whatever directory the command was started in. */
export const understand = (source: Source, world: World): Either.Either<Loaded, ConfigInvalid> =>
  Either.map(
    decode({ schema: Configuration, override, check }, source, world),
    ({ known, value }) => ({ ...value, home: path.resolve(world.directory, value.home), known })
  )

export class Settings extends Context.Tag("Settings")<Settings, Loaded>() {
  static readonly load = Effect.fn("Settings.load")(function* (
    file: string,
    env: World["env"] = process.env
  ) {
    const directory = path.dirname(path.resolve(file))
    const root = process.getuid?.() === 0
    return yield* understand(read(file), { env, directory, root })
  })

  static readonly layer = (file: string) => Layer.effect(Settings, Settings.load(file))
}
