import { type Notice, parseRestriction, type Restriction, type RestrictionInput } from '@wicketgate/core';
import { orRefuse, Refused } from '../http/problem.ts';
import type { RestrictionBody } from './schemas.ts';

/**
 * @throws Refused `validation_failed` where fields and kind do not belong together, `origin_pattern_invalid` or
 *   `ip_range_invalid` naming each bad entry
 */
export function parseRestrictionBody(body: RestrictionBody): {
  readonly restriction: Restriction;
  readonly notices: readonly Notice[];
} {
  return orRefuse(parseRestriction(toInput(body)));
}

function toInput(body: RestrictionBody): RestrictionInput {
  const { kind, origins, inheritOrganization, ranges } = body;
  const belonging = FIELDS[kind];
  for (const name of Object.keys(body)) {
    if (name !== 'kind' && !belonging.includes(name)) {
      throw misfit(name, `does not belong to a restriction of the kind ${kind}: leave it out`);
    }
  }
  switch (kind) {
    case 'none':
      return { kind };
    case 'websites':
      if (origins === undefined) throw misfit('origins', 'is missing');
      return { kind, origins, ...(inheritOrganization === undefined ? {} : { inheritOrganization }) };
    case 'ips':
      if (ranges === undefined) throw misfit('ranges', 'is missing');
      return { kind, ranges };
  }
}

const FIELDS: Readonly<Record<RestrictionBody['kind'], readonly string[]>> = {
  none: [],
  websites: ['origins', 'inheritOrganization'],
  ips: ['ranges'],
};

function misfit(field: string, detail: string): Refused {
  const pointer = `/restriction/${field}`;
  return new Refused('validation_failed', `The body does not fit. ${pointer} ${detail}.`, {
    errors: [{ pointer, detail }],
  });
}
