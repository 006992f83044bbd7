import type { Store } from '../../src/store/store.ts';
import { type Engine, startInstance, type TestInstance } from './test-instance.ts';

export interface HeldWrites {
  readonly store: Store;
  /** Lets no change begin from now on. Resolves once one waits. */
  hold(): Promise<void>;
  release(): void;
}

/** A real store whose changes may have to wait for their turn, as behind a long one. */
function holdingWrites(store: Store): HeldWrites {
  let turn: Promise<void> = Promise.resolve();
  let begin = (): void => undefined;
  let noteWaiting = (): void => undefined;
  const write: Store['write'] = async (change) => {
    noteWaiting();
    await turn;
    return store.write(change);
  };
  return {
    store: new Proxy(store, {
      get: (target, name) => {
        if (name === 'write') return write;
        const member: unknown = Reflect.get(target, name, target);
        return typeof member === 'function' ? member.bind(target) : member;
      },
    }),
    hold() {
      const released = Promise.withResolvers<void>();
      const waiting = Promise.withResolvers<void>();
      turn = released.promise;
      begin = released.resolve;
      noteWaiting = waiting.resolve;
      return waiting.promise;
    },
    release: () => begin(),
  };
}

export interface HeldNodes {
  readonly instance: TestInstance;
  /** Another server over the same database, on which changes may have to wait. */
  readonly node: TestInstance;
  readonly held: HeldWrites;
  close(): Promise<void>;
}

export async function startHeldNodes(engine: Engine): Promise<HeldNodes> {
  const instance = await startInstance(engine);
  const { promise, resolve } = Promise.withResolvers<HeldWrites>();
  const node = await startInstance(engine, {
    sharedWith: instance,
    behind: (store) => {
      const held = holdingWrites(store);
      resolve(held);
      return held.store;
    },
  });
  return {
    instance,
    node,
    held: await promise,
    close: async () => {
      await node.close();
      await instance.close();
    },
  };
}
