import { printOriginPattern } from '@wicketgate/core';
import type { CellNumbers } from './cell-numbers.ts';
import { ALLOWED, type CountedSubject } from './counted-call.ts';
import { type CellKind, type CountedCell, CountedCells, isNamed } from './counted-cells.ts';
import type { KeyEntry } from './key-entry.ts';

/** Where one key's calls are counted. */
export class KeyCounts {
  readonly id: string;
  /** As the gate knew it lately; at the newest refused call at least. */
  subject: CountedSubject;
  // Made when needed: most keys are never refused, and there may be very many of them.
  #allowed: CountedCells | null = null;
  #refused: CountedCells | null = null;

  constructor(id: string, subject: CountedSubject) {
    this.id = id;
    this.subject = subject;
  }

  /** The cell that a call counts in. @param numbers where one that is new gets its place */
  cellOf(kind: CellKind, numbers: CellNumbers): CountedCell {
    if (kind.outcome === ALLOWED) {
      this.#allowed ??= new CountedCells(numbers);
      return this.#allowed.get(kind);
    }
    this.#refused ??= new CountedCells(numbers);
    return this.#refused.get(kind);
  }

  hasCalls(numbers: CellNumbers): boolean {
    const isCalled = ({ place }: CountedCell): boolean => numbers.has(place);
    return this.#allowed?.all.some(isCalled) === true || this.#refused?.all.some(isCalled) === true;
  }

  /** What these numbers say of its cells. @param subject the key as the gate knew it then */
  read(numbers: CellNumbers, subject: CountedSubject): KeyEntry {
    const { keyId, organizationId, environment, deployment, life } = subject;
    const cells = [...(this.#allowed?.all ?? []), ...(this.#refused?.all ?? [])];
    const called = cells.filter(({ place }) => numbers.has(place));
    return [
      this.id,
      keyId !== null,
      organizationId,
      deployment?.id ?? null,
      environment,
      life.createdAtMs,
      allowedOrigins(subject, called),
      called.map(({ during, origin, outcome, route, place }) => [
        during.span,
        during.at,
        origin,
        outcome,
        route,
        during.at + numbers.newestMs(place),
        numbers.classes(place),
      ]),
    ];
  }
}

/** Only what was refused is compared with them. */
function allowedOrigins({ restriction }: CountedSubject, called: readonly CountedCell[]): string[] {
  if (restriction.kind !== 'websites') return [];
  const isRefused = called.some(({ origin, outcome }) => outcome !== ALLOWED && isNamed(origin));
  return isRefused ? restriction.rules.map(({ pattern }) => printOriginPattern(pattern)) : [];
}
