export {
  type Decimal,
  type DecimalFault,
  type DecimalReading,
  decimal,
  formatDecimal,
  ONE,
  readDecimal,
  SCALE,
  toNumber,
  ZERO,
} from './decimal.ts'
export { product, quotient } from './rounding.ts'
