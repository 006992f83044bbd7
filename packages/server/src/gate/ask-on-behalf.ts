import { explain, type ParsedKey, parseOriginHeader } from '@wicketgate/core';
import type { Gatekeeper, GatekeeperAnswer, GatekeeperQuestion } from '../http/gatekeeper.ts';
import type { CallCounter } from './call-counter.ts';
import type { PresentedKey } from './presented-key.ts';
import { readKey } from './read-key.ts';
import type { RefusalLog } from './refusal-log.ts';
import { type MisuseDeps, reportMisuse } from './report-misuse.ts';

export interface OnBehalfDeps extends MisuseDeps {
  readonly refusals: RefusalLog;
  readonly usage: CallCounter;
}

/** Answers for calls that arrived at somebody else's backend, and for "what if". Always the widget's door. */
export class AskOnBehalf implements Gatekeeper {
  readonly #deps: OnBehalfDeps;

  constructor(deps: OnBehalfDeps) {
    this.#deps = deps;
  }

  async ask(question: GatekeeperQuestion): Promise<GatekeeperAnswer> {
    const { gate, refusals, usage } = this.#deps;
    const { askedBy } = question;
    const presented = presentedBy(question);
    const answer = await gate.ask({
      door: 'widget',
      presented,
      origin: parseOriginHeader(question.origin),
      address: question.address,
      limitedAddress: null,
      countKey: askedBy !== null,
      organizationId: question.organizationId,
      barrierMs: askedBy?.barrierMs ?? null,
      way: askedBy !== null ? 'verification' : null,
    });
    const { decision, facts } = answer;
    const known = decision.subject;
    if (askedBy !== null && known?.isPreview !== true) {
      usage.count(answer, 'verification', performance.now() - askedBy.arrivedMs);
      refusals.note(askedBy.requestId, answer);
      if (isExposed(presented)) await this.#report(presented.key, question, askedBy.requestId);
    }
    return {
      code: decision.allow ? null : decision.reason,
      reported: decision.allow ? decision.reported : null,
      keyId: known?.keyId ?? null,
      deploymentId: known?.deployment?.id ?? null,
      chatbotId: known?.chatbot?.id ?? null,
      explain: () => explain(facts),
    };
  }

  #report(key: ParsedKey, { address, organizationId }: GatekeeperQuestion, requestId: string): Promise<void> {
    const exposed = { key, misuse: 'sent_by_a_browser' } as const;
    return reportMisuse(this.#deps, [exposed], { ip: address?.text ?? null, requestId, organizationId });
  }
}

/** A backend says that a browser sent it a secret key: then the key is as exposed as if it had come to us. */
function isExposed(presented: PresentedKey): presented is PresentedKey & { readonly kind: 'key' } {
  return presented.kind === 'key' && presented.fromBrowser && presented.key.type === 'secret';
}

function presentedBy({ subject, origin }: GatekeeperQuestion): PresentedKey {
  // An Origin is a browser's signal, and a secret key has no business there.
  const fromBrowser = origin !== undefined;
  if ('keyDigest' in subject) {
    return { kind: 'digest', digest: subject.keyDigest, type: subject.type, fromBrowser };
  }
  const key = readKey(subject.keyText);
  return key === null ? { kind: 'malformed' } : { kind: 'key', key, fromBrowser };
}
