import type { JSX } from 'preact'
import { SPARK, sparkPoints } from './spark-points.ts'

/** How something went, in a line as high as a word. What it shows is also told in words. */
export const Sparkline = ({ values, label }: { values: readonly number[]; label: string }): JSX.Element | null =>
  values.length < 2 ? null : (
    <svg
      class="spark"
      viewBox={`0 0 ${SPARK.width} ${SPARK.height}`}
      width={SPARK.width}
      height={SPARK.height}
      role="img"
      aria-label={label}
      preserveAspectRatio="none"
    >
      <polyline
        points={sparkPoints(values)}
        fill="none"
        stroke="currentColor"
        stroke-width="1.5"
        vector-effect="non-scaling-stroke"
      />
    </svg>
  )
