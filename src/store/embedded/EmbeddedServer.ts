/**
 * A PostgreSQL of Tandem's own, there while the scope is open. It is started, or adopted when a
 * killed Tandem left it running, or joined when another Tandem uses it. It comes back when it is
 * killed, and is stopped by whoever leaves it last.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type * as Redacted from "effect/Redacted"
import * as Ref from "effect/Ref"
import * as Schedule from "effect/Schedule"
import { DatabaseUnavailable } from "../../contracts/Database.ts"
import * as Account from "./Account.ts"
import * as Binaries from "./Binaries.ts"
import * as Cluster from "./Cluster.ts"
import * as Home from "./Home.ts"
import * as Lease from "./Lease.ts"
import * as PidFile from "./PidFile.ts"
import * as Postmaster from "./Postmaster.ts"

export interface Options {
  /** An absolute path. */
  readonly home: string
  /** A port on the loopback address; a private socket otherwise. */
  readonly tcp: boolean
  readonly settings?: Readonly<Record<string, string>>
  /** Leaves the server running at the end, for the next process to adopt. */
  readonly lingers?: boolean
  readonly binaries?: Binaries.Place
}

export interface Server extends Postmaster.Door {
  readonly home: string
  readonly user: string
  /** With the same password. For what belongs to the server and not to Tandem's database. */
  readonly superuser: string
  readonly database: string
  readonly password: Redacted.Redacted
  readonly joined: "started" | "adopted" | "attached"
}

export const make = Effect.fn("EmbeddedServer.make")(function* (options: Options) {
  const root = yield* Home.make(options.home)
  const runAs = yield* Account.choose(Home.dataIn(root))
  const binaries = yield* Binaries.locate(root, runAs, options.binaries ?? {})
  const home = yield* Home.open(root, runAs)
  yield* Cluster.ensure(home, binaries, runAs)

  const start: Omit<Postmaster.Start, "door"> = {
    home,
    binaries,
    runAs,
    tcp: options.tcp || process.platform === "win32",
    settings: options.settings ?? {}
  }
  const joined = yield* Ref.make(Option.none<Joined>())
  yield* Effect.addFinalizer(() => leave(start, joined, options.lingers ?? false))
  const { door, how, lease } = yield* hold(joined, join(start, Option.none()))
  yield* Effect.forkScoped(keep(start, joined, { door, how, lease }))
  return {
    ...door,
    home: root,
    user: Cluster.owner,
    superuser: Cluster.superuser,
    database: Cluster.database,
    password: home.password,
    joined: how
  } satisfies Server
})

interface Joined {
  readonly door: Postmaster.Door
  readonly lease: Lease.Lease
  readonly how: Server["joined"]
}

type Start = Omit<Postmaster.Start, "door">

/** Nothing comes between having joined and knowing that there is something to leave. */
const hold = <E>(joined: Ref.Ref<Option.Option<Joined>>, joining: Effect.Effect<Joined, E>) =>
  Effect.uninterruptibleMask((restore) =>
    Effect.tap(restore(joining), (now) => Ref.set(joined, Option.some(now)))
  )

/** Whatever state the server is in: up, down, or on its way from one to the other. */
const join = (start: Start, door: Option.Option<Postmaster.Door>) =>
  Effect.gen(function* () {
    const running = yield* PidFile.running(start.home.data)
    return Option.isSome(running)
      ? yield* enter(start, running.value)
      : yield* begin({ ...start, door })
  }).pipe(
    Effect.retry({
      while: (error) => error._tag === "NotYet",
      schedule: Schedule.spaced("25 millis")
    }),
    Effect.catchTag("NotYet", Effect.die),
    Effect.timeoutFail({
      duration: "6 minutes",
      onTimeout: () =>
        new DatabaseUnavailable({
          message: `PostgreSQL neither starts nor stops: ${start.home.log} says why.`
        })
    })
  )

/** A server we started but got no lease on would stay for ever. Only that one is ours to stop. */
const begin = (start: Postmaster.Start) =>
  Effect.uninterruptibleMask((restore) =>
    Effect.gen(function* () {
      const door = Postmaster.doorOf(yield* restore(Postmaster.start(start)), start.tcp)
      const lease = yield* restore(Lease.take(start.home, door)).pipe(
        Effect.onError(() => Postmaster.stop(start))
      )
      return { door, lease, how: "started" } as Joined
    })
  )

const enter = (start: Start, file: PidFile.PidFile) =>
  Effect.gen(function* () {
    if (!file.ready) return yield* new Postmaster.NotYet()
    const door = Postmaster.doorOf(file, start.tcp && file.listens)
    const lease = yield* Lease.take(start.home, door)
    return { door, lease, how: lease.alone ? "adopted" : "attached" } as Joined
  })

/** Starts it again whenever it goes away, at the door the pools know. */
const keep = (
  start: Start,
  joined: Ref.Ref<Option.Option<Joined>>,
  first: Joined
): Effect.Effect<never> =>
  Effect.iterate(first, {
    while: () => true,
    body: ({ door, lease }) =>
      Effect.gen(function* () {
        yield* lease.lost
        yield* Effect.logWarning("PostgreSQL went away: starting it again")
        const again = yield* hold(joined, join(start, Option.some(door))).pipe(
          Effect.tapError((error) => Effect.logError(error.message)),
          Effect.retry(Schedule.spaced("5 seconds")),
          Effect.orDie
        )
        yield* Effect.logInfo("PostgreSQL is back")
        return again
      })
  }).pipe(Effect.zipRight(Effect.never))

const leave = (
  start: Start,
  joined: Ref.Ref<Option.Option<Joined>>,
  lingers: boolean
): Effect.Effect<void> =>
  Effect.gen(function* () {
    const now = yield* Ref.get(joined)
    if (Option.isNone(now)) return
    const { lease } = now.value
    if (!lingers && (yield* lease.leave)) yield* Postmaster.stop(start)
    yield* lease.close
  })
