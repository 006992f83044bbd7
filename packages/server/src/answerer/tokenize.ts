const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });
/** Scripts that write words without spaces, or glue particles to them. */
const DENSE = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}ー]+$/u;

/**
 * Splits text of any language into search terms: words, lower case, without accents. Words of scripts without spaces
 * become pairs of characters, since where such a word begins depends on what stands around it.
 */
export function tokenize(text: string): string[] {
  const terms: string[] = [];
  for (const { segment, isWordLike } of segmenter.segment(fold(text))) {
    if (isWordLike !== true) continue;
    if (DENSE.test(segment)) terms.push(...pairs(segment));
    else terms.push(segment);
  }
  return terms;
}

/** Brings what readers take for the same into one form: width, case, accents. */
function fold(text: string): string {
  // Composed again at the end: Hangul falls apart into letters, Kana into marks that carry meaning.
  return text
    .normalize('NFKD')
    .replace(/\p{Script=Latin}\p{Mn}+/gu, (letter) => letter.slice(0, 1))
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('’', "'");
}

function pairs(word: string): string[] {
  const characters = [...word];
  if (characters.length <= 2) return [word];
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
}
