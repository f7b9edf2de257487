/** The commands are tested as people run them: bundled, in a process of their own. */
import { execFileSync } from "node:child_process"

export const setup = () => {
  execFileSync(process.execPath, ["scripts/build.mjs"], { stdio: "inherit" })
}
