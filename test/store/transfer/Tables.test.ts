/** The order in which tables can be filled. */
import { describe, expect, it } from "vitest"
import { arrange } from "../../../src/store/transfer/Tables.ts"
import { always, fc } from "../../support/property.ts"

describe("tables are filled", () => {
  const graph = fc
    .uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 12 })
    .chain((names) =>
      fc.tuple(
        fc.constant(names.map((name) => ({ name }))),
        // Whoever comes later may refer to whoever came earlier, and everybody to themselves.
        fc.array(
          fc.tuple(fc.nat(names.length - 1), fc.nat(names.length - 1)).map(([a, b]) => ({
            table: names[Math.max(a, b)] ?? "",
            refersTo: names[Math.min(a, b)] ?? ""
          }))
        )
      )
    )

  it(
    "after the tables they refer to, all of them, once",
    always(graph, ([tables, references]) => {
      const order = arrange([...tables].reverse(), references).map(({ name }) => name)
      expect([...order].sort()).toEqual(tables.map(({ name }) => name).sort())
      for (const { refersTo, table } of references) {
        expect(order.indexOf(refersTo)).toBeLessThanOrEqual(order.indexOf(table))
      }
    })
  )

  it("never in a circle that nothing defers", () => {
    const circle = [
      { table: "a", refersTo: "b" },
      { table: "b", refersTo: "a" }
    ]
    expect(() => arrange([{ name: "a" }, { name: "b" }], circle)).toThrow("in a circle")
  })
})
