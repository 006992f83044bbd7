import type { GateSubject } from '@wicketgate/core';
import { LRUCache } from 'lru-cache';
import type { ChatbotFace } from '../http/admission.ts';
import type { GateRow } from '../store/store.ts';

const MOST_CHATBOTS = 2_000;

/** What the keys of a chatbot have in common. */
export interface SharedPart {
  readonly organizationId: string;
  /** As the gate judges it. */
  readonly chatbot: NonNullable<GateSubject['chatbot']>;
  /** As visitors see it. */
  readonly face: ChatbotFace;
}

/** Holds once what many keys have in common: written out for each of them it would be a fifth of what the gate keeps. */
export class SharedParts {
  readonly #parts = new LRUCache<string, SharedPart>({ max: MOST_CHATBOTS });

  /** @returns an equal part, the same objects as long as they are equal */
  of(row: GateRow): SharedPart {
    const id = row.chatbot_id as string;
    const known = this.#parts.get(id);
    const fresh = readPart(row);
    const chatbot =
      known !== undefined && isSame(known.chatbot, fresh.chatbot) ? known.chatbot : fresh.chatbot;
    const face =
      known !== undefined && isSame(known.face, fresh.face, 'plainConfig') ? known.face : fresh.face;
    const { organization_id: organizationId } = row;
    const isKnown = known?.organizationId === organizationId;
    if (isKnown && known.chatbot === chatbot && known.face === face) return known;
    const part = { organizationId, chatbot, face };
    this.#parts.set(id, part);
    return part;
  }
}

function readPart(row: GateRow): Pick<SharedPart, 'chatbot' | 'face'> {
  const id = row.chatbot_id as string;
  const identityMode = row.identity_mode as ChatbotFace['identityMode'];
  return {
    chatbot: { id, paused: row.paused === 1, pauseMessage: row.pause_message as string, identityMode },
    face: {
      id,
      name: row.chatbot_name as string,
      avatarUrl: row.avatar_url,
      welcomeMessage: row.welcome_message as string,
      identityMode,
      plainConfig: null,
    },
  };
}

/** @param made of the others, and so not compared */
function isSame<Part extends object>(one: Part, other: Part, made?: keyof Part): boolean {
  for (const name of Object.keys(one) as (keyof Part)[]) {
    if (name !== made && one[name] !== other[name]) return false;
  }
  return true;
}
