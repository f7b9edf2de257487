/** An IP address where a mail domain may stand in brackets: `1.2.3.4` or `ipv6:2001:db8::1`. */
export const isAddressLiteral = (text: string): boolean =>
  text.startsWith("ipv6:") ? isIPv6(text.slice("ipv6:".length)) : isIPv4(text)

const isIPv4 = (text: string): boolean => ipv4.test(text)

/** Eight groups; one `::` stands for one or more of them, a dotted IPv4 at the end for two. */
const isIPv6 = (text: string): boolean => {
  const tail = text.slice(text.lastIndexOf(":") + 1)
  const written = isIPv4(tail) ? `${text.slice(0, -tail.length)}0:0` : text
  const halves = written.split("::")
  if (halves.length > 2) return false
  const groups = halves.flatMap((half) => (half === "" ? [] : half.split(":")))
  return (
    (halves.length === 2 ? groups.length <= 7 : groups.length === 8) &&
    groups.every((group) => /^[0-9a-f]{1,4}$/.test(group))
  )
}

const octet = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)"
const ipv4 = new RegExp(`^${octet}(?:\\.${octet}){3}$`)
