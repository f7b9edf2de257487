/**
 * The Schema of the configuration for editors: what every key means, what may be written and what
 * holds when nothing is. Where something else than text is asked for, `${NAME}` may stand too.
 */
import * as JSONSchema from "effect/JSONSchema"
import type * as Schema from "effect/Schema"
import type { Tree } from "./Source.ts"

export const jsonSchemaOf = <A, I>(schema: Schema.Schema<A, I>): Tree => {
  // What the library makes is JSON; it says so with one interface for each kind of node.
  const made = JSONSchema.make(schema) as unknown as Section
  const { $defs, ...root } = sectionOf(admitting(made))
  return { ...root, $defs: $defs ?? {} }
}

/** The file that stands beside the configuration. */
export const jsonSchemaFile = <A, I>(schema: Schema.Schema<A, I>): string =>
  `${JSON.stringify(jsonSchemaOf(schema), null, 2)}\n`

type Section = { readonly [key: string]: Tree }

const sectionOf = (tree: Tree | undefined): Section =>
  typeof tree === "object" && tree !== null && !Array.isArray(tree) ? (tree as Section) : {}

const expansion = { type: "string", pattern: "\\$\\{" } as const

/** A node of the schema, and all below it. */
const admitting = (node: Tree): Tree => {
  if (Array.isArray(node)) return node.map(admitting)
  if (typeof node !== "object" || node === null) return node
  const below = Object.fromEntries(
    Object.entries(sectionOf(node)).flatMap(([key, value]) =>
      key === "required" && Array.isArray(value) && value.length === 0
        ? []
        : [[key, quoted.includes(key) ? value : admitting(value)] as const]
    )
  )
  if (!asksForMore(below)) return below
  const { default: fallback, description, ...asked } = below
  return {
    ...(description === undefined ? {} : { description }),
    ...(fallback === undefined ? {} : { default: fallback }),
    anyOf: [asked, expansion]
  }
}

/** Values that stand for themselves and are no schemas. */
const quoted: ReadonlyArray<string> = ["default", "enum", "required", "examples"]

const asksForMore = (node: Section): boolean => {
  const { type } = node
  if (type === "string") return "enum" in node || "pattern" in node
  return type === "number" || type === "integer" || type === "boolean"
}
