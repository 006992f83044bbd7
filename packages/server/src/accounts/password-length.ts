/** In characters. Length is what counts against guessing (NIST SP 800-63B section 3.1.1.2); no rules about kinds. */
export const SHORTEST_PASSWORD_LENGTH = 12;
/** Enough for any sentence, little enough that hashing stays cheap. */
export const MOST_PASSWORD_LENGTH = 128;
