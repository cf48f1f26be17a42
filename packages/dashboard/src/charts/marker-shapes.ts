/** Each kind of moment has a shape of its own, as colours alone tell nothing. */
export const MARKER_SHAPES = { alarm: '▲', flow: '◆', entry: '●', exit: '■', note: '•' } as const
