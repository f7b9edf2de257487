/** How a daemon writes what it does: to standard error, for people or for machines. */
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as LogLevel from "effect/LogLevel"
import type { Loaded } from "../Settings.ts"

/** Does a person read along? Machines that collect logs must never be told a secret. */
export const forPeople = ({ format }: Loaded["log"]): boolean =>
  format === "text" || (format === "auto" && process.stderr.isTTY === true)

export const logging = (log: Loaded["log"]) => {
  const logger = forPeople(log)
    ? Logger.prettyLogger({ stderr: true })
    : Logger.withConsoleError(Logger.jsonLogger)
  return Layer.merge(
    Logger.replace(Logger.defaultLogger, logger),
    Logger.minimumLogLevel(levels[log.level])
  )
}

const levels = {
  error: LogLevel.Error,
  warning: LogLevel.Warning,
  info: LogLevel.Info,
  debug: LogLevel.Debug
} as const
