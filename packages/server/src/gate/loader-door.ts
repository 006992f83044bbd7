import { denyDetail, limitBucket, parseOriginHeader } from '@wicketgate/core';
import type { FastifyRequest } from 'fastify';
import type { ClientAddress } from '../http/client-address.ts';
import type { LoaderGate } from '../http/loader-gate.ts';
import { Refused } from '../http/problem.ts';
import type { Gate } from './gate.ts';
import { limitHeaders, type RateLimits } from './rate-limits.ts';
import type { RefusalLog } from './refusal-log.ts';

export interface LoaderDoorDeps {
  readonly gate: Gate;
  readonly limits: RateLimits;
  readonly refusals: RefusalLog;
  readonly clientAddress: (request: FastifyRequest) => ClientAddress;
}

/** The same gate for a call that names a deployment and gets its key. */
export class LoaderDoor implements LoaderGate {
  readonly #deps: LoaderDoorDeps;

  constructor(deps: LoaderDoorDeps) {
    this.#deps = deps;
  }

  async admit(request: FastifyRequest): Promise<void> {
    const { limits, clientAddress } = this.#deps;
    const { limited } = clientAddress(request);
    const reading = limited === null ? null : await limits.takeAddress(limitBucket(limited));
    if (reading?.exceeded) {
      throw new Refused('rate_limited', 'Too many requests from your address.', {
        headers: limitHeaders(reading),
      });
    }
  }

  async judge(request: FastifyRequest, keyDigest: string): Promise<void> {
    const { gate, refusals, clientAddress } = this.#deps;
    const answer = await gate.ask({
      door: 'widget',
      presented: { kind: 'digest', digest: keyDigest, type: 'publishable', fromBrowser: true },
      origin: parseOriginHeader(request.headers.origin),
      address: clientAddress(request).address,
      limitedAddress: null,
      // The config call that follows is the use of the key.
      countKey: false,
      organizationId: null,
    });
    const { decision, facts } = answer;
    if (decision.allow || decision.reason === 'origin_missing') return;
    refusals.note(request.id, answer);
    throw new Refused(decision.reason, denyDetail(decision.reason, facts));
  }
}
