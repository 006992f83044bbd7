import { decide, denyDetail, limitBucket, parseOriginHeader } from '@wicketgate/core';
import type { FastifyRequest } from 'fastify';
import type { ClientAddress } from '../http/client-address.ts';
import type { LoaderGate } from '../http/loader-gate.ts';
import { Refused } from '../http/problem.ts';
import type { Gate, GateAnswer } from './gate.ts';
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
      barrierMs: null,
      way: null,
    });
    const known = withoutOrigin(answer);
    const { decision, facts } = known;
    if (decision.allow) return;
    refusals.note(request.id, known);
    throw new Refused(decision.reason, denyDetail(decision.reason, facts));
  }
}

/**
 * What can be said before the origin is known: all that the gate checks but the websites. Neither Referer nor Sec-Fetch
 * may stand in for an Origin, so the websites wait for the call that has one.
 */
function withoutOrigin(answer: GateAnswer): GateAnswer {
  const { decision, facts } = answer;
  if (decision.allow || decision.reason !== 'origin_missing' || decision.subject === null) return answer;
  const subject = { ...decision.subject, restriction: { kind: 'none' as const } };
  const open = { ...facts, credential: { ...facts.credential, subject } } as typeof facts;
  return { ...answer, decision: decide(open), facts: open };
}
