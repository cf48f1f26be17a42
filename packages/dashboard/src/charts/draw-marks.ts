import type uPlot from 'uplot'
import { MARKER_SHAPES } from './marker-shapes.ts'
import type { Level, Marker } from './time-chart.tsx'

type Color = (name: string) => string

const LEVEL_COLORS = { entry: 'quiet', target: 'gain', stop: 'loss' } as const
const MARKER_COLORS = { alarm: 'loss', flow: 'second', entry: 'accent', exit: 'third', note: 'quiet' } as const

/** Dashed lines across, each with its name. */
export const drawLevels = ({ ctx, bbox, valToPos }: uPlot, levels: readonly Level[], color: Color): void => {
  for (const { value, label, kind } of levels) {
    const y = valToPos(value, 'y', true)
    if (y < bbox.top || y > bbox.top + bbox.height) continue
    ctx.save()
    ctx.strokeStyle = color(LEVEL_COLORS[kind])
    ctx.fillStyle = ctx.strokeStyle
    ctx.setLineDash([6, 4])
    ctx.beginPath()
    ctx.moveTo(bbox.left, y)
    ctx.lineTo(bbox.left + bbox.width, y)
    ctx.stroke()
    ctx.font = `${12 * devicePixelRatio}px system-ui, sans-serif`
    ctx.textBaseline = 'bottom'
    ctx.textAlign = 'left'
    ctx.fillText(label, bbox.left + 4, y - 2)
    ctx.restore()
  }
}

/** Small shapes, one kind each, at the moments they mark: at the top, or at their value. */
export const drawMarkers = ({ ctx, bbox, valToPos, scales }: uPlot, markers: readonly Marker[], color: Color): void => {
  const { min = null, max = null } = scales['x'] ?? {}
  if (min === null || max === null) return
  ctx.save()
  ctx.font = `${14 * devicePixelRatio}px system-ui, sans-serif`
  ctx.textAlign = 'center'
  for (const { time, kind, value } of markers) {
    const seconds = Date.parse(time) / 1000
    if (seconds < min || seconds > max) continue
    ctx.fillStyle = color(MARKER_COLORS[kind])
    ctx.textBaseline = value === undefined ? 'top' : 'middle'
    ctx.fillText(
      MARKER_SHAPES[kind],
      valToPos(seconds, 'x', true),
      value === undefined ? bbox.top : valToPos(value, 'y', true),
    )
  }
  ctx.restore()
}
