/**
 * The package of the binaries leaves out its symbolic links and makes them in an install
 * script, which many never run (`--ignore-scripts`). Without them the server does not load.
 */
import * as fs from "node:fs"
import * as path from "node:path"

interface Link {
  readonly source: string
  readonly target: string
}

/**
 * Makes what is missing where it belongs, or in `spare` when that place cannot be written.
 * Answers with the directories in which libraries are to be looked for, first one first.
 */
export const restore = (root: string, spare: string): ReadonlyArray<string> => {
  const missing = listed(root).filter(({ target }) => !fs.existsSync(path.join(root, target)))
  const unwritable = missing.filter((link) => !linked(path.join(root, link.target), basename(link)))
  if (unwritable.length > 0) open(spare)
  for (const link of unwritable) {
    const place = path.join(spare, path.basename(link.target))
    if (fs.existsSync(place)) continue
    fs.rmSync(place, { force: true })
    linked(place, path.join(root, link.source))
  }
  const library = path.join(root, "native", "lib")
  return unwritable.length > 0 ? [spare, library] : [library]
}

/** The account the server runs as has to read it, whatever our umask. */
const open = (directory: string) => {
  fs.mkdirSync(directory, { recursive: true })
  fs.chmodSync(directory, 0o755)
}

const listed = (root: string): ReadonlyArray<Link> => {
  const list = path.join(root, "native", "pg-symlinks.json")
  // The list comes with the package, whose version is pinned.
  return fs.existsSync(list) ? (JSON.parse(fs.readFileSync(list, "utf8")) as Array<Link>) : []
}

const basename = ({ source }: Link) => path.basename(source)

/** True as well when somebody else made it meanwhile. */
const linked = (place: string, to: string): boolean => {
  try {
    fs.symlinkSync(to, place)
    return true
  } catch {
    return fs.existsSync(place)
  }
}
