/** A message as the API lists it. */
export type Message = {
  id: string;
  role: 'visitor' | 'bot';
  text: string;
  /** RFC 3339, UTC. */
  createdAt: string;
  clientMessageId?: string | null;
};

/** A visitor's message on its way. Sent again under the same id, it is never stored twice. */
export type Outgoing = { text: string; clientMessageId: string };

/**
 * The message that still waits for its reply after a reload: the last one, when it is the visitor's own.
 *
 * @param messages oldest first
 */
export function unanswered(messages: readonly Message[]): Outgoing | null {
  const last = messages[messages.length - 1];
  if (last?.role !== 'visitor' || !last.clientMessageId) return null;
  return { text: last.text, clientMessageId: last.clientMessageId };
}

/** `crypto.randomUUID` is missing on pages served by plain http, so: 128 random bits. */
export function newClientMessageId(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-');
}
