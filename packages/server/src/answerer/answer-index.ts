import MiniSearch, { type SearchResult } from 'minisearch';
import { STOP_WORDS } from './stop-words.ts';
import { tokenize } from './tokenize.ts';

export interface AnswerEntry {
  readonly question: string;
  readonly answer: string;
}

interface Indexed extends AnswerEntry {
  readonly id: number;
}

/** How much of what a question names must be found: in an entry's question, or at least somewhere in the entry. */
const LEAST_SHARE_OF_QUESTION = 0.5;
const LEAST_SHARE_OF_ENTRY = 0.6;
/** Where every word only asks ("who are you?"), nearly all of them must be there. */
const LEAST_SHARE_OF_ASKING = 0.8;
const CANDIDATES = 5;
/** A question's words beyond these are not searched for: each costs time, and they hardly tell more. */
const MOST_TERMS = 32;
const ENTRIES_AT_A_TIME = 20;

/** A bot's entries, searchable by what a visitor asks in their own words. */
export class AnswerIndex {
  readonly #search: MiniSearch<Indexed>;
  readonly #answers: readonly string[];
  readonly #byQuestion: ReadonlyMap<string, number>;

  private constructor(entries: readonly AnswerEntry[]) {
    this.#answers = entries.map(({ answer }) => answer);
    this.#byQuestion = new Map(
      entries.map(({ question }, id) => [sameQuestion(question), id] as const).reverse(),
    );
    this.#search = new MiniSearch<Indexed>({ fields: ['question', 'answer'], tokenize, processTerm });
  }

  /** Indexes entries a few at a time: a megabyte of them takes most of a second, and others are served meanwhile. */
  static async build(entries: readonly AnswerEntry[]): Promise<AnswerIndex> {
    const index = new AnswerIndex(entries);
    await index.#search.addAllAsync(
      entries.map((entry, id) => ({ ...entry, id })),
      { chunkSize: ENTRIES_AT_A_TIME },
    );
    return index;
  }

  /** The answer of the entry that fits best; null when none fits well enough to be worth saying. */
  find(question: string): string | null {
    const same = this.#byQuestion.get(sameQuestion(question));
    if (same !== undefined) return this.#answers[same] ?? null;
    const terms = [...new Set(tokenize(question))];
    const naming = terms.filter((term) => !STOP_WORDS.has(term)).slice(0, MOST_TERMS);
    const [asked, leastShare] =
      naming.length > 0
        ? [naming, LEAST_SHARE_OF_QUESTION]
        : [terms.slice(0, MOST_TERMS), LEAST_SHARE_OF_ASKING];
    return (
      this.#best(['question'], asked, leastShare) ??
      this.#best(['question', 'answer'], naming, LEAST_SHARE_OF_ENTRY)
    );
  }

  #best(fields: string[], asked: readonly string[], leastShare: number): string | null {
    if (asked.length === 0) return null;
    const found = this.#search.search(asked.join(' '), {
      tokenize: splitAtSpaces,
      fields,
      boost: { question: 3 },
      prefix: (term) => term.length >= 3 && !STOP_WORDS.has(term),
      fuzzy: (term) => (STOP_WORDS.has(term) ? false : mostTypos(term)),
    });
    const fitting = found.slice(0, CANDIDATES).find((result) => sharedPart(result, asked) >= leastShare);
    return fitting === undefined ? null : (this.#answers[fitting.id as number] ?? null);
  }
}

function sharedPart(result: SearchResult, asked: readonly string[]): number {
  const matched = new Set(result.queryTerms);
  return asked.filter((term) => matched.has(term)).length / asked.length;
}

/** Terms never hold white space. */
function splitAtSpaces(terms: string): string[] {
  return terms.split(' ');
}

/** In short words one letter makes another word. */
function mostTypos(term: string): number | false {
  if (term.length < 5) return false;
  return term.length < 9 ? 1 : 2;
}

/** The tokenizer has folded it already. */
function processTerm(term: string): string {
  return term;
}

function sameQuestion(question: string): string {
  return tokenize(question).join(' ');
}
