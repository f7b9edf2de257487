/**
 * Reads an export piece by piece: lines of JSON, and rows up to their end. Knows the seal of
 * everything before the line it read last.
 */
import * as crypto from "node:crypto"
import * as Schema from "effect/Schema"
import { ImportRefused } from "../../contracts/Database.ts"
import { endOfRows } from "./Format.ts"

export class Reader {
  private readonly source: AsyncIterator<Uint8Array>
  private readonly seal = crypto.createHash("sha256")
  private buffer: Buffer = Buffer.alloc(0)
  private lastLine: Buffer = Buffer.alloc(0)

  constructor(source: AsyncIterable<Uint8Array>) {
    this.source = source[Symbol.asyncIterator]()
  }

  async line<A, I>(schema: Schema.Schema<A, I>): Promise<A> {
    return decode(schema, await this.nextLine())
  }

  /** The line, decoded twice where the first look decides how to read it. */
  async nextLine(): Promise<unknown> {
    this.sealLast()
    let end = this.buffer.indexOf(newline)
    while (end < 0) {
      const searched = this.buffer.length
      if (searched > longestLine || !(await this.more())) throw cutOff()
      end = this.buffer.indexOf(newline, searched)
    }
    this.lastLine = this.take(end + 1)
    return parse(this.lastLine.toString())
  }

  /** Whole rows at a time, up to the mark that ends them. */
  async *rows(): AsyncGenerator<Buffer> {
    this.sealLast()
    while (true) {
      const whole = this.buffer.lastIndexOf(newline) + 1
      const block = this.buffer.subarray(0, whole)
      const end = endIn(block)
      if (end !== undefined || whole > 0) {
        const rows = this.take(end ?? whole)
        this.seal.update(rows)
        if (rows.length > 0) yield rows
      }
      if (end !== undefined) break
      if (!(await this.more())) throw cutOff()
    }
    this.seal.update(this.take(endOfRows.length))
  }

  /** Of everything before the last line. */
  sealed(): string {
    return this.seal.copy().digest("hex")
  }

  async isAtEnd(): Promise<boolean> {
    return this.buffer.length === 0 && !(await this.more())
  }

  private sealLast(): void {
    this.seal.update(this.lastLine)
    this.lastLine = Buffer.alloc(0)
  }

  private take(length: number): Buffer {
    const taken = this.buffer.subarray(0, length)
    this.buffer = this.buffer.subarray(length)
    return taken
  }

  private async more(): Promise<boolean> {
    const next = await this.source.next()
    if (next.done === true) return false
    this.buffer = Buffer.concat([this.buffer, next.value])
    return true
  }
}

export const decode = <A, I>(schema: Schema.Schema<A, I>, value: unknown): A => {
  const found = Schema.decodeUnknownOption(schema)(value)
  if (found._tag === "None") {
    throw new ImportRefused({ message: "This is not an export of Tandem, or it was changed." })
  }
  return found.value
}

const newline = 0x0a
const longestLine = 1024 * 1024

/** Where the mark begins in whole lines, which begin at the start of one. */
const endIn = (block: Buffer): number | undefined => {
  if (block.subarray(0, endOfRows.length).toString() === endOfRows) return 0
  const at = block.indexOf(`\n${endOfRows}`)
  return at < 0 ? undefined : at + 1
}

const cutOff = () =>
  new ImportRefused({
    message: "The export ends before its end mark: it was cut off. Nothing was imported."
  })

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
