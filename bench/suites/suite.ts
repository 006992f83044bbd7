import type { Datasets } from '../fixture/datasets.ts';
import type { Engine } from '../fixture/engine.ts';
import type { GeneratorName } from '../load/load.ts';
import type { Table } from '../report/table.ts';

/** What a suite has at hand. */
export interface BenchContext {
  /** A smaller form that ends soon: does everything once, and its figures are rough. */
  readonly quick: boolean;
  readonly generator: GeneratorName;
  readonly datasets: Datasets;
  /** A folder for what need not last longer than the run. */
  readonly scratch: string;
  /** Says what is going on. */
  note(text: string): void;
}

/** Something we claim, and what was measured. */
export interface Claim {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Null: only told, nothing was promised. */
  readonly target: { readonly atLeast: number } | { readonly atMost: number } | null;
  /** The same seen in another way, for people. */
  readonly aside?: string;
}

export interface SuiteResult {
  readonly tables: readonly Table[];
  readonly claims: readonly Claim[];
  /** Something that must never happen did: the whole run fails. */
  readonly failed?: boolean;
}

export interface Suite {
  readonly name: string;
  run(context: BenchContext): Promise<SuiteResult>;
}

export const ENGINES = ['sqlite', 'postgres'] as const;

/** For suites that are long: the quick form takes one engine for both. */
export function enginesOf({ quick }: BenchContext): readonly Engine[] {
  return quick ? ['sqlite'] : ENGINES;
}
