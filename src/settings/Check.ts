/**
 * What no key can know of itself: names that have to exist elsewhere in the file, and names that
 * may exist only once. Looks at what stands there, so that it has its say even where something
 * else is wrong.
 */
import { kinds } from "../core/Kinds.ts"
import { hubVoices } from "../core/Policy.ts"
import { nearest } from "./Nearest.ts"
import type { Path } from "./Problem.ts"
import type { Fault, Tree } from "./Source.ts"
import { isList, isSection } from "./Source.ts"

export const check = (tree: Tree, show: Show): ReadonlyArray<Fault> => {
  const connections = below(tree, "connections")
  const all = (connections !== undefined && isList(connections) ? connections : []).map(named)
  const workspaces = below(tree, "workspaces") ?? { default: {} }
  return all.flatMap((connection, index) => [
    ...nameFaults(connection, all.slice(0, index), show),
    ...workspaceFaults(connection, isSection(workspaces) ? Object.keys(workspaces) : null, show),
    ...kindFaults(connection),
    ...ruleFaults(connection, all, show)
  ])
}

type Show = (path: Path, text: string) => string

interface Connection {
  readonly path: Path
  readonly tree: Tree
  readonly name: string | undefined
  readonly workspace: string
}

const named = (tree: Tree, index: number): Connection => ({
  path: ["connections", index],
  tree,
  name: textOf(below(tree, "name")),
  workspace: textOf(below(tree, "workspace")) ?? "default"
})

const nameFaults = (
  { name, path }: Connection,
  before: ReadonlyArray<Connection>,
  show: Show
): ReadonlyArray<Fault> => {
  const at = { path: [...path, "name"], blame: "value" } as const
  if (name === undefined) return []
  if (hubVoices.includes(name)) {
    const found = `${show(at.path, name)}, which is what the hub's own changes are called`
    const allowed = `any name but ${hubVoices.join(", ")}`
    return [{ ...at, found, allowed, remedy: `write ${name}-crm, say` }]
  }
  const twin = before.find((other) => other.name === name)
  if (twin === undefined) return []
  const found = `${show(at.path, name)}, which connections[${twin.path.at(-1)}] is called already`
  return [{ ...at, found, allowed: "every name once", remedy: "rename one of the two" }]
}

const workspaceFaults = (
  { path, tree, workspace }: Connection,
  known: ReadonlyArray<string> | null,
  show: Show
): ReadonlyArray<Fault> => {
  if (known === null || known.includes(workspace)) return []
  const silent = below(tree, "workspace") === undefined
  const meant = nearest(workspace, known)
  return [
    {
      path: [...path, "workspace"],
      blame: "value",
      found: silent
        ? "no `workspace`, and none is called `default`"
        : show([...path, "workspace"], workspace),
      allowed: known.join(", "),
      remedy:
        meant === null || silent
          ? "name one of these, or add it under `workspaces`"
          : `did you mean \`${meant}\`?`
    }
  ]
}

const kindFaults = ({ path, tree }: Connection): ReadonlyArray<Fault> => {
  const lanes = below(tree, "kinds")
  if (lanes === undefined || !isSection(lanes) || Object.keys(lanes).length > 0) return []
  return [
    {
      path: [...path, "kinds"],
      blame: "key",
      found: "a connection that syncs nothing",
      allowed: `one or more of ${kinds.join(", ")}`,
      remedy: "add `contact:`, or take the connection out"
    }
  ]
}

/** Lists of trust may name connections of the same workspace, each once, and the hub. */
const ruleFaults = (
  { path, tree, workspace }: Connection,
  all: ReadonlyArray<Connection>,
  show: Show
): ReadonlyArray<Fault> => {
  const peers = all.flatMap((other) =>
    other.name !== undefined && other.workspace === workspace ? [other.name] : []
  )
  const known = ["hub", ...peers]
  return rulesIn(below(tree, "kinds"), [...path, "kinds"]).flatMap(({ list, path }) =>
    list.flatMap((name, index): ReadonlyArray<Fault> => {
      if (typeof name !== "string") return []
      const at = { path: [...path, index], blame: "value", allowed: known.join(", ") } as const
      if (list.indexOf(name) < index) {
        return [{ ...at, found: `${show(at.path, name)} a second time`, remedy: "keep the first" }]
      }
      if (known.includes(name)) return []
      const meant = nearest(name, known)
      const elsewhere = all.find((other) => other.name === name)?.workspace
      const found = elsewhere === undefined ? "" : `, which is in the workspace \`${elsewhere}\``
      const remedy =
        meant === null || elsewhere !== undefined
          ? "name connections of this workspace"
          : `did you mean \`${meant}\`?`
      return [{ ...at, found: `${show(at.path, name)}${found}`, remedy }]
    })
  )
}

interface Trust {
  readonly path: Path
  readonly list: ReadonlyArray<Tree>
}

const rulesIn = (lanes: Tree | undefined, path: Path): ReadonlyArray<Trust> =>
  sections(lanes).flatMap(([kind, lane]) => [
    ...trust(below(lane, "first_join"), [...path, kind, "first_join"]),
    ...sections(below(lane, "fields")).flatMap(([field, rule]) =>
      trust(rule, [...path, kind, "fields", field])
    )
  ])

const trust = (rule: Tree | undefined, path: Path): ReadonlyArray<Trust> =>
  rule !== undefined && isList(rule) ? [{ path, list: rule }] : []

const sections = (tree: Tree | undefined): ReadonlyArray<readonly [string, Tree]> =>
  tree !== undefined && isSection(tree) ? Object.entries(tree) : []

const below = (tree: Tree, key: string): Tree | undefined =>
  isSection(tree) && Object.hasOwn(tree, key) ? tree[key] : undefined

const textOf = (tree: Tree | undefined): string | undefined =>
  typeof tree === "string" ? tree : undefined
