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

/** `crypto.randomUUID` is missing on pages served by plain http, so: 128 random bits in hex. */
export function newClientMessageId(): string {
  let id = '';
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let i = 0; i < bytes.length; i++) id += (bytes[i] ?? 0).toString(16).padStart(2, '0');
  return id;
}
