const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });
const PIECE_LENGTH = 24;

/** Cuts a text into small pieces between words; together they are the text. */
export function* pieces(text: string): Generator<string> {
  let piece = '';
  for (const { segment } of segmenter.segment(text)) {
    piece += segment;
    if (piece.length < PIECE_LENGTH) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}
