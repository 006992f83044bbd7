import type { ExplainStep } from '@wicketgate/core';

/** A step as the API names its parts. */
export function presentStep({ reported, ...step }: ExplainStep) {
  return reported === undefined ? step : { ...step, reportOnly: reported };
}
