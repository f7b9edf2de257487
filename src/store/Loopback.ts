/**
 * A door on the loopback address, for programs that cannot use a socket in the file system. It
 * only carries bytes: whoever comes in still needs the password.
 */
import * as net from "node:net"
import * as Effect from "effect/Effect"
import { DatabaseUnavailable } from "../contracts/Database.ts"
import type { Door } from "./embedded/Postmaster.ts"

/** The port; it closes with the scope, and everybody who came in through it. */
export const open = ({ host, port }: Door) => {
  const target = host.startsWith("/") ? { path: `${host}/.s.PGSQL.${port}` } : { host, port }
  return Effect.map(
    Effect.acquireRelease(listen(target), (entrance) => entrance.close),
    (entrance) => entrance.port
  )
}

const listen = (target: net.NetConnectOpts) =>
  Effect.async<Entrance, DatabaseUnavailable>((resume) => {
    const guests = new Set<net.Socket>()
    const server = net.createServer((guest) => {
      guests.add(guest)
      join(guest, net.connect(target), () => guests.delete(guest))
    })
    server.on("error", (cause) =>
      resume(
        new DatabaseUnavailable({
          message: `Cannot open a port on 127.0.0.1: ${cause.message}`,
          cause
        })
      )
    )
    server.listen(0, "127.0.0.1", () => {
      const address = server.address()
      const port = typeof address === "object" && address !== null ? address.port : 0
      resume(Effect.succeed({ port, close: close(server, guests) }))
    })
  })

interface Entrance {
  readonly port: number
  readonly close: Effect.Effect<void>
}

const join = (guest: net.Socket, host: net.Socket, left: () => void): void => {
  guest.pipe(host)
  host.pipe(guest)
  for (const [one, other] of [
    [guest, host],
    [host, guest]
  ] as const) {
    one.on("error", () => other.destroy())
    one.on("close", () => {
      other.destroy()
      left()
    })
  }
}

const close = (server: net.Server, guests: ReadonlySet<net.Socket>): Effect.Effect<void> =>
  Effect.async((resume) => {
    server.close(() => resume(Effect.void))
    for (const guest of guests) guest.destroy()
  })
