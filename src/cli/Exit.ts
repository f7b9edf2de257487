/**
 * The exit status, and the last words on standard error. Scripts build on these numbers: they
 * mean the same in every command and never change their meaning.
 */
import * as ValidationError from "@effect/cli/ValidationError"
import * as Cause from "effect/Cause"
import * as Data from "effect/Data"

export const status = {
  done: 0,
  failed: 1,
  /** Done, with something set aside or in conflict in this run. */
  doneWithRemarks: 2,
  configInvalid: 3,
  credentialRefused: 4,
  interrupted: 130
} as const

/** A command that has said what there is to say, and ends with this status. */
export class Ended extends Data.TaggedError("Ended")<{ readonly status: number }> {}

export interface Ending {
  readonly status: number
  /** Null where everything has been said already. */
  readonly words: string | null
}

export const endingOf = (cause: Cause.Cause<unknown>): Ending => {
  if (Cause.isInterruptedOnly(cause)) return { status: status.interrupted, words: null }
  const error = Cause.squash(cause)
  if (error instanceof Ended) return { status: error.status, words: null }
  // The library has printed what was wrong with the command line.
  if (ValidationError.isValidationError(error)) return { status: status.failed, words: null }
  const tag = tagOf(error)
  if (tag === "QuitException") return { status: status.interrupted, words: null }
  if (tag !== null && error instanceof Error) {
    return { status: statusOf[tag] ?? status.failed, words: error.message }
  }
  return {
    status: status.failed,
    words: `This is a bug in Tandem, please report it:\n${Cause.pretty(cause, { renderErrorCause: true })}`
  }
}

/** Every other error that Tandem names means that the work was not done. */
const statusOf: { readonly [tag: string]: number } = {
  ConfigInvalid: status.configInvalid,
  CredentialRefused: status.credentialRefused
}

const tagOf = (error: unknown): string | null =>
  typeof error === "object" && error !== null && "_tag" in error && typeof error._tag === "string"
    ? error._tag
    : null
