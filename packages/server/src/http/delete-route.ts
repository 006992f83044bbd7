import type { FastifyContextConfig } from 'fastify';
import Type from 'typebox';
import type { Store, StoreTransaction } from '../store/store.ts';
import type { Caller } from './caller.ts';
import { change } from './idempotency.ts';
import type { IdParams } from './schemas.ts';
import type { TypedApp } from './typed-app.ts';

interface DeleteRoute {
  readonly url: `${string}/:id`;
  readonly config: Pick<FastifyContextConfig, 'scope' | 'permission'>;
  readonly schema: {
    readonly tags: string[];
    readonly summary: string;
    readonly description?: string;
    readonly params: ReturnType<typeof IdParams>;
  };
  /** @throws Refused not_found, and whatever stands in the way */
  readonly remove: (tx: StoreTransaction, caller: Caller, id: string) => Promise<unknown>;
}

/** A route that ends one thing for good and has nothing more to say: 204. */
export function deleteRoute(app: TypedApp, store: Store, { url, config, schema, remove }: DeleteRoute): void {
  app.delete(
    url,
    { config, schema: { ...schema, response: { 204: Type.Null() } } },
    async (request, reply) => {
      await change(store, request, (tx) => remove(tx, request.caller, request.params.id));
      return reply.code(204).send(null);
    },
  );
}
