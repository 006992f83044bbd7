import { memory } from './memory.ts';

/** Where the visitor's wish for silence is kept. */
export const SOUND_MEMORY = 'sound';

/** @returns whether the sound is off now */
export function toggleSound(): boolean {
  const isMuted = !!memory('getItem', SOUND_MEMORY);
  memory(isMuted ? 'removeItem' : 'setItem', SOUND_MEMORY);
  return !isMuted;
}
