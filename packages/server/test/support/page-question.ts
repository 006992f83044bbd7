import { parseOriginHeader } from '@wicketgate/core';
import type { GateQuestion } from '../../src/gate/gate.ts';

/** What a page of the origin asks the gate, but for what it presents; nobody limits or restricts its address. */
export function questionFrom(origin: string): Omit<GateQuestion, 'presented'> {
  return {
    door: 'widget',
    origin: parseOriginHeader(origin),
    address: null,
    limitedAddress: null,
    countKey: true,
    way: 'widget',
    organizationId: null,
    barrierMs: null,
  };
}
