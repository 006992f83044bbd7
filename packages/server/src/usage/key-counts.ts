import { type EffectiveRestriction, printOriginPattern } from '@wicketgate/core';
import type { CellNumbers } from './cell-numbers.ts';
import { ALLOWED, type CountedSubject } from './counted-call.ts';
import { type CellKind, type CountedCell, CountedCells, isNamed } from './counted-cells.ts';
import type { KeyEntry } from './key-entry.ts';

/**
 * Where one key's calls are counted. Of the gate's record it keeps what an entry needs: the record itself, of a key that is
 * called once in a while, is gone before its calls are written.
 */
export class KeyCounts {
  readonly id: string;
  /** As it was at the newest refused call. */
  restriction: EffectiveRestriction | null = null;
  readonly #isKey: boolean;
  readonly #organizationId: string;
  readonly #deploymentId: string | null;
  readonly #environment: 'live' | 'test';
  readonly #createdAtMs: number;
  // Made when needed: most keys are never refused, and there may be very many of them.
  #allowed: CountedCells | null = null;
  #refused: CountedCells | null = null;

  constructor(id: string, { keyId, organizationId, deployment, environment, life }: CountedSubject) {
    this.id = id;
    this.#isKey = keyId !== null;
    this.#organizationId = organizationId;
    this.#deploymentId = deployment?.id ?? null;
    this.#environment = environment;
    this.#createdAtMs = life.createdAtMs;
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

  /** What these numbers say of its cells. @param restriction as it was then */
  read(numbers: CellNumbers, restriction: EffectiveRestriction | null): KeyEntry {
    const cells = [...(this.#allowed?.all ?? []), ...(this.#refused?.all ?? [])];
    const called = cells.filter(({ place }) => numbers.has(place));
    return [
      this.id,
      this.#isKey,
      this.#organizationId,
      this.#deploymentId,
      this.#environment,
      this.#createdAtMs,
      allowedOrigins(restriction, called),
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
function allowedOrigins(restriction: EffectiveRestriction | null, called: readonly CountedCell[]): string[] {
  if (restriction?.kind !== 'websites') return [];
  const isRefused = called.some(({ origin, outcome }) => outcome !== ALLOWED && isNamed(origin));
  return isRefused ? restriction.rules.map(({ pattern }) => printOriginPattern(pattern)) : [];
}
