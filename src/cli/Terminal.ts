/** What a command prints: colours only where a person looks on, one JSON value where a machine does. */
import type { UnsafeConsole } from "effect/Console"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"

/** The command-line library colours everything; this takes the colours out of files and pipes. */
export const plainConsole = Effect.map(Effect.console, (inherited) => {
  const plain =
    (print: (...words: ReadonlyArray<unknown>) => void, isTerminal: boolean | undefined) =>
    (...words: ReadonlyArray<unknown>) =>
      print(...(coloured(isTerminal) ? words : words.map(bleach)))
  const unsafe: UnsafeConsole = {
    ...globalThis.console,
    log: plain(globalThis.console.log, process.stdout.isTTY),
    error: plain(globalThis.console.error, process.stderr.isTTY)
  }
  return {
    ...inherited,
    unsafe,
    log: (...words: ReadonlyArray<unknown>) => Effect.sync(() => unsafe.log(...words)),
    error: (...words: ReadonlyArray<unknown>) => Effect.sync(() => unsafe.error(...words))
  }
})

/** One answer, for a person or for a machine. */
export const say = (asJson: boolean, answer: unknown, forPeople: () => string) =>
  Console.log(asJson ? JSON.stringify(answer) : forPeople())

export const style = {
  good: (text: string) => `\u001b[32m${text}\u001b[0m`,
  warn: (text: string) => `\u001b[33m${text}\u001b[0m`,
  bad: (text: string) => `\u001b[31m${text}\u001b[0m`,
  faint: (text: string) => `\u001b[2m${text}\u001b[0m`
}

const coloured = (isTerminal: boolean | undefined): boolean =>
  isTerminal === true && (process.env["NO_COLOR"] ?? "") === ""

const bleach = (word: unknown): unknown =>
  typeof word === "string" ? word.replace(/\u001b\[[0-9;]*m/g, "") : word
