/** What a person would see: the message for a file with this text, or that there is none. */
import * as Either from "effect/Either"
import { type Loaded, understand } from "../../src/Settings.ts"
import type { ConfigInvalid } from "../../src/settings/Problem.ts"
import { parse } from "../../src/settings/Source.ts"

export interface Surroundings {
  readonly env?: { readonly [name: string]: string }
  readonly directory?: string
  readonly root?: boolean
}

export const understood = (
  text: string,
  { directory = "/etc/tandem", env = {}, root = false }: Surroundings = {}
): Either.Either<Loaded, ConfigInvalid> =>
  understand(parse("tandem.yaml", text), { env, directory, root })

export const loaded = (text: string, surroundings?: Surroundings): Loaded =>
  Either.getOrThrowWith(understood(text, surroundings), (invalid) => new Error(invalid.message))

/** Without the heading, which every message has. */
export const complaint = (text: string, surroundings?: Surroundings): string =>
  Either.match(understood(text, surroundings), {
    onLeft: ({ message }) => `\n${message.split("\n").slice(2).join("\n")}\n`,
    onRight: () => "no complaint"
  })

/** A connection with these lines in it, so that a test shows nothing but what it is about. */
export const connection = (lines: string): string =>
  `connections:\n  - name: graph8\n    crm: graph8\n${indented(lines, 4)}`

/** The same, the lines standing in its contact lane. */
export const lane = (lines: string): string =>
  connection(`kinds:\n  contact:\n${indented(lines, 4)}`)

const indented = (lines: string, by: number): string =>
  lines
    .split("\n")
    .map((line) => `${" ".repeat(by)}${line}`)
    .join("\n")
