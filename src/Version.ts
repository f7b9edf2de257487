/** Which Tandem this is. Said in one place, by the package itself. */
import manifest from "../package.json" with { type: "json" }

export const version: string = manifest.version
