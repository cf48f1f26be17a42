import { type Decimal, decimal, formatDecimal } from '@papertape/money'

/** A value in memory and the plain JSON that it is stored as; each is the exact inverse of the other. */
export type Codec<Value, Json> = { toJson(value: Value): Json; fromJson(json: Json): Value }

/** What a codec stores. */
export type JsonOf<C> = C extends Codec<infer _, infer Json> ? Json : never

type ValueOf<C> = C extends Codec<infer Value, infer _> ? Value : never
type Fields = { readonly [field: string]: Codec<unknown, unknown> }

/** Numbers, texts and whatever else JSON holds as it is. */
export const plain = <Value>(): Codec<Value, Value> => ({ toJson: (value) => value, fromJson: (json) => json })

/** An amount, as decimal text. */
export const amount: Codec<Decimal, string> = { toJson: formatDecimal, fromJson: decimal }

/** A whole number of any size, as its digits. */
export const digits: Codec<bigint, string> = { toJson: String, fromJson: BigInt }

/** Something, or `null`. */
export const orNull = <Value, Json>(codec: Codec<Value, Json>): Codec<Value | null, Json | null> => ({
  toJson: (value) => (value === null ? null : codec.toJson(value)),
  fromJson: (json) => (json === null ? null : codec.fromJson(json)),
})

/** A map, as its entries in order: no key is one that objects are born with. */
export const entries = <Value, Json>(codec: Codec<Value, Json>): Codec<Map<string, Value>, [string, Json][]> => ({
  toJson: (map) => Array.from(map, ([key, value]) => [key, codec.toJson(value)]),
  fromJson: (json) => new Map(json.map(([key, value]) => [key, codec.fromJson(value)])),
})

/** A record, field by field. */
export const record = <Shape extends Fields>(
  shape: Shape,
): Codec<
  { -readonly [Field in keyof Shape]: ValueOf<Shape[Field]> },
  { -readonly [Field in keyof Shape]: JsonOf<Shape[Field]> }
> => {
  const codecs = Object.entries(shape)
  const each = (from: object, turn: (codec: Codec<unknown, unknown>, value: unknown) => unknown) => {
    const given = from as { readonly [field: string]: unknown }
    const fields: { [field: string]: unknown } = {}
    for (const [field, codec] of codecs) fields[field] = turn(codec, given[field])
    return fields
  }
  // Each field goes through its own codec, which a loop over all of them cannot tell the compiler.
  return {
    toJson: (value) => each(value, (codec, field) => codec.toJson(field)) as never,
    fromJson: (json) => each(json, (codec, field) => codec.fromJson(field)) as never,
  }
}
