/**
 * `${NAME}`, `${NAME:-default}` and `${file:/path}` inside texts, replaced before anything is
 * decoded; `$${` stands for `${` itself. What comes in this way is never looked at again for
 * more of its kind, and never repeated in a message.
 */
import * as fs from "node:fs"
import * as path from "node:path"
import { nearest } from "./Nearest.ts"
import { type Path, pathText } from "./Problem.ts"
import { type Fault, isList, isSection, type Tree } from "./Source.ts"

/** What lies outside of the file. */
export interface World {
  readonly env: { readonly [name: string]: string | undefined }
  /** Where relative paths begin. */
  readonly directory: string
  /** Started by the superuser, who may not run a database in just any directory. */
  readonly root: boolean
}

/** Where a value came from, without the value: `${PORT}`. */
export interface Origin {
  readonly from: string
  /** The text is nothing but the one expansion, so it need not be a text at all. */
  readonly whole: boolean
}

export interface Expanded {
  readonly tree: Tree
  readonly origins: ReadonlyMap<string, Origin>
  readonly faults: ReadonlyArray<Fault>
}

export const expand = (tree: Tree, world: World): Expanded => {
  const origins = new Map<string, Origin>()
  const faults: Array<Fault> = []
  const visit = (node: Tree, at: Path): Tree | undefined => {
    if (typeof node === "string") {
      const { from, text, whole, wrong } = expandText(node, world)
      for (const fault of wrong) faults.push({ path: at, blame: "value", allowed: null, ...fault })
      if (from.length > 0) origins.set(pathText(at), { from: from.join(" "), whole })
      return whole && text === "" ? undefined : text
    }
    if (isList(node)) return node.map((item, index) => visit(item, [...at, index]) ?? null)
    if (!isSection(node)) return node
    const entries = Object.entries(node).flatMap(([key, value]) => {
      const tree = visit(value, [...at, key])
      return tree === undefined ? [] : [[key, tree] as const]
    })
    return Object.fromEntries(entries)
  }
  return { tree: visit(tree, []) ?? {}, origins, faults }
}

interface Wrong {
  readonly found: string
  readonly remedy: string
}

const expandText = (raw: string, world: World) => {
  const from: Array<string> = []
  const wrong: Array<Wrong> = []
  const text = raw.replace(/\$\$\{|\$\{([^}]*)(\}?)/g, (all, body: string = "", close = "") => {
    if (all === "$${") return "${"
    const value = close === "" ? unclosed : replacementOf(body, world)
    from.push(`\${${nameOf(body)}}`)
    if (typeof value === "string") return value
    wrong.push(value)
    return ""
  })
  const whole = from.length === 1 && wrong.length === 0 && /^\$\{[^}]*\}$/.test(raw)
  return { text, from, whole, wrong }
}

const unclosed: Wrong = {
  found: "`${` that is never closed",
  remedy: "close it with `}`, or write `$${` for the two characters themselves"
}

const nameOf = (body: string): string => body.split(":-", 1)[0] ?? ""

const replacementOf = (body: string, world: World): string | Wrong => {
  if (body.startsWith("file:")) return contentOf(body.slice("file:".length), world)
  const [, name, fallback] = /^([A-Za-z_]\w*)(?::-([\s\S]*))?$/.exec(body) ?? []
  if (name === undefined) return unnamed
  const value = Object.hasOwn(world.env, name) ? world.env[name] : undefined
  if (value !== undefined && value !== "") return value
  if (fallback !== undefined) return fallback
  const meant = value === undefined ? nearest(name, Object.keys(world.env)) : null
  const how = value === undefined ? "not set" : "empty"
  const set = `set ${name}, or say what holds without it: \${${name}:-...}`
  return {
    found: `\`\${${name}}\`, and ${name} is ${how} in the environment`,
    remedy: meant === null ? set : `did you mean ${meant}? Otherwise ${set}`
  }
}

const unnamed: Wrong = {
  found: "`${...}` with something else than a name in it",
  remedy: "write ${NAME}, ${NAME:-default} or ${file:/path}, or `$${` for the characters themselves"
}

/** A secret is a line; anything much longer is the wrong file. */
const longest = 65_536

const contentOf = (name: string, world: World): string | Wrong => {
  const file = path.resolve(world.directory, name)
  const wrong = (found: string): Wrong => ({
    found: `\`\${file:${name}}\`, ${found}`,
    remedy: `let ${file} be a file this user may read; a relative path begins at the configuration`
  })
  try {
    const stat = fs.statSync(file)
    if (!stat.isFile()) return wrong("which is no file")
    if (stat.size > longest) return wrong(`which is larger than ${longest} bytes`)
    const text = fs.readFileSync(file, "utf8").replace(/\r?\n$/, "")
    return text === "" ? wrong("which is empty") : text
  } catch (cause) {
    const missing = cause instanceof Error && "code" in cause && cause.code === "ENOENT"
    return wrong(missing ? "and there is no such file" : "which cannot be read")
  }
}
