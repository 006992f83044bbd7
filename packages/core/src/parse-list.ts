import type { ErrorCode } from './error-table.ts';
import { quoteText } from './quote-text.ts';
import type { Notice, Refusal, RefusalList, Result } from './result.ts';

/** Origins, and IP ranges, that one list may have. */
export const MAX_LIST_ENTRIES = 200;
/** Whoever sends more wrong entries than this has sent the wrong thing; the rest is not worth anybody's time. */
const MOST_PROBLEMS = 20;

/**
 * Parses each entry, drops repeated ones with a notice, and names the entry in every problem. After twenty problems it
 * stops and says so in the last.
 * @param parse one entry to its value, its canonical text and what was dropped
 * @param pointer JSON pointer of the array
 * @param code of the refusal of a list that is too long
 */
export function parseList<T>(
  list: readonly string[],
  pointer: string,
  code: ErrorCode,
  parse: (text: string) => Result<{ value: T; canonical: string; notices: readonly string[] }>,
): Result<{ values: readonly T[]; notices: readonly Notice[] }, RefusalList> {
  if (list.length > MAX_LIST_ENTRIES) {
    const detail = `The list has ${list.length} entries; at most ${MAX_LIST_ENTRIES} are possible.`;
    return { ok: false, problem: { code, detail, pointer, errors: [{ pointer, detail }] } };
  }
  const values = new Map<string, T>();
  const notices: Notice[] = [];
  const problems: (Refusal & { pointer: string })[] = [];
  for (const [index, text] of list.entries()) {
    const entryPointer = `${pointer}/${index}`;
    const entry = parse(text);
    if (!entry.ok) {
      problems.push({ ...entry.problem, pointer: entryPointer });
      if (problems.length === MOST_PROBLEMS) break;
      continue;
    }
    const { value, canonical } = entry.value;
    for (const detail of entry.value.notices) {
      notices.push({ pointer: entryPointer, detail: `${quoteText(text)}: ${detail}` });
    }
    if (values.has(canonical)) {
      notices.push({
        pointer: entryPointer,
        detail: `${quoteText(text)}: dropped, the list has ${canonical} already.`,
      });
    } else {
      values.set(canonical, value);
    }
  }
  const [first] = problems;
  if (first === undefined) return { ok: true, value: { values: [...values.values()], notices } };
  const errors = problems.map((problem) => ({ pointer: problem.pointer, detail: problem.detail }));
  const last = errors[MOST_PROBLEMS - 1];
  if (last !== undefined) last.detail += ' The entries after this one were not looked at.';
  return { ok: false, problem: { ...first, errors } };
}
