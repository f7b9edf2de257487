import { describe, expect, it } from "vitest"
import type { Filter } from "../../src/core/Filter.ts"
import { lane, loaded } from "./mistakes.ts"

const understood = (filter: string): Filter | undefined =>
  loaded(lane(`filter: ${filter}`)).connections[0]?.kinds.contact?.filter

describe("a filter", () => {
  it("of one test is that test", () => {
    expect(understood("{ city: { prefix: Ber } }")).toEqual({
      field: "city",
      test: { prefix: "Ber" }
    })
  })

  it("of several things side by side wants them all", () => {
    expect(understood("{ city: { eq: Bonn, exists: true }, not: { tags: { eq: x } } }")).toEqual({
      and: [
        { field: "city", test: { eq: "Bonn" } },
        { field: "city", test: { exists: true } },
        { not: { field: "tags", test: { eq: "x" } } }
      ]
    })
  })

  it("nests", () => {
    expect(
      understood("{ or: [{ and: [{ city: { eq: Bonn } }] }, { city: { eq: Ulm } }] }")
    ).toEqual({
      or: [
        { field: "city", test: { eq: "Bonn" } },
        { field: "city", test: { eq: "Ulm" } }
      ]
    })
  })

  it.each<[string, Filter]>([
    ["{ country: { in: [Germany, at] } }", { field: "country", test: { in: ["DE", "AT"] } }],
    ["{ work_email: { eq: Ann@ACME.com } }", { field: "work_email", test: { eq: "ann@acme.com" } }],
    [
      '{ direct_phone: { eq: "+49 30 901820" } }',
      { field: "direct_phone", test: { eq: "+4930901820" } }
    ],
    [
      "{ linkedin_url: { eq: www.linkedin.com/in/Ann } }",
      { field: "linkedin_url", test: { eq: "https://linkedin.com/in/ann" } }
    ],
    [
      "{ created_at: { after: 2026-01-31T12:00+01:00 } }",
      { field: "created_at", test: { after: "2026-01-31T11:00:00.000Z" } }
    ],
    ["{ company_id: { eq: 12 } }", { field: "company_id", test: { eq: "12" } }],
    ["{ lists: { list: 12 } }", { field: "lists", test: { list: "12" } }],
    ["{ confidence_score: { eq: 0.950 } }", { field: "confidence_score", test: { eq: "0.95" } }]
  ])("%s asks in normal form", (written, filter) => {
    expect(understood(written)).toEqual(filter)
  })
})
