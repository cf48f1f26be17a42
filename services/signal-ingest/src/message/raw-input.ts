import { createHash } from 'node:crypto'
import { redactText } from './recordable.ts'

/** What is kept of input that is no usable object. */
export type RawInput = { bytes: number; sha256: string; head_base64: string }

const HEAD_BYTES = 1024

/**
 * Size and hash of the whole input, and its first KiB with what looks like a secret replaced. Latin-1 maps every byte to
 * one character and back, so that bytes which are no text survive the replacing.
 */
export const rawInputOf = (data: Uint8Array): RawInput => {
  const head = Buffer.from(data.subarray(0, HEAD_BYTES)).toString('latin1')
  return {
    bytes: data.length,
    sha256: createHash('sha256').update(data).digest('hex'),
    head_base64: Buffer.from(redactText(head), 'latin1').toString('base64'),
  }
}
