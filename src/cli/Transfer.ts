/**
 * What `tandem export` and `tandem import` share: files that may be `-`, and a line on the
 * terminal that shows how far they have come.
 */

import type { PlatformError } from "@effect/platform/Error"
import * as FileSystem from "@effect/platform/FileSystem"
import * as NodeStream from "@effect/platform-node/NodeStream"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { Progress } from "../contracts/Database.ts"

export class FileFailed extends Data.TaggedError("FileFailed")<{ readonly message: string }> {}

export const isPipe = (file: string) => file === "-"

export const bytesFrom = (file: string) =>
  Effect.map(
    FileSystem.FileSystem,
    (system): Stream.Stream<Uint8Array, FileFailed> =>
      isPipe(file)
        ? NodeStream.fromReadable(() => process.stdin, failed("read standard input"))
        : Stream.mapError(system.stream(file, { chunkSize: 256 * 1024 }), failed(`read ${file}`))
  )

/**
 * A file appears under its name only when it is whole, and only its owner may read it: it holds
 * everything there is.
 */
export const writeTo =
  (file: string) =>
  <E, R>(bytes: Stream.Stream<Uint8Array, E, R>) =>
    isPipe(file) ? toPipe(bytes) : toFile(file, bytes)

/** One piece after the other has gone out, or a slow reader would leave all of it in memory. */
const toPipe = <E, R>(bytes: Stream.Stream<Uint8Array, E, R>) =>
  Stream.runForEach(bytes, (piece) =>
    Effect.async<void, FileFailed>((resume) => {
      process.stdout.write(piece, (error) => {
        if (!error) return resume(Effect.void)
        // When nobody reads any more, the program is on its way to stop.
        const gone = "code" in error && error.code === "EPIPE"
        resume(gone ? Effect.never : Effect.fail(failed("write to standard output")(error)))
      })
    })
  )

const toFile = <E, R>(file: string, bytes: Stream.Stream<Uint8Array, E, R>) =>
  Effect.gen(function* () {
    const system = yield* FileSystem.FileSystem
    const partial = `${file}.partial`
    const attempt = Effect.mapError<PlatformError, FileFailed>(failed(`write ${file}`))
    const target = yield* attempt(system.open(partial, { flag: "w", mode: 0o600 }))
    yield* Stream.runForEach(bytes, (piece) => attempt(target.writeAll(piece))).pipe(
      Effect.zipRight(attempt(target.sync)),
      Effect.zipRight(attempt(system.rename(partial, file))),
      Effect.onError(() => Effect.ignore(system.remove(partial)))
    )
  }).pipe(Effect.scoped)

/** For a person who looks on; a file or a pipe gets none of it. */
export const progress = (doing: string) => {
  let shown = ""
  return ({ bytes, table }: Progress): void => {
    const line = `${doing} ${table}, ${megabytes(bytes)}`
    if (line === shown || process.stderr.isTTY !== true) return
    shown = line
    process.stderr.write(`\r\u001b[2K${line}`)
  }
}

export const endProgress = Effect.sync(() => {
  if (process.stderr.isTTY === true) process.stderr.write("\r\u001b[2K")
})

export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`

const failed = (doing: string) => (error: unknown) =>
  new FileFailed({
    message: `Cannot ${doing}: ${error instanceof Error ? error.message : String(error)}`
  })
