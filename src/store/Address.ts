/** Where a database is: for the driver, for people, and for psql. */
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type Pg from "pg"
import { DatabaseUnavailable } from "../contracts/Database.ts"
import type { Server } from "./embedded/EmbeddedServer.ts"
import { sessionOptions } from "./Pool.ts"

export interface Address {
  /** Without a secret. */
  readonly place: string
  readonly config: Redacted.Redacted<Pg.PoolConfig>
  /** With the password in it. */
  readonly url: Redacted.Redacted<URL>
}

export const fromUrl = Effect.fn("Address.fromUrl")(function* (given: Redacted.Redacted) {
  const url = URL.canParse(Redacted.value(given)) ? new URL(Redacted.value(given)) : undefined
  if (url === undefined || !/^postgres(ql)?:$/.test(url.protocol)) {
    return yield* new DatabaseUnavailable({
      message: "DATABASE_URL is not of the form postgresql://user:password@host:5432/database"
    })
  }
  const bare = new URL(url)
  // The driver would let these replace the options of the session instead of adding to them.
  bare.searchParams.delete("options")
  const options = url.searchParams.get("options")
  return {
    place: placeOf(url),
    config: Redacted.make({
      connectionString: bare.href,
      ...(options === null ? {} : { options })
    }),
    url: Redacted.make(url)
  } satisfies Address
})

/** The host in front gives way to the one behind, which may be the directory of a socket. */
export const fromServer = ({ database, home, host, password, port, user }: Server): Address => {
  const url = new URL("postgresql://localhost")
  url.username = user
  url.password = Redacted.value(password)
  url.pathname = `/${database}`
  url.searchParams.set("host", host)
  url.searchParams.set("port", String(port))
  return {
    place: home,
    config: Redacted.make({ host, port, user, database, password: Redacted.value(password) }),
    url: Redacted.make(url)
  }
}

/** For psql: one workspace, seen through the same row security as everything Tandem does. */
export const loginUrl = (
  address: Address,
  workspace: string,
  loopbackPort?: number
): Redacted.Redacted => {
  const url = new URL(Redacted.value(address.url))
  if (loopbackPort !== undefined) {
    url.searchParams.set("host", "127.0.0.1")
    url.searchParams.set("port", String(loopbackPort))
  }
  const mine = sessionOptions({
    search_path: "tandem",
    role: "tandem_app",
    "app.workspace": workspace
  })
  const theirs = url.searchParams.get("options")
  url.searchParams.set("options", theirs === null ? mine : `${theirs} ${mine}`)
  // A query may say "+" for a space, and psql does not know that.
  const query = url.search.replaceAll("+", "%20")
  url.search = ""
  return Redacted.make(`${url.href}${query}`)
}

const placeOf = (url: URL): string => {
  const host = url.searchParams.get("host") ?? url.hostname
  const port = url.searchParams.get("port") ?? (url.port || "5432")
  return `${host || "localhost"}:${port}${url.pathname}`
}
