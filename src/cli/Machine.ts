/**
 * The doors from a command to everything heavy, opened only by the commands that need it, so
 * that `tandem --version` does not load a database driver.
 */
import * as Effect from "effect/Effect"

export const machine = Effect.promise(() => import("../Daemon.ts"))

export const loadSettings = (file: string) =>
  Effect.flatMap(
    Effect.promise(() => import("../Settings.ts")),
    ({ Settings }) => Settings.load(file)
  )
