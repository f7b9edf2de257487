/** Rules pick a side; here is what they are refused for, and what they fall back on. */
import { describe, expect, it } from "vitest"
import { fieldsOf } from "../../src/core/Kinds.ts"
import { faults, ruleFor } from "../../src/core/Policy.ts"

const policy = { rules: {}, firstJoin: "ask", order: ["acme", "bolt"] } as const

describe("policy", () => {
  it("is newest for a field nobody wrote a rule for, and most-restrictive for consent", () => {
    expect(ruleFor(policy, "job_title")).toBe("newest")
    expect(ruleFor(policy, "do_not_call")).toBe("most-restrictive")
    expect(ruleFor({ ...policy, rules: { do_not_call: "ask" } }, "do_not_call")).toBe("ask")
  })

  it("takes a field called like something every object has for what it is", () => {
    expect(ruleFor(policy, "constructor")).toBe("newest")
    expect(ruleFor(policy, "__proto__")).toBe("newest")
  })

  it("names every fault in words", () => {
    const rules = {
      job_tite: "newest",
      job_title: "most-restrictive",
      city: ["acme", "blot", "hub"]
    } as const
    expect(faults("contact", fieldsOf.contact, { ...policy, rules })).toEqual([
      { field: "job_tite", fault: "a contact has no field job_tite" },
      { field: "job_title", fault: "most-restrictive needs a yes-or-no field, job_title is none" },
      { field: "city", fault: "there is no connection called blot" }
    ])
    expect(faults("contact", fieldsOf.contact, policy)).toEqual([])
  })
})
