/** Yes and no in the spellings forms, spreadsheets and vendors use. Null is "neither". */
export const readBoolean = (raw: string | number | boolean): boolean | null => {
  if (typeof raw === "boolean") return raw
  return words.get(String(raw).trim().toLowerCase()) ?? null
}

const words = new Map([
  ...["true", "t", "yes", "y", "on", "1"].map((word) => [word, true] as const),
  ...["false", "f", "no", "n", "off", "0"].map((word) => [word, false] as const)
])
