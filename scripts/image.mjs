/**
 * Builds the image of the Dockerfile without a Docker engine, and tries it the way a container
 * would run it: `npm run image:try`, as root on Linux.
 *
 * Every step of the Dockerfile is replayed in a chroot over this machine's own system (which
 * stands in for the base image: its Node and its C library are used). What comes out is then run
 * read-only, as the image's user, with the volume and /tmp on a tmpfs.
 */
import { spawn, spawnSync } from "node:child_process"
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync
} from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join, resolve } from "node:path"

if (process.platform !== "linux" || process.getuid?.() !== 0) {
  console.error("image: this needs Linux and root, because it mounts and changes root")
  process.exit(1)
}
if (process.env["IMAGE_INSIDE"] === undefined) {
  // Mounts and processes of our own, gone with us whatever happens.
  const args = [
    "--mount",
    "--pid",
    "--fork",
    "--mount-proc",
    process.execPath,
    ...process.argv.slice(1)
  ]
  const { status } = spawnSync("unshare", args, {
    stdio: "inherit",
    env: { ...process.env, IMAGE_INSIDE: "1" }
  })
  process.exit(status ?? 1)
}

const work = mkdtempSync(join(tmpdir(), "tandem-image-"))
const mount = (...args) => run("mount", args)
mount("-t", "tmpfs", "tmpfs", work)

const ignored = readFileSync(".dockerignore", "utf8")
  .split("\n")
  .filter((line) => line !== "")
const context = ignored.filter((line) => line.startsWith("!")).map((line) => line.slice(1))

const stages = build(parse(readFileSync("Dockerfile", "utf8")))
const image = stages.at(-1)
await tryOut(image)
console.log("image: everything holds")

function parse(text) {
  const logical = text
    .replace(/^#.*\n/gm, "")
    .replace(/\\\n/g, " ")
    .split("\n")
  return logical
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => {
      const [, word, rest] = /^(\w+)\s+(.*)$/.exec(line) ?? []
      return { word, rest }
    })
}

function build(steps) {
  const stages = []
  for (const { rest, word } of steps) {
    const stage = stages.at(-1)
    console.log(`image: ${word} ${rest.length > 90 ? `${rest.slice(0, 87)}...` : rest}`)
    switch (word) {
      case "FROM":
        stages.push(open(/ AS (\w+)$/i.exec(rest)?.[1] ?? null))
        break
      case "WORKDIR":
        stage.cwd = rest
        mkdirSync(stage.root + rest, { recursive: true })
        break
      case "COPY":
        copy(stages, stage, rest)
        break
      case "RUN":
        within(stage, ["/bin/sh", "-c", rest], { npm: true })
        break
      case "ENV":
        for (const pair of rest.split(" "))
          stage.env[pair.slice(0, pair.indexOf("="))] = pair.slice(pair.indexOf("=") + 1)
        break
      case "USER":
        stage.user = rest
        break
      case "HEALTHCHECK":
        stage.health = JSON.parse(rest.slice(rest.indexOf("[")))
        break
      case "ENTRYPOINT":
      case "CMD":
        stage[word.toLowerCase()] = JSON.parse(rest)
        break
      case "VOLUME":
        stage.volume = rest
        break
      case "EXPOSE":
      case "STOPSIGNAL":
        break
      default:
        throw new Error(`image: ${word} is not known here: teach this script, or leave it out`)
    }
  }
  return stages
}

/** A root of its own: this machine's system below, what the steps write above. */
function open(name) {
  const root = folder("root-")
  for (const part of ["usr", "etc"]) {
    const [upper, scratch] = [folder("up-"), folder("wk-")]
    mkdirSync(join(root, part))
    mount(
      "-t",
      "overlay",
      "-o",
      `lowerdir=/${part},upperdir=${upper},workdir=${scratch}`,
      "overlay",
      join(root, part)
    )
  }
  for (const link of ["bin", "lib", "lib64", "sbin"]) symlinkSync(`usr/${link}`, join(root, link))
  for (const part of ["dev", "proc", "root", "tmp"]) mkdirSync(join(root, part))
  mount("--bind", "/dev", join(root, "dev"))
  mount("-t", "proc", "proc", join(root, "proc"))
  mount("-t", "tmpfs", "-o", "mode=1777", "tmpfs", join(root, "tmp"))
  const path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
  return {
    name,
    root,
    cwd: "/",
    user: "0:0",
    env: { PATH: path },
    health: [],
    entrypoint: [],
    cmd: []
  }
}

/** Open to every user, as directories of an image are. */
function folder(prefix) {
  const path = mkdtempSync(join(work, prefix))
  chmodSync(path, 0o755)
  return path
}

function copy(stages, stage, rest) {
  const words = rest.split(/\s+/)
  const from = words[0]?.startsWith("--from=") ? words.shift().slice("--from=".length) : null
  const target = words.pop()
  for (const source of words) {
    if (from === null && !context.includes(source))
      throw new Error(`image: .dockerignore hides ${source}`)
    const origin =
      from === null ? resolve(source) : stages.find(({ name }) => name === from).root + source
    const into = words.length > 1 || target.endsWith("/") ? join(target, source) : target
    const place = join(stage.root, resolve(stage.cwd, into))
    mkdirSync(dirname(place), { recursive: true })
    cpSync(origin, place, { recursive: true })
  }
}

function command(stage, words, user) {
  const into = `cd ${stage.cwd} && exec "$0" "$@"`
  return ["chroot", [`--userspec=${user}`, stage.root, "/bin/sh", "-c", into, ...words]]
}

function within(stage, words, { npm = false, user = stage.user } = {}) {
  // The machine's own npm settings lead to its packages; they never stay in the image.
  const settings = join(stage.root, "root", ".npmrc")
  if (npm && existsSync("/root/.npmrc")) cpSync("/root/.npmrc", settings)
  const [file, args] = command(stage, words, user)
  run(file, args, { env: { HOME: "/root", ...stage.env } })
  rmSync(settings, { force: true })
}

async function tryOut(stage) {
  mount("-t", "tmpfs", "-o", "mode=0700,uid=10001,gid=10001", "tmpfs", stage.root + stage.volume)
  const [file, args] = ["mount", ["-o", "remount,ro", work]]
  for (const part of ["usr", "etc"]) mount("-o", "remount,ro", join(stage.root, part))
  run(file, args)

  const inside = (...words) => {
    const [program, rest] = command(stage, words, stage.user)
    return spawnSync(program, rest, { encoding: "utf8", env: stage.env })
  }
  const expect = (what, holds, shown = "") => {
    console.log(
      `image: ${holds ? "holds" : "FAILS"}  ${what}${shown === "" ? "" : `\n${shown.trim().replace(/^/gm, "         ")}`}`
    )
    if (!holds) process.exit(1)
  }
  const tandem = (...words) => inside(...stage.entrypoint, ...words)

  const id = inside("id", "-u")
  expect("it runs as the image's user", id.stdout.trim() === stage.user.split(":")[0], id.stderr)
  expect("the root is read-only", inside("touch", "/app/written").status !== 0)
  const version = tandem("--version")
  expect("tandem --version", version.status === 0, version.stdout)
  const check = tandem("check")
  expect("tandem check, before anything ran", check.status === 0, check.stdout + check.stderr)

  for (const round of ["the first start", "a second start on the same volume"]) {
    const [program, rest] = command(stage, [...stage.entrypoint, ...stage.cmd], stage.user)
    const daemon = spawn(program, rest, { env: stage.env, stdio: ["ignore", "pipe", "pipe"] })
    let said = ""
    daemon.stdout.on("data", (chunk) => (said += chunk))
    daemon.stderr.on("data", (chunk) => (said += chunk))
    const ended = new Promise((done) => daemon.on("exit", (code) => done(code)))
    const deadline = Date.now() + 60_000
    let health = inside(...stage.health)
    while (health.status !== 0 && Date.now() < deadline && daemon.exitCode === null) {
      await new Promise((done) => setTimeout(done, 200))
      health = inside(...stage.health)
    }
    expect(
      `healthy after ${round}`,
      health.status === 0,
      health.stdout + health.stderr + (health.status === 0 ? "" : said)
    )
    const beside = tandem("check")
    expect("tandem check beside the daemon", beside.status === 0, beside.stdout + beside.stderr)
    daemon.kill("SIGTERM")
    const status = await ended
    expect("SIGTERM ends it with status 0", status === 0, said)
    // One that has ended and waits to be collected by the container's init is no longer there.
    const { stdout } = spawnSync("ps", ["-C", "postgres", "-o", "stat=,pid=,args="], {
      encoding: "utf8"
    })
    const left = stdout.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("Z"))
    expect("no PostgreSQL is left behind", left.length === 0, left.join("\n"))
    expect("and it is not healthy any more", inside(...stage.health).status !== 0)
  }
}

function run(file, args, options = {}) {
  const done = spawnSync(file, args, { encoding: "utf8", ...options })
  if (done.status !== 0) {
    console.error(
      `image: ${file} ${args.join(" ")} failed\n${done.stdout}${done.stderr}${done.error ?? ""}`
    )
    process.exit(1)
  }
}
