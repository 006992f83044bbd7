import type { ActContext } from '../store/store.ts';
import { Refused } from './problem.ts';

export const SCOPES = [
  'read',
  'chatbots:write',
  'deployments:write',
  'api-keys:write',
  'members:write',
  'usage:read',
  'activity:read',
  'conversations:read',
  'keys:verify',
  'chat',
  'owner',
] as const;
export type Scope = (typeof SCOPES)[number];

/** Who makes a management call, and for which organization: the tenant of every query behind it. */
export interface Caller {
  readonly organizationId: string;
  readonly keyId: string;
  readonly scopes: ReadonlySet<string>;
  /** Runs the instance: may create organizations. */
  readonly operator: boolean;
  /** What the audit trail says of this call. */
  readonly context: ActContext;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set on every management route. */
    caller: Caller;
  }
  interface FastifyContextConfig {
    /** What a management route asks of the key; a route that names none does not start. */
    scope?: Scope;
  }
}

export function holdsScope(caller: Caller, scope: Scope): boolean {
  return caller.scopes.has('owner') || caller.scopes.has(scope);
}

export function requireScope(caller: Caller, scope: Scope): void {
  if (holdsScope(caller, scope)) return;
  throw new Refused('insufficient_scope', `This needs the scope ${scope}, which the key does not have.`, {
    headers: {
      'www-authenticate': `Bearer realm="wicketgate", error="insufficient_scope", scope="${scope}"`,
    },
  });
}
