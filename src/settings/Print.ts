/**
 * The settings in force, as a configuration that could be put in a file: defaults filled in,
 * secrets hidden, and beside every value that is no default where it came from.
 */
import * as Schema from "effect/Schema"
import { Document, isMap, isScalar, isSeq, type Node } from "yaml"
import type { Known } from "./Decode.ts"
import { type Path, pathText } from "./Problem.ts"

export const print = <A, I>(schema: Schema.Schema<A, I>, settings: A, known: Known): string => {
  const document = new Document(Schema.encodeSync(schema)(settings))
  if (document.contents !== null) annotate(document.contents, [], known.origins)
  return document.toString({ lineWidth: 100 })
}

export interface Printed {
  readonly file: string
  readonly settings: unknown
  /** For every path that is no default, where its value came from. */
  readonly origins: { readonly [path: string]: string }
  readonly warnings: ReadonlyArray<string>
}

export const printed = <A, I>(schema: Schema.Schema<A, I>, settings: A, known: Known): Printed => ({
  file: known.file,
  settings: Schema.encodeSync(schema)(settings),
  origins: Object.fromEntries(known.origins),
  warnings: known.warnings
})

const annotate = (node: Node, path: Path, origins: ReadonlyMap<string, string>): void => {
  if (isScalar(node)) {
    if (typeof node.value === "string") node.value = node.value.replaceAll("${", () => "$${")
    const origin = origins.get(pathText(path))
    if (origin !== undefined) node.comment = ` ${origin}`
  }
  if (isSeq<Node>(node)) {
    for (const [at, item] of node.items.entries()) annotate(item, [...path, at], origins)
  }
  if (!isMap<unknown, Node>(node)) return
  for (const { key, value } of node.items) {
    const name = isScalar(key) ? String(key.value) : ""
    if (value !== null) annotate(value, [...path, name], origins)
  }
}
