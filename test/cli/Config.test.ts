/** `tandem config print` and `tandem config schema`, as they are typed. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import { tandem } from "../support/tandem.ts"

const place = mkdtempSync(join(tmpdir(), "tandem-config-"))
afterAll(() => rmSync(place, { recursive: true, force: true }))

const secret = "pa55word"
const file = join(place, "tandem.yaml")
writeFileSync(
  file,
  `api:
  port: \${PORT}
connections:
  - name: graph8
    crm: graph8
    credentials:
      api_key: ${secret}
    kinds:
      contact:
`
)
const env = { PORT: "9000", TANDEM_HOME: "data" }

describe("tandem config print", () => {
  it("shows what is in force and where it is from, and warns on the side", async () => {
    const { err, out, status } = await tandem(["config", "print", "--config", file], { env })
    expect(status).toBe(0)
    expect(out).toContain(`home: ${join(place, "data")} # TANDEM_HOME`)
    expect(out).toContain("  port: 9000 # ${PORT}")
    expect(out).toContain("  host: 127.0.0.1\n")
    expect(out).toContain("      api_key: <redacted> # line 7")
    expect(err).toContain(`warning: ${file}:7:16  connections[0].credentials.api_key`)
    expect(out + err).not.toContain(secret)
  })

  it("says the same to machines, in one value on standard output", async () => {
    const { out, status } = await tandem(["config", "print", "--json", "--config", file], { env })
    expect(status).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      file,
      settings: { home: join(place, "data"), api: { port: 9000, host: "127.0.0.1" } },
      origins: { home: "TANDEM_HOME", "api.port": "${PORT}" }
    })
    expect(out).not.toContain(secret)
  })

  it("takes the file from the environment when the command line names none", async () => {
    const { out } = await tandem(["config", "print"], { env: { ...env, TANDEM_CONFIG: file } })
    expect(out).toContain("name: graph8")
  })

  it("ends with 3 where there is nothing to print", async () => {
    const { err, out, status } = await tandem(["config", "print", "--config", file])
    expect(status).toBe(3)
    expect(out).toBe("")
    expect(err).toContain("PORT is not set")
  })
})

describe("tandem config schema", () => {
  it("prints the schema that stands beside the configuration", async () => {
    const { out, status } = await tandem(["config", "schema"])
    expect(status).toBe(0)
    expect(out).toBe(readFileSync("config/tandem.schema.json", "utf8"))
  })
})
