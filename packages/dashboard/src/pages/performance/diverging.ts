/** Where a bar lies between the lowest and the highest of its kind, in per cent of the room: from 0, to either side. */
export const barOf = (value: number, values: readonly number[]): { left: number; width: number } => {
  const low = Math.min(0, ...values)
  const room = Math.max(0, ...values) - low
  if (room === 0) return { left: 0, width: 0 }
  const at = (point: number): number => ((point - low) / room) * 100
  return { left: at(Math.min(0, value)), width: (Math.abs(value) / room) * 100 }
}
