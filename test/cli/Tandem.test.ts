/** The command line as a stranger meets it. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import manifest from "../../package.json" with { type: "json" }
import { tandem } from "../support/tandem.ts"

const place = mkdtempSync(join(tmpdir(), "tandem-cli-"))
afterAll(() => rmSync(place, { recursive: true, force: true }))
const file = (name: string, text: string): string => {
  const path = join(place, name)
  writeFileSync(path, text)
  return path
}

describe("tandem", () => {
  it("says which version it is", async () => {
    const said = await tandem(["--version"])
    expect(said).toMatchObject({ status: 0, err: "" })
    expect(said.out.trim()).toBe(manifest.version)
  })

  it("names every command in its help, in plain text where nobody sees colours", async () => {
    const { out, status } = await tandem(["--help"])
    expect(status).toBe(0)
    for (const command of [
      "run",
      "check",
      "migrate",
      "config",
      "normalize",
      "export",
      "import",
      "db"
    ]) {
      expect(out).toMatch(new RegExp(`- ${command}\\b`))
    }
    expect(out).not.toContain("\u001b")
  })

  it("gives each command a help of its own", async () => {
    const { out, status } = await tandem(["check", "--help"])
    expect(status).toBe(0)
    expect(out).toContain("--config")
  })

  it("refuses a command it does not know, and ends with 1", async () => {
    const said = await tandem(["chekc"])
    expect(said.status).toBe(1)
    expect(said.out + said.err).toContain("'check'")
  })

  it("ends with 3 when the configuration is wrong, and says what is", async () => {
    const missing = await tandem(["check", "--config", join(place, "none.yaml")])
    expect(missing.status).toBe(3)
    expect(missing.err).toContain("none.yaml")
    const wrong = await tandem(["check", "--config", file("wrong.yaml", "api:\n  prot: 1\n")])
    expect(wrong.status).toBe(3)
    expect(wrong.err).toMatch(/wrong\.yaml:2:3 +api\.prot[\s\S]*port/)
  })

  it("ends with 1 and a way out when the database cannot be reached", async () => {
    const said = await tandem(["check", "--config", file("empty.yaml", "")], {
      env: { DATABASE_URL: "postgres://nobody:secret@127.0.0.1:1/none" }
    })
    expect(said.status).toBe(1)
    expect(said.err).toContain("127.0.0.1:1")
    expect(said.out + said.err).not.toContain("secret")
    expect(said.err).not.toMatch(/\n\s+at /)
  })
})
