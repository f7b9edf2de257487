/**
 * One server process: started, waited for, stopped. It leads a session of its own, so the
 * terminal's Ctrl-C reaches it only through us, after everything that needs it has ended.
 */
import * as childProcess from "node:child_process"
import * as fs from "node:fs"
import * as net from "node:net"
import * as path from "node:path"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schedule from "effect/Schedule"
import { DatabaseUnavailable } from "../../contracts/Database.ts"
import type { RunAs } from "./Account.ts"
import { asOptions } from "./Account.ts"
import type { Binaries } from "./Binaries.ts"
import { type Home, openLog, socketDirectory } from "./Home.ts"
import * as PidFile from "./PidFile.ts"
import { environment, run } from "./Run.ts"

/** Somebody else's server is on its way up or down: look again in a moment. */
export class NotYet extends Data.TaggedError("NotYet") {}

/** How the server is to be reached; a later start keeps to the same, so pools find it again. */
export interface Door {
  readonly host: string
  readonly port: number
  /** Whether the server listens on the loopback address, which others may rely on. */
  readonly listens: boolean
}

export interface Start {
  readonly home: Home
  readonly binaries: Binaries
  readonly runAs: RunAs
  /** The last door, or none when any will do. */
  readonly door: Option.Option<Door>
  readonly tcp: boolean
  readonly settings: Readonly<Record<string, string>>
}

export const doorOf = (file: PidFile.PidFile, tcp: boolean): Door => ({
  host: tcp || file.socketDirectory === "" ? loopback : file.socketDirectory,
  port: file.port,
  listens: file.listens
})

/** Succeeds with the file of a server that takes connections. */
export const start = Effect.fn("Postmaster.start")(function* (options: Start) {
  const { home, runAs } = options
  const last = Option.getOrUndefined(options.door)
  const sockets =
    last === undefined || !fs.existsSync(last.host)
      ? yield* socketDirectory(home.root, runAs)
      : last.host
  const port = last?.port ?? (listens(options) ? yield* freePort : usualPort)
  yield* PidFile.clear(home.data, sockets)
  const log = yield* openLog(home.log)
  const child = yield* Effect.acquireRelease(
    Effect.sync(() => spawn(options, sockets, port, log.fd)),
    // Interrupted on the way up: nobody will hold a lease on it, so it would stay for ever.
    (child, exit) => (exit._tag === "Success" ? Effect.void : abandon(child, sockets))
  )
  return yield* untilReady(options, child, log.from)
}, Effect.scoped)

/** Ends every session, writes everything down, and is gone, with the socket's directory. */
export const stop = Effect.fn("Postmaster.stop")(function* (
  start: Pick<Start, "home" | "binaries">
) {
  const { binaries, home } = start
  const running = yield* PidFile.running(home.data)
  if (Option.isNone(running)) return
  const { pid, socketDirectory } = running.value
  yield* signal(binaries, pid, "INT")
  const inTime = yield* gone(home.data, pid).pipe(Effect.timeoutOption("30 seconds"))
  if (Option.isNone(inTime)) {
    yield* Effect.logWarning("PostgreSQL did not stop within 30 seconds: stopping it at once")
    yield* signal(binaries, pid, "QUIT")
    yield* gone(home.data, pid).pipe(Effect.timeoutOption("10 seconds"))
  }
  yield* Effect.sync(() => removeEmpty(socketDirectory))
})

interface Child {
  readonly pid: number | undefined
  readonly ended: () => string | undefined
  readonly kill: (signal: NodeJS.Signals) => void
}

const loopback = "127.0.0.1"
/** Only part of the socket's name: nothing listens on it. */
const usualPort = 5432
const glance = Schedule.spaced("10 millis")

const spawn = (options: Start, sockets: string, port: number, log: number): Child => {
  const { binaries, home, runAs } = options
  const flags = Object.entries(settings(options, sockets)).flatMap(([key, value]) => [
    "-c",
    `${key}=${value}`
  ])
  const child = childProcess.spawn(
    binaries.postgres,
    ["-D", home.data, "-p", String(port), ...flags],
    {
      ...asOptions(runAs),
      cwd: path.parse(home.root).root,
      env: environment(binaries.libraries),
      stdio: ["ignore", log, log],
      detached: true,
      windowsHide: true
    }
  )
  fs.closeSync(log)
  let ended: string | undefined
  child.on("exit", (code, name) => {
    ended = name ?? `exit status ${code}`
  })
  child.on("error", (error) => {
    ended = error.message
  })
  child.unref()
  return { pid: child.pid, ended: () => ended, kill: (signal) => child.kill(signal) }
}

const abandon = (child: Child, sockets: string) =>
  Effect.sync(() => child.kill("SIGINT")).pipe(
    Effect.zipRight(
      Effect.repeat(Effect.sync(child.ended), {
        until: (ended) => ended !== undefined,
        schedule: glance
      })
    ),
    Effect.timeoutOption("30 seconds"),
    Effect.zipRight(Effect.sync(() => removeEmpty(sockets)))
  )

const listens = ({ door, tcp }: Start) => tcp || Option.exists(door, (last) => last.listens)

const settings = (options: Start, sockets: string): Readonly<Record<string, string>> => ({
  listen_addresses: listens(options) ? loopback : "",
  unix_socket_directories: sockets,
  unix_socket_permissions: "0700",
  max_connections: "60",
  shared_buffers: "64MB",
  // Containers have 64 MB of /dev/shm, which larger work would exceed.
  dynamic_shared_memory_type: process.platform === "win32" ? "windows" : "mmap",
  max_parallel_workers_per_gather: "0",
  // Nobody replicates from this server.
  wal_level: "minimal",
  max_wal_senders: "0",
  timezone: "UTC",
  log_timezone: "UTC",
  log_checkpoints: "off",
  ...options.settings
})

const untilReady = (options: Start, child: Child, from: number) =>
  Effect.gen(function* () {
    while (true) {
      const ended = child.ended()
      if (ended !== undefined) return yield* explain(options.home, ended, from)
      const file = Option.getOrUndefined(PidFile.read(options.home.data))
      if (file?.ready === true && file.pid === child.pid) return file
      yield* Effect.sleep("10 millis")
    }
  }).pipe(
    Effect.timeoutFail({
      duration: "5 minutes",
      onTimeout: () =>
        new DatabaseUnavailable({
          message: `PostgreSQL did not become ready within 5 minutes: ${options.home.log} says why.`
        })
    })
  )

const explain = Effect.fn("Postmaster.explain")(function* (
  home: Home,
  ended: string,
  from: number
) {
  const said = fs.readFileSync(home.log).subarray(from).toString().slice(-2000).trim()
  const another = Option.isSome(yield* PidFile.running(home.data))
  // What a predecessor still holds, it will let go; a port that was taken, we choose anew.
  const passes = /lock file|shared memory block|could not bind/.test(said)
  return yield* another || passes
    ? new NotYet()
    : new DatabaseUnavailable({
        message: `PostgreSQL did not start (${ended}). ${home.log} says:\n${said}`
      })
})

const gone = (data: string, pid: number) =>
  PidFile.running(data).pipe(
    Effect.repeat({
      until: (file) => Option.isNone(file) || file.value.pid !== pid,
      schedule: glance
    })
  )

const signal = (binaries: Binaries, pid: number, name: "INT" | "QUIT") =>
  process.platform === "win32"
    ? run(binaries.control, ["kill", name, String(pid)], {
        runAs: Option.none(),
        libraries: binaries.libraries
      })
    : Effect.sync(() => {
        try {
          process.kill(pid, `SIG${name}`)
        } catch {}
      })

/** A server that starts meanwhile finds its directory gone, and makes it again. */
const removeEmpty = (directory: string): void => {
  try {
    fs.rmdirSync(directory)
  } catch {}
}

const freePort = Effect.async<number>((resume) => {
  const server = net.createServer()
  server.listen(0, loopback, () => {
    const address = server.address()
    const port = typeof address === "object" && address !== null ? address.port : 0
    server.close(() => resume(Effect.succeed(port)))
  })
})
