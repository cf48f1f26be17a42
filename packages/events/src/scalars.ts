import { formatDecimal, readDecimal } from '@papertape/money'
import { z } from 'zod'

/** A decimal as text: what every price, quantity, amount and rate is in events, rows and answers. */
export const decimalText = z.string().refine((text) => readDecimal(text).ok, 'must be a decimal')

/** A decimal from outside: text or JSON number, normalised to its shortest text. */
export const decimalInput = z
  .union([z.string(), z.number()])
  .transform((input, context) => {
    const reading = readDecimal(input)
    if (reading.ok) return formatDecimal(reading.value)
    context.addIssue({
      code: 'custom',
      message:
        reading.fault === 'too_many_decimals' ? 'must have at most 18 decimals' : 'must be a finite decimal number',
    })
    return z.NEVER
  })
  // Says to those who describe it what comes out.
  .pipe(decimalText)

/** An RFC 3339 UTC time with milliseconds, such as `2024-08-08T23:54:14.087Z`. */
export const utcTime = z.iso.datetime({ precision: 3 })

/** Letters, digits, `_` and `-`: a subject token as it stands. */
export const BOT_ID = /^[A-Za-z0-9_-]{1,64}$/

/** A bot's name in subjects, rows and answers. */
export const botId = z.string().regex(BOT_ID, 'must be 1–64 characters of A–Z a–z 0–9 _ -')
