/** The options that mean the same in every command. They stand after the command. */
import * as Options from "@effect/cli/Options"
import * as Config from "effect/Config"

export const configFile = Options.text("config").pipe(
  Options.withAlias("c"),
  Options.withPseudoName("FILE"),
  Options.withDescription("The configuration file (or TANDEM_CONFIG)"),
  Options.withFallbackConfig(Config.string("TANDEM_CONFIG")),
  Options.withDefault("config/tandem.yaml")
)

export const json = Options.boolean("json").pipe(
  Options.withDescription("Print for machines: JSON on standard output, nothing else")
)
