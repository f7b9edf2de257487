/**
 * What an API key is made of: `tdm_<key id>_<secret>`. The secret has 256 bits, so that a plain
 * keyed hash proves it, and nobody finds it by trying.
 */
import * as crypto from "node:crypto"
import * as Redacted from "effect/Redacted"

export type Pepper = Redacted.Redacted

export interface Made {
  readonly id: string
  readonly secret: string
  readonly token: Redacted.Redacted
}

export const make = (): Made => {
  const id = draw(digits, 12)
  const secret = draw(letters, 43)
  return { id, secret, token: Redacted.make(`tdm_${id}_${secret}`) }
}

export interface Read {
  readonly id: string
  readonly secret: string
}

export const read = (token: string): Read | null => {
  const [, id, secret] = form.exec(token) ?? []
  return id === undefined || secret === undefined ? null : { id, secret }
}

export const proof = (
  { id, secret, workspaceId }: Read & { readonly workspaceId: string },
  pepper: Pepper
): Buffer =>
  crypto
    .createHmac("sha256", Redacted.value(pepper))
    .update(`${workspaceId}.${id}.${secret}`)
    .digest()

/** Takes as long for the right one as for a wrong one. */
export const same = (given: Buffer, kept: Uint8Array): boolean =>
  given.length === kept.length && crypto.timingSafeEqual(given, kept)

const digits = "abcdefghijklmnopqrstuvwxyz0123456789"
const letters = `ABCDEFGHIJKLMNOPQRSTUVWXYZ${digits}`
const form = /^tdm_([a-z0-9]{12})_([A-Za-z0-9]{43})$/

const draw = (alphabet: string, length: number): string =>
  Array.from({ length }, () => alphabet[crypto.randomInt(alphabet.length)]).join("")
