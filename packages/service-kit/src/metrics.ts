import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

export type Metrics = {
  registry: Registry
  counter<Label extends string = string>(name: string, help: string, labels?: readonly Label[]): Counter<Label>
  gauge<Label extends string = string>(name: string, help: string, labels?: readonly Label[]): Gauge<Label>
  /** `buckets` are upper bounds in the unit of the name; the default suits durations in seconds from 1 ms to 10 s. */
  histogram<Label extends string = string>(
    name: string,
    help: string,
    labels?: readonly Label[],
    buckets?: readonly number[],
  ): Histogram<Label>
}

const durationBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/**
 * A registry of one service's metrics, with those of its process (memory, event loop, garbage collection). Every series
 * carries the label `service`. Labels must be bounded: never a bot or a symbol.
 */
export const createMetrics = (service: string): Metrics => {
  const registry = new Registry()
  registry.setDefaultLabels({ service })
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  return {
    registry,
    counter: (name, help, labels = []) => new Counter({ name, help, labelNames: labels, registers }),
    gauge: (name, help, labels = []) => new Gauge({ name, help, labelNames: labels, registers }),
    histogram: (name, help, labels = [], buckets = durationBuckets) =>
      new Histogram({ name, help, labelNames: labels, buckets: [...buckets], registers }),
  }
}
