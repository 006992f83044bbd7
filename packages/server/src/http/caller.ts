import type { FastifyRequest } from 'fastify';
import type { Role } from '../store/schema.ts';
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
  'notifications:write',
  'conversations:read',
  'keys:verify',
  'chat',
  'owner',
] as const;
export type Scope = (typeof SCOPES)[number];

/** What a person may do on one chatbot. */
export const PERMISSIONS = ['view', 'edit', 'deploy', 'conversations'] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** The person behind a call that came with a session. */
export interface CallingMember {
  readonly id: string;
  readonly userId: string;
  readonly sessionId: string;
  readonly role: Role;
  /** By chatbot; null: everything on all of them. */
  readonly grants: ReadonlyMap<string, ReadonlySet<Permission>> | null;
}

/** Who makes a management call, and for which organization: the tenant of every query behind it. */
export interface Caller {
  readonly organizationId: string;
  /** Null for an API key. */
  readonly member: CallingMember | null;
  readonly scopes: ReadonlySet<string>;
  /** Runs the instance: may create organizations. */
  readonly operator: boolean;
  /**
   * The database's clock (epoch ms) at the barrier that this call has passed, which began after all of it had arrived:
   * it vouches for what is remembered of a key that the call brings along, too. Null for a session.
   */
  readonly barrierMs: number | null;
  /** What the audit trail says of this call. */
  readonly context: ActContext;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set on every management route. */
    caller: Caller;
  }
  interface FastifyContextConfig {
    /** What a management route asks of the caller; a route that names none does not start. */
    scope?: Scope;
    /**
     * Where a person with the role `member`, who has no scope but `read`, may go all the same: the route then asks
     * for this permission on the chatbot concerned.
     */
    permission?: Permission;
  }
}

export function holdsScope(caller: Caller, scope: Scope): boolean {
  return caller.scopes.has('owner') || caller.scopes.has(scope);
}

/** What the route of this request asks of its caller. @throws Refused as requireScope */
export function requireRouteScope({ caller, routeOptions }: FastifyRequest): void {
  const { scope, permission } = routeOptions.config;
  const decidedByRoute = permission !== undefined && caller.member?.role === 'member';
  if (scope !== undefined && !decidedByRoute) requireScope(caller, scope);
}

/** @throws Refused insufficient_scope for a key, permission_denied for a person */
export function requireScope(caller: Caller, scope: Scope): void {
  if (holdsScope(caller, scope)) return;
  if (caller.member !== null) {
    throw new Refused(
      'permission_denied',
      `Your role here is ${caller.member.role}, which does not allow this. Ask an owner of the organization.`,
    );
  }
  throw new Refused('insufficient_scope', `This needs the scope ${scope}, which the key does not have.`, {
    headers: {
      'www-authenticate': `Bearer realm="wicketgate", error="insufficient_scope", scope="${scope}"`,
    },
  });
}
