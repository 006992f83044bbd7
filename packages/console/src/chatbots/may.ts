import type { Chatbot } from './chatbots-api.ts';

export type Permission = Chatbot['permissions'][number];

/** Whether the person may do it on this chatbot, as the server says; the server refuses it otherwise all the same. */
export function may(thing: { readonly permissions: readonly Permission[] }, permission: Permission): boolean {
  return thing.permissions.includes(permission);
}
