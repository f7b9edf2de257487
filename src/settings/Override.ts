/**
 * What goes before the file: variables of the environment that have a name of their own, and the
 * one default that depends on who runs Tandem.
 */
import type { Expanded, Origin, World } from "./Expand.ts"
import { isSection, type Tree } from "./Source.ts"

export const override = (expanded: Expanded, world: World): Expanded => {
  const origins = new Map(expanded.origins)
  const { DATABASE_URL = "", TANDEM_HOME = "" } = world.env
  let { tree } = expanded
  if (world.root && isSection(tree) && tree["home"] === undefined) {
    tree = put(origins, tree, ["home"], "/var/lib/tandem", "the default for root")
  }
  if (TANDEM_HOME !== "") tree = put(origins, tree, ["home"], TANDEM_HOME, "TANDEM_HOME")
  if (DATABASE_URL !== "") {
    tree = put(origins, tree, ["database", "url"], DATABASE_URL, "DATABASE_URL")
  }
  return { ...expanded, tree, origins }
}

const put = (
  origins: Map<string, Origin>,
  tree: Tree,
  [step, ...rest]: ReadonlyArray<string>,
  value: string,
  from: string,
  path = step
): Tree => {
  // What is no section is wrong already, and stays as it is to be told so.
  if (step === undefined || path === undefined || !isSection(tree)) return tree
  const [next] = rest
  if (next === undefined) {
    origins.set(path, { from, whole: false })
    return { ...tree, [step]: value }
  }
  const below = put(origins, tree[step] ?? {}, rest, value, from, `${path}.${next}`)
  return { ...tree, [step]: below }
}
