/**
 * Who serves a data directory, as its `postmaster.pid` says. The file outlives a server that was
 * killed, and by then its number may be another process's or a thread's (in a container that is
 * the rule), so a file is believed only when the process behind it is shown to be the server.
 */
import * as crypto from "node:crypto"
import * as fs from "node:fs"
import * as net from "node:net"
import * as path from "node:path"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"

export interface PidFile {
  readonly pid: number
  readonly port: number
  /** Empty where there is no socket. */
  readonly socketDirectory: string
  /** On the loopback address. */
  readonly listens: boolean
  readonly ready: boolean
}

export const read = (data: string): Option.Option<PidFile> =>
  Option.map(contents(path.join(data, name)), parse)

/** The server of this data directory, if one is alive. */
export const running = (data: string): Effect.Effect<Option.Option<PidFile>> =>
  Effect.suspend(() =>
    Option.match(read(data), {
      onNone: () => Effect.succeedNone,
      onSome: (file) =>
        Effect.map(serves(file, data), (yes) => (yes ? Option.some(file) : Option.none()))
    })
  )

/**
 * PostgreSQL removes the file itself when its process is gone; when the number belongs to another
 * process by now it refuses to start, for ever. The lock of a socket is written the same way.
 */
export const clear = Effect.fn("PidFile.clear")(function* (data: string, socketDirectory: string) {
  const beside = fs.existsSync(socketDirectory) ? fs.readdirSync(socketDirectory) : []
  const locks = beside.filter((file) => file.startsWith(".s.PGSQL.") && file.endsWith(".lock"))
  for (const file of [
    path.join(data, name),
    ...locks.map((it) => path.join(socketDirectory, it))
  ]) {
    const text = contents(file)
    if (Option.isNone(text) || (yield* serves(parse(text.value), data))) continue
    yield* Effect.sync(() => removeIfStill(file, text.value))
  }
})

const name = "postmaster.pid"

const parse = (text: string): PidFile => {
  const [pid, , , port, socketDirectory = "", address = "", , status = ""] = text.split("\n")
  return {
    pid: Number(pid),
    port: Number(port),
    socketDirectory,
    listens: address !== "",
    ready: status.trim() === "ready"
  }
}

const contents = (file: string): Option.Option<string> => {
  try {
    return Option.some(fs.readFileSync(file, "utf8"))
  } catch {
    return Option.none()
  }
}

/**
 * Between looking and removing, another process may have started a server, whose file must stay.
 * Taken aside first, it can be looked at and put back.
 */
const removeIfStill = (file: string, judged: string): void => {
  const aside = `${file}.${crypto.randomBytes(4).toString("hex")}`
  try {
    fs.renameSync(file, aside)
    if (fs.readFileSync(aside, "utf8") !== judged) fs.linkSync(aside, file)
    fs.rmSync(aside)
  } catch {}
}

const serves = (file: PidFile, data: string): Effect.Effect<boolean> => {
  if (!alive(file.pid)) return Effect.succeed(false)
  return fs.existsSync("/proc/self/status")
    ? Effect.sync(() => isPostmaster(file.pid, data))
    : answers(file)
}

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Alive, but not ours to signal. Node's errors carry the code.
    return (error as NodeJS.ErrnoException).code === "EPERM"
  }
}

/** Not a thread, not a zombie, and started for this directory. */
const isPostmaster = (pid: number, data: string): boolean => {
  const status = Option.getOrElse(contents(`/proc/${pid}/status`), () => "")
  const command = Option.getOrElse(contents(`/proc/${pid}/cmdline`), () => "").split("\0")
  return (
    Number(/^Tgid:\s*(\d+)/m.exec(status)?.[1]) === pid &&
    /^State:\s*[^ZX\s]/m.test(status) &&
    path.basename(command[0] ?? "") === "postgres" &&
    command.includes(data)
  )
}

/** Where processes cannot be looked at: only a refusal proves that nobody is there. */
const answers = ({ listens, port, socketDirectory }: PidFile): Effect.Effect<boolean> => {
  // It has not come as far as opening a door.
  if (!listens && socketDirectory === "") return Effect.succeed(true)
  return Effect.async((resume) => {
    const target =
      socketDirectory === ""
        ? { host: "127.0.0.1", port }
        : { path: path.join(socketDirectory, `.s.PGSQL.${port}`) }
    const socket = net.connect(target)
    const end = (yes: boolean) => {
      socket.destroy()
      resume(Effect.succeed(yes))
    }
    socket.on("connect", () => end(true))
    socket.on("error", (error: NodeJS.ErrnoException) =>
      end(error.code !== "ECONNREFUSED" && error.code !== "ENOENT")
    )
  })
}
