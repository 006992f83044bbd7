/** One token on one origin, and what must come of a call with them that starts now. */
export interface Pass {
  readonly token: string;
  readonly origin: string;
  /** `either` while a change is under way: both the old and the new state are right until it has been acknowledged. */
  expected: 'accepted' | 'refused' | 'either';
  /** Grows with each change: a call that one overtook is not judged. */
  generation: number;
  /** When the last change was acknowledged, ms of performance.now(). */
  settledAtMs: number;
}

export function newPass(token: string, origin: string): Pass {
  return { token, origin, expected: 'accepted', generation: 0, settledAtMs: performance.now() };
}

/** Carries out a change of some passes: before its answer nothing is sure, from its answer on everything is. */
export async function change<T>(
  passes: readonly Pass[],
  after: 'accepted' | 'refused',
  act: () => Promise<T>,
): Promise<T> {
  for (const pass of passes) {
    pass.expected = 'either';
    pass.generation += 1;
  }
  const result = await act();
  const settledAtMs = performance.now();
  for (const pass of passes) {
    pass.expected = after;
    pass.settledAtMs = settledAtMs;
  }
  return result;
}

/** A call that starts this soon after a change was acknowledged is where a stale cache would show. */
const SOON_MS = 20;

/** Counts what came of the calls. */
export class Ledger {
  changes = 0;
  judged = 0;
  judgedSoon = 0;
  staleAccepts = 0;
  wrongRefusals = 0;
  /** The first wrong answers, for whoever has to find out why. */
  readonly examples: string[] = [];

  /** Call before a request is sent. @returns to be called with its answer's status */
  open(pass: Pass): (status: number) => void {
    const { expected, generation } = pass;
    const isSoon = performance.now() - pass.settledAtMs < SOON_MS;
    return (status) => {
      const isAccepted = status === 200;
      // A status that is neither yes nor no is a fault, whatever was expected.
      if (!isAccepted && status !== 401 && status !== 403) this.#wrong('wrongRefusals', pass, status);
      else if (expected === 'refused' && isAccepted && generation === pass.generation) {
        this.#wrong('staleAccepts', pass, status);
      } else if (expected === 'accepted' && !isAccepted && generation === pass.generation) {
        this.#wrong('wrongRefusals', pass, status);
      }
      if (expected === 'either') return;
      this.judged += 1;
      if (isSoon) this.judgedSoon += 1;
    };
  }

  #wrong(kind: 'staleAccepts' | 'wrongRefusals', { token, origin, settledAtMs }: Pass, status: number): void {
    this[kind] += 1;
    const sinceMs = Math.round(performance.now() - settledAtMs);
    if (this.examples.length < 5) {
      this.examples.push(
        `${status} for …${token.slice(-4)} on ${origin}, ${sinceMs} ms after its last change`,
      );
    }
  }
}
