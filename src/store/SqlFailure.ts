/**
 * What a failure of the database means for the one who asked: come back later, or a person has
 * to change something. The server says which by a code of five characters, SQLSTATE.
 */
import { SqlError } from "@effect/sql/SqlError"
import { DatabaseRefused, DatabaseUnavailable } from "../contracts/Database.ts"

/** The server's code or the system's; empty when neither spoke. */
export const codeOf = (error: unknown): string => {
  const { code } = underlying(error)
  return typeof code === "string" ? code : ""
}

/** For people: what went wrong, without the layers it came through. */
export const reason = (error: unknown): string => {
  const { errors, message } = underlying(error)
  const known = sayings[codeOf(error)]
  // A name with several addresses fails once for each of them, and says so without a message.
  const said = message || (Array.isArray(errors) ? reason(errors[0]) : "no reason was given")
  return known === undefined ? said : `${said} (${known})`
}

/** Turns any failure of a statement into one of the two. */
export const failedTo =
  (doing: string) =>
  (error: unknown): DatabaseUnavailable | DatabaseRefused => {
    if (error instanceof DatabaseUnavailable || error instanceof DatabaseRefused) return error
    const message = `Cannot ${doing}: ${reason(error)}`
    return passes(codeOf(error))
      ? new DatabaseUnavailable({ message, cause: error })
      : new DatabaseRefused({ message, statements: [] })
  }

interface Underlying {
  readonly code?: unknown
  readonly errors?: unknown
  readonly message: string
}

const underlying = (error: unknown): Underlying =>
  error instanceof SqlError
    ? underlying(error.cause)
    : error instanceof Error
      ? error
      : { message: String(error) }

/** Lost connections, a server on its way up or down, too many clients, timeouts, deadlocks. */
const passes = (code: string): boolean =>
  !/^[0-9A-Z]{5}$/.test(code) || /^(08|40|53|55P03|57)/.test(code)

const sayings: Readonly<Record<string, string>> = {
  ECONNREFUSED: "is the server running, and is the port right?",
  ENOENT: "is the server running, and is the socket's directory right?",
  ENOTFOUND: "is the host's name right?",
  "28P01": "is the password right?",
  "28000": "does the server let this user in from here?",
  "3D000": 'create it first, for example with "createdb"',
  "53300": "raise max_connections, or close other clients"
}
