/** The settings as a command gets them: from a file on disk, in the environment it runs in. */
import * as fs from "node:fs"
import * as os from "node:os"
import * as path from "node:path"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { afterAll, describe, expect, it } from "vitest"
import { fieldsOf, kinds } from "../src/core/Kinds.ts"
import { faults, type Policy } from "../src/core/Policy.ts"
import { Settings } from "../src/Settings.ts"
import { limitsOf } from "../src/settings/Rule.ts"
import { connection, lane, loaded } from "./settings/mistakes.ts"

const directory = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-settings-"))
afterAll(() => fs.rmSync(directory, { recursive: true }))

const failure = (file: string) => Effect.runSync(Effect.flip(Settings.load(file, {})))

describe("the defaults", () => {
  it("change nothing in a CRM, and ask where two disagree", () => {
    const [graph8] = loaded(connection("kinds:\n  contact:")).connections
    expect(graph8).toMatchObject({ workspace: "default", credentials: {} })
    expect(graph8?.kinds.contact).toMatchObject({
      direction: "pull",
      enrol: "none",
      first_join: "ask",
      deletes: { in: "keep", out: "keep" },
      fields: { work_email: "newest", do_not_call: "most-restrictive" }
    })
    expect(Duration.toMillis(graph8?.kinds.contact?.every ?? Duration.zero)).toBe(300_000)
    expect(graph8?.kinds.deal).toBeUndefined()
  })

  it("of a country may be Norway's, which YAML once took for no", () => {
    const { workspaces } = loaded("workspaces: { default: { default_country: NO } }")
    expect(workspaces["default"]).toEqual({ default_country: "NO" })
  })

  it("are a policy the core has nothing to say against", () => {
    const { connections } = loaded(connection("kinds: { contact: {}, company: {}, deal: {} }"))
    for (const kind of kinds) {
      const { fields, first_join } = connections[0]?.kinds[kind] ?? expect.fail(kind)
      const policy: Policy = { rules: fields, firstJoin: first_join, order: ["graph8"] }
      expect(Object.keys(policy.rules)).toEqual(Object.keys(fieldsOf[kind]))
      expect(faults(kind, fieldsOf[kind], policy)).toEqual([])
    }
  })

  it("hold for a lane, unless it has a limit of its own", () => {
    const own = "brakes:\n  deletes: off\n  creates: { at_least: 1, share: 0, at_most: 2 }"
    const { brakes, connections } = loaded(lane(own))
    expect(limitsOf(brakes, connections[0]?.kinds.contact?.brakes ?? {})).toEqual({
      deletes: null,
      clears: { atLeast: 50, share: 0.1, atMost: 1000 },
      overwrites: { atLeast: 500, share: 0.5, atMost: 50_000 },
      creates: { atLeast: 1, share: 0, atMost: 2 }
    })
  })
})

describe("home", () => {
  const homeOf = (text: string, env = {}, root = false) =>
    loaded(text, { directory: "/etc/tandem", env, root }).home

  it("is where the file is, not where the command was started", () => {
    expect(homeOf("")).toBe("/etc/tandem/.tandem")
    expect(homeOf("home: ../data")).toBe("/etc/data")
    expect(homeOf("home: /srv/data")).toBe("/srv/data")
  })

  it("of the superuser is where others can get in, unless somebody says otherwise", () => {
    expect(homeOf("", {}, true)).toBe("/var/lib/tandem")
    expect(homeOf("home: data", {}, true)).toBe("/etc/tandem/data")
    expect(homeOf("", { TANDEM_HOME: "data" }, true)).toBe("/etc/tandem/data")
  })

  it("from the environment goes before the file, and is relative to it", () => {
    expect(homeOf("home: one", { TANDEM_HOME: "two" })).toBe("/etc/tandem/two")
    expect(homeOf("home: one", { TANDEM_HOME: "/three" })).toBe("/three")
    expect(homeOf("home: one", { TANDEM_HOME: "" })).toBe("/etc/tandem/one")
  })
})

describe("the database", () => {
  const url = "postgres://ann:pa55word@db/crm"

  it("is the embedded one unless a URL is given", () => {
    expect(loaded("").database.url).toBeUndefined()
    expect(loaded(`database: { url: "${url}" }`).database.url).toEqual(Redacted.make(url))
  })

  it("from the environment goes before the file", () => {
    const { database } = loaded("database: { url: postgres://other/x }", {
      env: { DATABASE_URL: url }
    })
    expect(database.url).toEqual(Redacted.make(url))
  })
})

describe("a file", () => {
  const put = (text: string): string => {
    const file = path.join(directory, "tandem.yaml")
    fs.writeFileSync(file, text)
    return file
  }

  it("that ships with Tandem can be used as it is", () => {
    const settings = Effect.runSync(Settings.load("config/tandem.yaml", {}))
    expect(settings.workspaces).toEqual({ default: { default_country: "US" } })
    expect(settings.connections).toEqual([])
    expect(settings.known.warnings).toEqual([])
  })

  it("that ships with Tandem shows a connection that works when the # is taken away", () => {
    const [, example = ""] = fs.readFileSync("config/tandem.yaml", "utf8").split("connections: []")
    const text = `connections:\n${example.replace(/^# {3}/gm, "  ")}`
    const { connections, known } = loaded(text, { env: { GRAPH8_API_KEY: "x" } })
    expect(connections).toHaveLength(1)
    expect(Object.keys(connections[0]?.kinds ?? {})).toEqual(["contact", "company"])
    expect(known.warnings).toEqual([])
  })

  it("that is not there is told how to make", () => {
    const missing = path.join(directory, "none.yaml")
    expect(failure(missing).message).toBe(
      [
        `${missing} cannot be used: 1 problem`,
        "",
        missing,
        "  found    no file of this name",
        "  allowed  a YAML file; an empty one means every default",
        "  remedy   name another with --config FILE or TANDEM_CONFIG, or make this one: " +
          "it may be empty, then every default holds"
      ].join("\n")
    )
  })

  it("that is a directory, or lies below a file, is said to be that", () => {
    expect(failure(directory).message).toContain("found    a directory")
    expect(failure(path.join(put(""), "x")).message).toContain("found    no such directory")
  })

  it("has all its mistakes told at once, in the order they stand in", () => {
    const { problems } = failure(put("log: { level: loud }\napi: { prt: 1, port: x }\nhome: ~/x\n"))
    expect(problems.map(({ path, spot }) => [path, spot?.line])).toEqual([
      ["log.level", 1],
      ["api.prt", 2],
      ["api.port", 2],
      ["home", 3]
    ])
  })
})
