/** What works and had better be changed: secrets that stand in the file for everybody to read. */
import type { Origin } from "./Expand.ts"
import { type Path, pathText } from "./Problem.ts"
import type { Source } from "./Source.ts"
import { isList, isSection, type Tree } from "./Source.ts"
import { isLoopback } from "./Values.ts"

export const warningsOf = (
  source: Source,
  origins: ReadonlyMap<string, Origin>
): ReadonlyArray<string> =>
  [...source.places.values()].flatMap(({ leaf, path, value }) => {
    const text = pathText(path)
    if (!leaf || origins.has(text) || !isSecret(source.tree, path)) return []
    const { col, line } = source.lines.linePos(value[0])
    return [
      `${source.file}:${line}:${col}  ${text} stands in the file in plain text; ` +
        "write ${NAME} or ${file:/path} and keep the secret itself elsewhere"
    ]
  })

/** A twin on this machine has no secrets, and an account's name is none. */
const isSecret = (tree: Tree, path: Path): boolean => {
  const name = String(path.at(-1))
  if (path[0] === "database") return name === "url" && /\/\/[^/]*:[^/]*@/.test(textAt(tree, path))
  if (path[0] !== "connections" || path[2] !== "credentials") return false
  const url = textAt(tree, [...path.slice(0, 2), "base_url"])
  return !isLoopback(url) && !/(^|_)(id|email|user|username|login|account)$/.test(name)
}

const textAt = (tree: Tree, path: Path): string => {
  let below: Tree | undefined = tree
  for (const step of path) {
    if (below === undefined) return ""
    if (isList(below) && typeof step === "number") below = below[step]
    else below = isSection(below) ? below[step] : undefined
  }
  return typeof below === "string" ? below : ""
}
