/**
 * Numbers as people and spreadsheets write them, without ever passing through floating point:
 * an amount keeps every digit. Null is "not one number": "51-200", "500+" and "$1.2M" say
 * something, but not how much, so they are left to a person.
 *
 * One separator alone is read as machines write: a point begins the fraction, and a comma does
 * too unless exactly three digits follow it. `1.234` is one and a bit, `1,234` is a thousand, and
 * `1.234 €`, which a person wrote, may be either: not a number.
 */
export const readMoney = (raw: string | number): string | null => {
  if (typeof raw === "number") return Number.isFinite(raw) ? decimal(String(raw), false) : null
  if (raw.length > longest) return null
  const text = raw.normalize("NFKC").trim()
  if (plain.test(text)) return decimal(text, false)
  const bracketed = text.startsWith("(") && text.endsWith(")")
  const bare = unsigned(bracketed ? text.slice(1, -1).trim() : text)
  if (bare === null || (bracketed && bare.negative)) return null
  const digits = /^[1-9]\d{0,2}\.\d{3}$/.test(bare.text) ? null : ungrouped(bare.text)
  return digits === null ? null : decimal(digits, bracketed || bare.negative)
}

export const readInteger = (raw: string | number): number | null => {
  if (typeof raw === "number" && Number.isSafeInteger(raw)) return raw + 0
  const amount = readMoney(raw)
  const count = amount === null || amount.includes(".") ? Number.NaN : Number(amount)
  return Number.isSafeInteger(count) ? count : null
}

/** Room for the largest double written out. */
const longest = 400

const plain = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/

const codes =
  "AED|ARS|AUD|BGN|BRL|CAD|CHF|CLP|CNY|COP|CZK|DKK|EGP|EUR|GBP|HKD|HUF|IDR|ILS|INR|ISK|JPY|KES" +
  "|KRW|MXN|MYR|NGN|NOK|NZD|PEN|PHP|PKR|PLN|QAR|RON|RSD|RUB|SAR|SEK|SGD|THB|TRY|TWD|UAH|USD|VND|ZAR"
const currency = `(?:(?:US|CA|AU|NZ|HK|C|A|R|S|MX)?\\p{Sc}|${codes}|kr\\.?|zł|Kč|Ft|Fr\\.?|Rs\\.?)`
const signed = new RegExp(
  `^([+-]?) ?(?:${currency} ?)?([+-]?) ?([\\d.].*?)(?: ?${currency})?$`,
  "u"
)

/** The digits without sign and currency, which may stand on either side of each other. */
const unsigned = (text: string): { text: string; negative: boolean } | null => {
  const [, before = "", after = "", digits] = signed.exec(text.replaceAll("\u2212", "-")) ?? []
  if (digits === undefined || (before !== "" && after !== "")) return null
  return { text: digits, negative: before === "-" || after === "-" }
}

const grouped: ReadonlyArray<readonly [pattern: RegExp, group: RegExp]> = [
  [/^[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?$/, /,/g],
  [/^[1-9]\d?(?:,\d\d)+,\d{3}(?:\.\d*)?$/, /,/g],
  [/^[1-9]\d{0,2}(?:\.\d{3})+,\d*$/, /\./g],
  [/^[1-9]\d{0,2}(?:\.\d{3}){2,}$/, /\./g],
  [/^[1-9]\d{0,2}(?:['’ ]\d{3})+(?:[.,]\d*)?$/, /['’ ]/g],
  [/^\d+(?:[.,]\d*)?$/, /[^\d.,]/g],
  [/^\.\d+$/, /[^\d.]/g]
]

const ungrouped = (text: string): string | null => {
  for (const [pattern, group] of grouped) {
    if (pattern.test(text)) return text.replace(group, "").replace(",", ".")
  }
  return null
}

/** Digits, a point and perhaps an exponent, written the one way: no zero that says nothing. */
const decimal = (text: string, negative: boolean): string | null => {
  const [mantissa = "", exponent = "0"] = text.toLowerCase().split("e")
  const [whole = "", fraction = ""] = mantissa.replace(/^[+-]/, "").split(".")
  const shift = Number(exponent)
  const digits = whole + fraction
  const point = whole.length + shift
  if (Math.abs(shift) > longest || Math.abs(point) > longest) return null
  const padded = digits.padEnd(point, "0").padStart(digits.length - Math.min(point, 0), "0")
  const at = Math.max(point, 0)
  const left = padded.slice(0, at).replace(/^0+/, "") || "0"
  const right = withoutEndZeros(padded.slice(at))
  const sign = (negative || mantissa.startsWith("-")) && left + right !== "0" ? "-" : ""
  const amount = right === "" ? sign + left : `${sign}${left}.${right}`
  return amount.length > longest ? null : amount
}

const withoutEndZeros = (digits: string): string => {
  let end = digits.length
  while (digits[end - 1] === "0") end -= 1
  return digits.slice(0, end)
}
