import { LRUCache } from 'lru-cache';
import type { ChatbotFace } from '../http/admission.ts';
import type { GateRow } from '../store/store.ts';

const MOST_FACES = 2_000;

/** What many keys have in common is held once: their chatbot as visitors see it. */
export class ChatbotFaces {
  readonly #faces = new LRUCache<string, ChatbotFace>({ max: MOST_FACES });

  /** @returns an equal face, the same object as long as it is equal */
  of(row: GateRow): ChatbotFace {
    const face: ChatbotFace = {
      id: row.chatbot_id as string,
      name: row.chatbot_name as string,
      avatarUrl: row.avatar_url,
      welcomeMessage: row.welcome_message as string,
      identityMode: row.identity_mode as ChatbotFace['identityMode'],
      plainConfig: null,
    };
    const known = this.#faces.get(face.id);
    if (known !== undefined && isSame(known, face)) return known;
    this.#faces.set(face.id, face);
    return face;
  }
}

function isSame(one: ChatbotFace, other: ChatbotFace): boolean {
  return (
    one.name === other.name &&
    one.avatarUrl === other.avatarUrl &&
    one.welcomeMessage === other.welcomeMessage &&
    one.identityMode === other.identityMode
  );
}
