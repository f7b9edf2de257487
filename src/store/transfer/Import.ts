/**
 * An export becomes a database: an empty one is brought to the state the export was written in,
 * filled, and then brought up to date.
 */
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import {
  type DatabaseFailure,
  ImportRefused,
  type Migration,
  type Progress
} from "../../contracts/Database.ts"
import { migrate, status } from "../Migrate.ts"
import { steps } from "../migrations/index.ts"
import * as Session from "../Session.ts"
import { codeOf, failedTo, reason } from "../SqlFailure.ts"
import { Header, Preamble, version } from "./Format.ts"
import { load, looksEmpty } from "./Load.ts"
import { decode, Reader } from "./Reader.ts"

export const imported = <E>(
  bytes: Stream.Stream<Uint8Array, E>,
  told: (progress: Progress) => void
) =>
  Effect.gen(function* () {
    const source = yield* Stream.toAsyncIterableEffect(Stream.mapError(bytes, sourceFailed))
    const reader = new Reader(source)
    const attempt = promising<E>()

    const { migrations } = yield* attempt(() => readHeader(reader))
    const { applied } = yield* status
    const client = yield* Session.open
    if (applied.length > 0) yield* attempt(() => looksEmpty(client))
    yield* refuseOther(migrations, applied)

    yield* migrate(steps, migrations.length)
    const transferred = yield* attempt(() => load(client, reader, told))
    yield* migrate()
    return transferred
  }).pipe(Effect.scoped)

const readHeader = async (reader: Reader): Promise<Header> => {
  const line = await reader.nextLine()
  const preamble = decode(Preamble, line)
  if (preamble.version > version) {
    throw new ImportRefused({
      message: `This export has format ${preamble.version}, and this Tandem reads up to ${version}: use a newer Tandem.`
    })
  }
  return decode(Header, line)
}

const refuseOther = (written: ReadonlyArray<Migration>, applied: ReadonlyArray<Migration>) => {
  const unknown = written.find(({ id, name }, at) => {
    const step = steps[at]
    return step === undefined || step.id !== id || step.name !== name
  })
  if (unknown !== undefined) {
    return new ImportRefused({
      message:
        `This export was written by a newer Tandem (migration ${unknown.id}, ${unknown.name}): ` +
        "import it with that version."
    })
  }
  return applied.length <= written.length
    ? Effect.void
    : new ImportRefused({
        message:
          "This database is empty, but further ahead than the export. Import into one that was " +
          'never migrated: choose a new TANDEM_HOME, or run "drop schema tandem cascade" in it.'
      })
}

/** Keeps a failure of the source apart from ours on its way through the promises. */
class SourceFailed extends Error {
  readonly failure: unknown
  constructor(failure: unknown) {
    super("the source of the import failed")
    this.failure = failure
  }
}

const sourceFailed = (failure: unknown) => new SourceFailed(failure)

const promising =
  <E>() =>
  <A>(work: () => Promise<A>) =>
    Effect.tryPromise({
      try: work,
      catch: (error): DatabaseFailure | ImportRefused | E => {
        // Made from the source's own failures, two lines up from here.
        if (error instanceof SourceFailed) return error.failure as E
        if (error instanceof ImportRefused) return error
        // Values a column cannot take: it is the file that is wrong.
        return /^2[23]/.test(codeOf(error))
          ? new ImportRefused({ message: `The export does not fit: ${reason(error)}` })
          : failedTo("import")(error)
      }
    })
