import type { Registry } from 'prom-client';

export interface Sample {
  readonly value: number;
  readonly labels?: Readonly<Record<string, string>>;
  /** Where it is not the metric's own name. */
  readonly name?: string;
}

/**
 * Registers a metric whose samples are read when somebody asks for them.
 *
 * @param read every sample as of now
 */
export function registerLazyMetric(
  registry: Registry,
  type: 'counter' | 'gauge' | 'histogram',
  name: string,
  help: string,
  read: () => readonly Sample[] | Promise<readonly Sample[]>,
): void {
  const metric = {
    name,
    help,
    async get() {
      const samples = await read();
      return {
        name,
        help,
        type,
        aggregator: 'sum',
        values: samples.map(({ value, labels = {}, name: metricName = name }) => ({
          value,
          labels,
          metricName,
        })),
      };
    },
  };
  // The registry asks nothing but `get` of what it holds; its type names the library's own classes.
  registry.registerMetric(metric as never);
}
