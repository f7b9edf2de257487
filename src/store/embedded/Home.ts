/**
 * What Tandem keeps on disk for its own server. The home is ours and only `data` is the
 * server's, so an account without rights cannot lead root anywhere through it.
 *
 *   data/          the cluster
 *   password       opens it; nobody else may read it
 *   postgres.log   what the server said
 */
import * as crypto from "node:crypto"
import * as fs from "node:fs"
import * as os from "node:os"
import * as path from "node:path"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import { DatabaseUnavailable } from "../../contracts/Database.ts"
import type { RunAs } from "./Account.ts"
import { closedTo, give, isRoot } from "./Account.ts"

export interface Home {
  readonly root: string
  readonly data: string
  readonly log: string
  readonly password: Redacted.Redacted
}

export const dataIn = (root: string) => path.join(root, "data")
export const passwordIn = (root: string) => path.join(root, "password")

/** Makes the directory and answers with its real name, which every process agrees on. */
export const make = Effect.fn("Home.make")(function* (given: string) {
  return yield* Effect.try({
    try: () => {
      const made = fs.mkdirSync(given, { recursive: true })
      // As root the server's account has to pass through to its data, and nobody to look.
      if (made !== undefined) fs.chmodSync(given, isRoot ? 0o711 : 0o700)
      fs.accessSync(given, fs.constants.X_OK)
      return fs.realpathSync(given)
    },
    catch: (cause) =>
      new DatabaseUnavailable({
        message: `Cannot work in ${given}: choose another directory with TANDEM_HOME. ${String(cause)}`,
        cause
      })
  })
})

export const open = Effect.fn("Home.open")(function* (root: string, runAs: RunAs) {
  const data = dataIn(root)
  const closed = closedTo(runAs, root)
  if (closed !== undefined && Option.isSome(runAs)) {
    return yield* new DatabaseUnavailable({
      message:
        `As root Tandem runs PostgreSQL as ${runAs.value.name}, who may not pass through ${closed}: ` +
        `open it ("chmod o+x ${closed}") or choose another directory with TANDEM_HOME.`
    })
  }
  const password = yield* Effect.try({
    try: () => readPassword(root, fs.existsSync(path.join(data, "PG_VERSION"))),
    catch: (cause) =>
      new DatabaseUnavailable({
        message:
          `Cannot read ${passwordIn(root)}, which opens the database in ${data}: ` +
          "put it back from a backup, or run as the user it belongs to.",
        cause
      })
  })
  return { root, data, log: path.join(root, "postgres.log"), password } satisfies Home
})

/** The log to append to, and where the next word will stand. Begins anew when it has grown. */
export const openLog = (file: string) =>
  Effect.try({
    try: () => append(file),
    catch: (cause) =>
      new DatabaseUnavailable({ message: `Cannot write ${file}: ${String(cause)}`, cause })
  })

const append = (file: string): { readonly fd: number; readonly from: number } => {
  const size = fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0
  if (size > largestLog) fs.renameSync(file, `${file}.1`)
  const { O_APPEND, O_CREAT, O_NOFOLLOW, O_WRONLY } = fs.constants
  const fd = fs.openSync(file, O_APPEND | O_CREAT | O_WRONLY | (O_NOFOLLOW ?? 0), 0o600)
  // A home that belongs to a user stays usable for that user after root was here.
  const owner = fs.statSync(path.dirname(file))
  if (isRoot) fs.fchownSync(fd, owner.uid, owner.gid)
  return { fd, from: fs.fstatSync(fd).size }
}

/**
 * A private directory for the socket. Its name is short, because the whole of a socket's name
 * must fit in about a hundred bytes, and the same for every process of this home. On Windows,
 * where Node's sockets have no files, it is empty.
 */
export const socketDirectory = (root: string, runAs: RunAs) => {
  if (process.platform === "win32") return Effect.succeed("")
  const name = `tandem-${crypto.createHash("sha256").update(root).digest("hex").slice(0, 12)}`
  const places = [os.tmpdir(), "/tmp", root].map((place) => path.join(place, name))
  const found = places.find((place) => fits(place) && ownable(place, runAs))
  return found !== undefined
    ? Effect.succeed(found)
    : new DatabaseUnavailable({
        message:
          `There is no place for the server's socket: tried ${places.join(", ")}. ` +
          "One of them must be new or ours alone; TMPDIR names the first."
      })
}

const largestLog = 8 * 1024 * 1024
const longestSocketName = process.platform === "linux" ? 107 : 103
const fits = (place: string) =>
  Buffer.byteLength(path.join(place, ".s.PGSQL.65535")) <= longestSocketName

const ownable = (place: string, runAs: RunAs): boolean => {
  try {
    if (closedTo(runAs, path.dirname(place)) !== undefined) return false
    const seen = fs.lstatSync(place, { throwIfNoEntry: false })
    if (seen === undefined) fs.mkdirSync(place, { mode: 0o700 })
    const now = fs.lstatSync(place)
    if (now.uid === process.getuid?.() && now.isDirectory()) give(runAs, place)
    const { mode, uid } = fs.lstatSync(place)
    const wanted = Option.match(runAs, { onNone: () => process.getuid?.(), onSome: (a) => a.uid })
    return now.isDirectory() && uid === wanted && (mode & 0o077) === 0
  } catch {
    return false
  }
}

/** The file appears whole or not at all, so two first starts agree on one password. */
const readPassword = (root: string, initialised: boolean): Redacted.Redacted => {
  const file = passwordIn(root)
  if (!initialised && !fs.existsSync(file)) {
    const draft = `${file}.${crypto.randomBytes(6).toString("hex")}`
    fs.writeFileSync(draft, `${crypto.randomBytes(24).toString("base64url")}\n`, { mode: 0o600 })
    try {
      fs.linkSync(draft, file)
    } catch (error) {
      if (!fs.existsSync(file)) throw error
    } finally {
      fs.rmSync(draft)
    }
  }
  return Redacted.make(fs.readFileSync(file, "utf8").trim())
}
