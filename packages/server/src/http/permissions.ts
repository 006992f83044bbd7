import { type Caller, holdsScope, PERMISSIONS, type Permission, type Scope } from './caller.ts';
import { notFound, Refused } from './problem.ts';

/** What a key needs to do what a person needs the permission for. */
export const SCOPE_OF = {
  view: 'read',
  edit: 'chatbots:write',
  deploy: 'deployments:write',
  conversations: 'conversations:read',
} as const satisfies Record<Permission, Scope>;

/** What the caller may do on a chatbot of its organization; nothing: it must not even learn that it is there. */
export function permissionsOn(caller: Caller, chatbotId: string): Permission[] {
  const { member } = caller;
  if (member === null) return PERMISSIONS.filter((permission) => holdsScope(caller, SCOPE_OF[permission]));
  if (member.grants === null) return [...PERMISSIONS];
  const granted = member.grants.get(chatbotId);
  return PERMISSIONS.filter((permission) => granted?.has(permission) === true);
}

/** The chatbots that the caller may see; null: all of the organization. */
export function visibleChatbots(caller: Caller): readonly string[] | null {
  const grants = caller.member?.grants ?? null;
  return grants === null ? null : [...grants.keys()];
}

/**
 * Of a key the route's scope is all that is asked.
 *
 * @param what the noun of the thing asked for, for the refusal
 * @throws Refused not_found where the caller must not see the chatbot, permission_denied where it may only look
 */
export function requirePermission(
  caller: Caller,
  chatbotId: string,
  permission: Permission,
  what: string,
): void {
  if (caller.member === null) return;
  const permissions = permissionsOn(caller, chatbotId);
  if (!permissions.includes('view')) throw notFound(what);
  if (permissions.includes(permission)) return;
  throw new Refused(
    'permission_denied',
    `You do not have the permission “${permission}” on this chatbot. Ask an owner of the organization.`,
  );
}

/** @throws Refused permission_denied for a person who may only do things on single chatbots */
export function requireWholeOrganization(caller: Caller): void {
  if (caller.member?.role !== 'member') return;
  throw new Refused(
    'permission_denied',
    'This concerns the whole organization: owners and admins may do it.',
  );
}
