import type { Store } from '../../src/store/store.ts';
import { type Engine, startInstance, type TestInstance } from './test-instance.ts';

export interface HeldWrites {
  readonly store: Store;
  /**
   * Lets no change begin from now on. Resolves once one waits.
   *
   * @param from asked before each change: whether it is the first that waits
   */
  hold(from?: () => Promise<boolean>): Promise<void>;
  release(): void;
}

/** A real store whose changes may have to wait for their turn, as behind a long one. */
function holdingWrites(store: Store): HeldWrites {
  let turn: Promise<void> = Promise.resolve();
  let begin = (): void => undefined;
  let noteWaiting = (): void => undefined;
  let waits = async (): Promise<boolean> => false;
  const write: Store['write'] = async (change) => {
    if (await waits()) {
      waits = async () => true;
      noteWaiting();
      await turn;
    }
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
    hold(from = async () => true) {
      const released = Promise.withResolvers<void>();
      const waiting = Promise.withResolvers<void>();
      turn = released.promise;
      begin = () => {
        waits = async () => false;
        released.resolve();
      };
      waits = from;
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
