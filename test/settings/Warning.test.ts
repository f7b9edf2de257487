import { describe, expect, it } from "vitest"
import { connection, loaded } from "./mistakes.ts"

const warnings = (text: string) => loaded(text, { env: { KEY: "x" } }).known.warnings
const withCredentials = (credentials: string, url = "https://api.acme.com") =>
  connection(`base_url: ${url}\ncredentials: ${credentials}\nkinds:\n  contact:`)

describe("a secret in the file", () => {
  it("is worth a warning, which does not repeat it", () => {
    expect(warnings(withCredentials("{ api_key: pa55word }"))).toEqual([
      "tandem.yaml:5:29  connections[0].credentials.api_key stands in the file in plain text; " +
        "write ${NAME} or ${file:/path} and keep the secret itself elsewhere"
    ])
    expect(warnings("database:\n  url: postgres://ann:pa55word@db/crm")).toHaveLength(1)
  })

  it("is none when it comes from elsewhere, or is no secret", () => {
    expect(
      warnings(withCredentials('{ api_key: "${KEY}", org_id: "12", email: a@b.com }'))
    ).toEqual([])
    expect(warnings("database:\n  url: postgres:///crm?host=/run")).toEqual([])
  })

  it("is none on this machine, where a twin asks for something and looks at nothing", () => {
    expect(warnings(withCredentials("{ api_key: x }", "http://127.0.0.1:9001/v1"))).toEqual([])
  })
})
