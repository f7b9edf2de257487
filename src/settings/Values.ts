/**
 * The kinds of value a setting can have. What cannot be meant is refused here, with words that
 * say what to write instead.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as ParseResult from "effect/ParseResult"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { isCountry, readCountry } from "../core/Country.ts"
import { phoneKey, readPhone } from "../core/Phone.ts"
import { Expects, Hidden, text } from "./Key.ts"

/** Shown as nothing but a sign that it is there, and encoded that way too: it cannot leak. */
export const hidden = "<redacted>"

const redacted = (expects: string, wrong: (text: string) => string | undefined) => {
  const written = Schema.String.annotations({ [Expects]: expects })
  return Schema.transformOrFail(written, Schema.RedactedFromSelf(Schema.String), {
    strict: true,
    decode: (value) => {
      const remedy = wrong(value)
      return remedy === undefined
        ? Effect.succeed(Redacted.make(value))
        : Effect.fail(new ParseResult.Type(written.ast, value, remedy))
    },
    encode: () => Effect.succeed(hidden)
  }).annotations({ [Hidden]: true })
}

export const Secret = redacted("a secret, as ${NAME} or ${file:/path}", (value) =>
  value === "" || /^[ \t]|[ \t]$/.test(value) ? "take away the spaces around it" : undefined
)

/** Whoever reads the database must not find it by trying. */
export const Pepper = redacted("a secret of at least 32 characters", (value) =>
  value === value.trim() && value.length >= 32
    ? undefined
    : "write at least 32 characters, such as `openssl rand -base64 32` prints"
)

export const DatabaseUrl = redacted("postgres://user:password@host:5432/database", (value) =>
  /^postgres(ql)?:\/\//.test(value) && URL.canParse(value)
    ? undefined
    : "write a URL that begins with postgres://"
)

export const Text = text("text", (value) => (value.trim() === "" ? "write something" : undefined))

/** Names are short and plain, because they stand in paths, in rules and on the command line. */
export const Name = text(
  "a name of lower-case letters, digits, - and _, beginning with a letter",
  (value) =>
    /^[a-z][a-z0-9_-]{0,62}$/.test(value)
      ? undefined
      : "use lower-case letters, digits, - and _, beginning with a letter, at most 63",
  "^[a-z][a-z0-9_-]{0,62}$"
)

export const Directory = text("a directory", (value) =>
  value.startsWith("~")
    ? "write ${HOME} instead of ~"
    : value === "" || value.includes("\0")
      ? "name a directory"
      : undefined
)

export const Country = text(
  "a country's two-letter code, such as US or DE",
  (value) => {
    if (isCountry(value)) return undefined
    const { normal, state } = readCountry(value)
    return state === "valid" ? `did you mean \`${normal}\`?` : "write its code (ISO 3166-1 alpha-2)"
  },
  "^[A-Z]{2}$"
)

export const SharedPhone = text("a phone number with + and country code", (value) =>
  phoneKey(readPhone(value, [])) === value ? undefined : "write it as in +493012345678"
)

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i

/** Does this URL lead to this machine and nowhere else? */
export const isLoopback = (url: string): boolean =>
  URL.canParse(url) && loopback.test(new URL(url).hostname)

export const HttpUrl = text(
  "an https:// URL; http:// only to this machine",
  (value) => {
    if (!URL.canParse(value)) return "write a whole URL: https://host/path"
    const url = new URL(value)
    if (url.username !== "" || url.password !== "") {
      return "take the user and password out of the URL and put them under `credentials`"
    }
    if (url.search !== "" || url.hash !== "") return "leave out everything from `?` or `#` on"
    if (url.protocol === "https:") return undefined
    if (url.protocol !== "http:") return "write https://"
    return isLoopback(value)
      ? undefined
      : "write https://: over plain http the credentials could be read on the way"
  },
  "^https?://"
)

const units = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const
const isUnit = (unit: string): unit is keyof typeof units => Object.hasOwn(units, unit)

const millisOf = (value: string): number | undefined => {
  const [, count, unit] = /^(\d{1,6})([smhd])$/.exec(value) ?? []
  return unit !== undefined && isUnit(unit) ? Number(count) * units[unit] : undefined
}

const spelled = (millis: number): string => {
  const unit = (["d", "h", "m", "s"] as const).find((unit) => millis % units[unit] === 0) ?? "s"
  return `${Math.round(millis / units[unit])}${unit}`
}

/** From a second, below which it is not polling but hammering, to a week. */
export const Interval = Schema.transform(
  text(
    "a time from 1s to 7d, such as 30s, 5m, 2h or 1d",
    (value) => {
      const millis = millisOf(value)
      if (millis === undefined) return "write a number and s, m, h or d, without a space"
      return millis < units.s || millis > 7 * units.d ? "stay between 1s and 7d" : undefined
    },
    "^[0-9]+[smhd]$"
  ),
  Schema.DurationFromSelf,
  {
    strict: true,
    decode: (value) => Duration.millis(millisOf(value) ?? 0),
    encode: (duration) => spelled(Duration.toMillis(duration))
  }
)

export const Port = Schema.Number.pipe(
  Schema.filter((port) => Number.isInteger(port) && port >= 0 && port <= 65_535, {
    [Expects]: "a port from 0 (any free one) to 65535",
    jsonSchema: { type: "integer", minimum: 0, maximum: 65_535 }
  })
)

export const Count = Schema.Number.pipe(
  Schema.filter((count) => Number.isSafeInteger(count) && count >= 0, {
    [Expects]: "a whole number, 0 or more",
    jsonSchema: { type: "integer", minimum: 0 }
  })
)

export const PerMinute = Schema.Number.pipe(
  Schema.filter((count) => Number.isInteger(count) && count >= 1 && count <= 1_000_000, {
    [Expects]: "a whole number from 1 to 1000000",
    jsonSchema: { type: "integer", minimum: 1, maximum: 1_000_000 }
  })
)

export const Share = Schema.Number.pipe(
  Schema.filter((share) => share >= 0 && share <= 1, {
    [Expects]: "a share from 0 to 1, such as 0.05 for 5 %",
    jsonSchema: { type: "number", minimum: 0, maximum: 1 }
  })
)
