/**
 * Moments and days. A moment becomes `YYYY-MM-DDTHH:mm:ss.sssZ`; a day stays the day it is,
 * because which moment it begins at depends on where one stands. A time without a zone is UTC,
 * as the vendors that leave it out document. Null is "not a time": nothing is guessed, least of
 * all whether 05/01 is in January or May.
 */
export const readInstant = (raw: string | number): string | null => {
  if (typeof raw === "number") return fromEpoch(raw)
  const text = raw.trim()
  if (text.length > 40) return null
  if (/^\d{8}$/.test(text)) return dayOf(+text.slice(0, 4), +text.slice(4, 6), +text.slice(6))
  if (/^-?\d{9,15}$/.test(text)) return fromEpoch(Number(text))
  const parts = written.exec(text)
  if (parts === null) return null
  const [, year = "", month = "", day = "", hour, minute, second, fraction, zone] = parts
  const date = dayOf(+year, +month, +day)
  if (date === null || hour === undefined || minute === undefined) return date
  return momentOf(date, +hour, +minute, Number(second ?? 0), fraction ?? "", zone ?? "Z")
}

const written =
  /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)? ?(Z|z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?$/

const dayOf = (year: number, month: number, day: number): string | null => {
  const text = format(Date.UTC(year, month - 1, day))
  const same = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`
  return text?.startsWith(same) ? same : null
}

/** 24:00 is the end of the day, and a leap second is the beginning of the next minute. */
const momentOf = (
  date: string,
  hour: number,
  minute: number,
  second: number,
  fraction: string,
  zone: string
): string | null => {
  const inDay = hour < 24 || (hour === 24 && minute === 0 && second === 0)
  const offset = offsetOf(zone)
  if (!inDay || minute > 59 || second > 60 || offset === null) return null
  const time = ((hour * 60 + minute - offset) * 60 + second) * 1000
  return format(Date.parse(date) + time + +fraction.slice(0, 3).padEnd(3, "0"))
}

const offsetOf = (zone: string): number | null => {
  if (!/^[+-]/.test(zone)) return 0
  const hours = +zone.slice(1, 3)
  const minutes = +zone.slice(3).replace(":", "")
  if (hours > 15 || minutes > 59) return null
  return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes)
}

/** Beyond 10^11 the seconds would be past the year 5000: such a number counts milliseconds. */
const fromEpoch = (count: number): string | null =>
  format(Math.trunc(Math.abs(count) > 1e11 ? count : count * 1000))

/** Years a CRM can mean. 0001 is how some programs write "no date". */
const format = (millis: number): string | null => {
  if (!(millis >= firstYear && millis < pastYear)) return null
  return new Date(millis).toISOString()
}

const firstYear = Date.UTC(1000, 0, 1)
const pastYear = Date.UTC(10_000, 0, 1)

const pad = (count: number, width: number): string => String(count).padStart(width, "0")
