import { z } from 'zod'

type Defaulted = { [field: string]: z.ZodDefault<z.ZodType> }

/** The same fields, each free to be left out: then it stays as it is. */
export const changing = <Shape extends Defaulted>(settings: z.ZodObject<Shape>) => {
  const fields = Object.entries(settings.shape).map(([name, field]) => [name, field.unwrap().optional()])
  return z.strictObject(
    Object.fromEntries(fields) as { [Field in keyof Shape]: z.ZodOptional<ReturnType<Shape[Field]['unwrap']>> },
  )
}
