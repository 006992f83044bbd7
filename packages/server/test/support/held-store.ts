import type { Store } from '../../src/store/store.ts';
import { type Engine, type InstanceOptions, startInstance, type TestInstance } from './test-instance.ts';

type Held = 'findKey' | 'findKeyless' | 'readBarrier';

/** An answer on its way: the database has given it, and it is not yet handed over. */
export interface HeldAnswer {
  /** Resolves once the store has answered. */
  readonly given: Promise<void>;
  /** Hands the answer over. */
  release(): void;
}

export interface HoldableStore {
  readonly store: Store;
  /** How often each was asked. */
  readonly asked: Readonly<Record<Held, number>>;
  /** Holds back the answer to the next call; what the store says is its own. */
  hold(call: Held): HeldAnswer;
}

/** A real store behind a slow wire: every call goes to it, and chosen answers arrive late. */
export function holdable(store: Store): HoldableStore {
  const holds: Record<Held, { given: () => void; released: Promise<void> }[]> = {
    findKey: [],
    findKeyless: [],
    readBarrier: [],
  };
  const asked = { findKey: 0, findKeyless: 0, readBarrier: 0 };

  function pass<T>(call: Held, answer: T | Promise<T>): T | Promise<T> {
    asked[call] += 1;
    const held = holds[call].shift();
    if (held === undefined) return answer;
    return Promise.resolve(answer).then(async (value) => {
      held.given();
      await held.released;
      return value;
    });
  }

  return {
    store: {
      engine: store.engine,
      read: store.read,
      scan: store.scan,
      write: (change) => store.write(change),
      readBarrier: (sinceVersion) => pass('readBarrier', store.readBarrier(sinceVersion)),
      findKey: async (digest) => pass('findKey', store.findKey(digest)),
      findKeyless: async (chatbotId) => pass('findKeyless', store.findKeyless(chatbotId)),
      findPreview: (digest) => store.findPreview(digest),
      nowMs: () => store.nowMs(),
      ping: () => store.ping(),
      close: () => store.close(),
    },
    asked,
    hold(call) {
      const given = Promise.withResolvers<void>();
      const released = Promise.withResolvers<void>();
      holds[call].push({ given: given.resolve, released: released.promise });
      return { given: given.promise, release: released.resolve };
    },
  };
}

/** An instance whose store is behind a slow wire. */
export async function startSlowInstance(
  engine: Engine,
  options: InstanceOptions = {},
): Promise<{ instance: TestInstance; slow: HoldableStore }> {
  const held = Promise.withResolvers<HoldableStore>();
  const behind = (store: Store): Store => {
    const slow = holdable(store);
    held.resolve(slow);
    return slow.store;
  };
  const instance = await startInstance(engine, { ...options, behind });
  return { instance, slow: await held.promise };
}
