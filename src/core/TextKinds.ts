/**
 * The kinds of text that can be explained. They stand apart from what explains them, so that a
 * command line can name them without loading the numbering plans of the world.
 */
export const textKinds = [
  "phone",
  "email",
  "url",
  "linkedin",
  "domain",
  "country",
  "name",
  "text",
  "integer",
  "money",
  "boolean",
  "instant"
] as const
export type TextKind = (typeof textKinds)[number]
