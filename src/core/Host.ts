/**
 * A host name as DNS holds it: lower-case ASCII labels of at most 63 octets, 253 in all.
 * Null for everything else, so that a name which is not null can be asked for and compared.
 */
import { domainToASCII } from "node:url"

export const readHost = (text: string): string | null => {
  // Encoding takes more than linear time, and no longer text could become a short enough name.
  if (text.length > 1000 || !written.test(text)) return null
  // An ASCII name is taken at its word: Node reads "0x7f.1" as 127.0.0.1, and we do not.
  const host = ascii.test(text) ? text.toLowerCase() : domainToASCII(text)
  return host.length <= 253 && labels.test(host) ? host : null
}

const written = /^[a-z0-9.\-\u0080-\uffff]+$/i
const ascii = /^[\x00-\x7f]*$/
const labels = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/
