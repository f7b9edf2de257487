/** All the commands there are. Each command is one file beside this one. */
import * as Command from "@effect/cli/Command"
import { version } from "../Version.ts"
import { check } from "./Check.ts"
import { config } from "./Config.ts"
import { db } from "./Db.ts"
import { exportCommand } from "./Export.ts"
import { health } from "./Health.ts"
import { importCommand } from "./Import.ts"
import { keys } from "./Keys.ts"
import { migrate } from "./Migrate.ts"
import { normalize } from "./Normalize.ts"
import { run } from "./Run.ts"

const tandem = Command.make("tandem").pipe(
  Command.withDescription("Keeps your CRMs and your own contact database in agreement, both ways."),
  Command.withSubcommands([
    run,
    check,
    migrate,
    config,
    normalize,
    exportCommand,
    importCommand,
    db,
    keys,
    health
  ])
)

export const cli = Command.run(tandem, { name: "Tandem", version, executable: "tandem" })
