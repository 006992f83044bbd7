import { type Engine, type InstanceOptions, startInstance, type TestInstance } from './test-instance.ts';

/** Two servers over one database, each with a memory of its own. */
export interface TwoNodes {
  readonly instance: TestInstance;
  readonly node: TestInstance;
  /** Moves both clocks: there is one, the database's. */
  travel(byMs: number): void;
  close(): Promise<void>;
}

export async function startTwoNodes(engine: Engine, options: InstanceOptions = {}): Promise<TwoNodes> {
  const instance = await startInstance(engine, options);
  const node = await startInstance(engine, { ...options, sharedWith: instance });
  return {
    instance,
    node,
    travel: (byMs) => {
      for (const each of [instance, node]) each.travel(byMs);
    },
    close: async () => {
      await node.close();
      await instance.close();
    },
  };
}
