/**
 * The beginning of a text, never with half of a surrogate pair at its end: that is no Unicode text, and comes back as
 * another one from where it is kept.
 *
 * @param most UTF-16 code units
 */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  const endsWithHalf = (text.charCodeAt(most - 1) & 0xfc00) === 0xd800;
  return text.slice(0, endsWithHalf ? most - 1 : most);
}

/** The same, with an ellipsis in the place of what is left out. */
export function shortenText(text: string, most: number): string {
  return text.length > most ? `${cutText(text, most)}…` : text;
}
