/** How high a chart is unless told, in pixels. */
export const CHART_HEIGHT = 240
