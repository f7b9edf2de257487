/** A database moves from one home to another by way of a file, and people look into it. */
import { spawnSync } from "node:child_process"
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import Pg from "pg"
import { afterAll, expect, it } from "vitest"
import { program, start, tandem, temporaryHome } from "../support/tandem.ts"

const { home, remove } = temporaryHome()
afterAll(remove)

/** A configuration with a database of its own. */
const place = (name: string): ReadonlyArray<string> => {
  const directory = join(home, name)
  mkdirSync(directory)
  const file = join(directory, "tandem.yaml")
  writeFileSync(file, "home: ./state\napi: {port: 0}\n")
  return ["--config", file]
}

const old = place("old")
const file = join(home, "tandem.export")

const ask = async (url: string, question: string) => {
  const client = new Pg.Client(url)
  await client.connect()
  try {
    return (await client.query(question)).rows
  } finally {
    await client.end()
  }
}

it("exports to a file only its owner can read", async () => {
  expect((await tandem(["migrate", ...old])).status).toBe(0)
  const said = await tandem(["export", ...old, "--out", file])
  expect(said).toMatchObject({ status: 0, err: "" })
  expect(said.out).toMatch(/^exported 0\.0 MB to .*tandem\.export\n$/)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(existsSync(`${file}.partial`)).toBe(false)
  const [header = ""] = readFileSync(file, "utf8").split("\n")
  expect(JSON.parse(header)).toMatchObject({ format: "tandem export", version: 1 })
})

it("exports the same to a pipe, with nothing else in it", async () => {
  const said = await tandem(["export", ...old])
  const rows = (text: string) => text.replace(/"at":"[^"]*"|"sha256".*/g, "")
  expect(rows(said.out)).toBe(rows(readFileSync(file, "utf8")))
  expect(said).toMatchObject({ status: 0, err: "exported 0.0 MB\n" })
})

it("stops the server it started when nobody reads on", async () => {
  const early = spawnSync(
    "sh",
    ["-c", '"$@" | head -c 20', "sh", process.execPath, program, "export", ...old],
    {
      encoding: "utf8"
    }
  )
  expect(early).toMatchObject({ status: 0, stdout: '{"format":"tandem ex' })
  const check = await tandem(["check", "--json", ...old])
  expect(JSON.parse(check.out).database.sentence).toContain(", started")
})

it("imports into a new home, from a file or a pipe", async () => {
  const fresh = place("fresh")
  const said = await tandem(["import", ...fresh, file])
  expect(said).toMatchObject({ status: 0, err: "" })
  expect(said.out).toMatch(/^imported 1 rows into \d+ tables\n$/)
  const piped = await tandem(["import", ...place("piped"), "--json", "-"], {
    input: readFileSync(file, "utf8")
  })
  expect(JSON.parse(piped.out)).toMatchObject({ rows: 1 })
})

it("imports nothing of half a file, or of none", async () => {
  const target = place("target")
  const half = join(home, "half")
  writeFileSync(half, readFileSync(file).subarray(0, 300))
  const said = await tandem(["import", ...target, half])
  expect(said.status).toBe(1)
  expect(said.err).toContain("it was cut off. Nothing was imported.")
  const none = await tandem(["import", ...target, join(home, "none")])
  expect(none.status).toBe(1)
  expect(none.err).toMatch(/^tandem: Cannot read .*none: .*ENOENT/)
})

it("leaves no half of a file where one cannot be written", async () => {
  const said = await tandem(["export", ...old, "--out", join(home, "nowhere", "file")])
  expect(said.status).toBe(1)
  expect(said.err).toMatch(/^tandem: Cannot write .*nowhere\/file: .*ENOENT/)
})

it("gives out a login URL beside a running daemon", async () => {
  const daemon = start(["run", ...old])
  await daemon.says(/is ready/)
  const { out, status } = await tandem(["db", "url", ...old])
  expect(status).toBe(0)
  const who = "select current_user::text as me, name from workspaces"
  expect(await ask(out.trim(), who)).toEqual([{ me: "tandem_app", name: "default" }])
  const wrong = await tandem(["db", "url", ...old, "--workspace", "none"])
  expect(wrong).toMatchObject({ status: 1, out: "" })
  expect(wrong.err).toBe("tandem: There is no workspace none. There is: default.\n")
  daemon.process.kill("SIGTERM")
  expect((await daemon.ended).status).toBe(0)
})

it("gives out none that would lead nowhere, and opens a port where one is wanted", async () => {
  const said = await tandem(["db", "url", ...old])
  expect(said).toMatchObject({ status: 1, out: "" })
  expect(said.err).toContain('Start "tandem run" first, or use "tandem db url --tcp"')

  const open = start(["db", "url", ...old, "--tcp"])
  let url = ""
  open.process.stdout?.on("data", (chunk) => {
    url += chunk
  })
  await open.says(/until you press Ctrl-C/)
  expect(url).toContain("host=127.0.0.1&port=")
  expect(await ask(url.trim(), "select name from workspaces")).toEqual([{ name: "default" }])
  open.process.kill("SIGINT")
  expect((await open.ended).status).toBe(130)
  await expect(ask(url.trim(), "select 1")).rejects.toThrow(/ECONNREFUSED/)
})

it("is understood by psql, where there is one", async () => {
  const psql = spawnSync("psql", ["--version"]).status === 0 ? "psql" : undefined
  const open = start(["db", "url", ...old, "--tcp"])
  let url = ""
  open.process.stdout?.on("data", (chunk) => {
    url += chunk
  })
  await open.says(/until you press Ctrl-C/)
  const question = "select current_user || ' ' || name from workspaces"
  const answer =
    psql === undefined
      ? (await ask(url.trim(), question)).map((row) => Object.values(row)[0]).join()
      : spawnSync(psql, ["-XAtc", question, url.trim()], { encoding: "utf8" }).stdout.trim()
  expect(answer).toBe("tandem_app default")
  open.process.kill("SIGTERM")
  await open.ended
})
