/** Where the visitor's wish for silence is kept. */
export const SOUND_MEMORY = 'sound';
