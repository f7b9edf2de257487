/** How a daemon writes what it does: to standard error, for people or for machines. */
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as LogLevel from "effect/LogLevel"
import type { Loaded } from "../Settings.ts"

export const logging = ({ format, level }: Loaded["log"]) => {
  const forPeople = format === "text" || (format === "auto" && process.stderr.isTTY === true)
  const logger = forPeople
    ? Logger.prettyLogger({ stderr: true })
    : Logger.withConsoleError(Logger.jsonLogger)
  return Layer.merge(
    Logger.replace(Logger.defaultLogger, logger),
    Logger.minimumLogLevel(levels[level])
  )
}

const levels = {
  error: LogLevel.Error,
  warning: LogLevel.Warning,
  info: LogLevel.Info,
  debug: LogLevel.Debug
} as const
