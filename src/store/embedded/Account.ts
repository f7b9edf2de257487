/**
 * Who the server runs as. PostgreSQL refuses uid 0, so root hands it to an account without
 * rights; anybody else runs it as themselves. A cluster stays with the account that made it.
 */
import * as fs from "node:fs"
import * as path from "node:path"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { DatabaseUnavailable } from "../../contracts/Database.ts"

export interface Account {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

/** Nobody, when we run as an ordinary user and so does the server. */
export type RunAs = Option.Option<Account>

export const isRoot = process.getuid?.() === 0

export const choose = Effect.fn("Account.choose")(function* (data: string) {
  const owner = ownerOf(data)
  const self = process.getuid?.()
  // Windows knows no such numbers, and looks after the rights by itself.
  if (self === undefined) return Option.none<Account>()
  if (!isRoot) {
    return owner === undefined || owner === self
      ? Option.none<Account>()
      : yield* new DatabaseUnavailable({
          message: `${data} belongs to ${nameOf(owner)}: run Tandem as that user, or as root.`
        })
  }
  if (owner === 0) {
    return yield* new DatabaseUnavailable({
      message:
        `${data} belongs to root, as whom PostgreSQL never runs: ` +
        `give it to an account without rights, for example "chown -R nobody ${data}".`
    })
  }
  const account = owner === undefined ? spare() : (byUid(owner) ?? nameless(owner))
  return account === undefined
    ? yield* new DatabaseUnavailable({
        message:
          "PostgreSQL never runs as root, and there is no account to run it as: " +
          'create one (for example "useradd --system tandem"), or set DATABASE_URL.'
      })
    : Option.some(account)
})

/** The first directory on the way to `target`, itself included, that the account cannot enter. */
export const closedTo = (runAs: RunAs, target: string): string | undefined =>
  Option.isNone(runAs) ? undefined : wayTo(target).find((step) => !enters(runAs.value, step))

/** Ready to be spread into the options of a child process. */
export const asOptions = (runAs: RunAs): { readonly uid?: number; readonly gid?: number } =>
  Option.match(runAs, { onNone: () => ({}), onSome: ({ gid, uid }) => ({ gid, uid }) })

/** Gives a file of ours to the server; for an ordinary user it already is. */
export const give = (runAs: RunAs, file: string): void => {
  if (Option.isSome(runAs)) fs.lchownSync(file, runAs.value.uid, runAs.value.gid)
}

const ownerOf = (directory: string): number | undefined =>
  fs.statSync(directory, { throwIfNoEntry: false })?.uid

const enters = ({ gid, uid }: Account, directory: string): boolean => {
  const seen = fs.statSync(directory, { throwIfNoEntry: false })
  if (seen === undefined) return true
  const bit = seen.uid === uid ? 0o100 : seen.gid === gid ? 0o010 : 0o001
  return (seen.mode & bit) !== 0
}

const wayTo = (target: string): ReadonlyArray<string> => {
  const above = path.dirname(target)
  return above === target ? [target] : [...wayTo(above), target]
}

const accounts = (): ReadonlyArray<Account> => {
  const text = fs.existsSync("/etc/passwd") ? fs.readFileSync("/etc/passwd", "utf8") : ""
  return text.split("\n").flatMap((line) => {
    const [name = "", , uid, gid] = line.split(":")
    return uid === undefined || gid === undefined
      ? []
      : [{ name, uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 }]
  })
}

/** An account of that name is taken to be meant for us; every system has the other. */
const spare = (): Account | undefined => {
  const all = accounts().filter(({ uid }) => uid !== 0)
  return all.find(({ name }) => name === "tandem") ?? all.find(({ name }) => name === "nobody")
}

const byUid = (uid: number) => accounts().find((account) => account.uid === uid)
const nameless = (uid: number): Account => ({ name: `uid ${uid}`, uid, gid: uid })
const nameOf = (uid: number): string => (byUid(uid) ?? nameless(uid)).name
