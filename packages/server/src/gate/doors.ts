import { type Decision, type DenyReason, type Door, denyDetail, parseOriginHeader } from '@wicketgate/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Admission } from '../http/admission.ts';
import { type Caller, requireRouteScope } from '../http/caller.ts';
import type { ClientAddress } from '../http/client-address.ts';
import { REPORT_ONLY_HEADER } from '../http/cors.ts';
import { Refused } from '../http/problem.ts';
import { whenAnswered } from '../http/when-answered.ts';
import type { Logger } from '../platform/logger.ts';
import type { Store } from '../store/store.ts';
import type { CachedSubject } from './cached-subject.ts';
import { type CallCounter, countCalls } from './call-counter.ts';
import type { Gate, GateAnswer, GateQuestion } from './gate.ts';
import { exposedKeys, type KeyBearer, type PresentedKey, readPresentedKey } from './presented-key.ts';
import { limitHeaders } from './rate-limits.ts';
import type { RefusalLog } from './refusal-log.ts';
import { reportMisuse } from './report-misuse.ts';
import { callerOfSession, type SessionDoorDeps } from './session-door.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Its body had not arrived when the state by which it was judged was read. */
    bodyIsLate: boolean;
    /** How long it took to let it in, as long as that is not metered since it is to be judged again. */
    unmeteredMs: number | null;
  }
}

export interface DoorDeps {
  readonly gate: Gate;
  readonly store: Store;
  readonly logger: Logger;
  readonly refusals: RefusalLog;
  readonly clientAddress: (request: FastifyRequest) => ClientAddress;
  /** Told of every call, let through or not. */
  readonly usage: CallCounter;
}

/** Lets a request of the widget API through, or answers why not. Runs before the body is read. */
export function installWidgetDoor(app: FastifyInstance, deps: DoorDeps): void {
  app.decorateRequest('admission');
  countCalls(app, deps.usage);
  // Written out: a function that awaits would have each call wait on one promise more.
  askAroundBody(app, 'widget', deps, (request, reply, done) => {
    if (request.method === 'OPTIONS') {
      done();
      return;
    }
    askGate('widget', presentedBy(request), request, deps).then((answer) => {
      if (!isAdmitted(answer)) {
        refused(answer, request, deps).then(done, done);
        return;
      }
      try {
        admit(answer, request, reply, deps);
      } catch (error) {
        done(error as Error);
        return;
      }
      done();
    }, done);
  });
}

function admit(answer: Admitted, request: FastifyRequest, reply: FastifyReply, deps: DoorDeps): void {
  const { reported } = answer.decision;
  if (reported !== null) {
    // A call that is judged twice is noted once.
    if (!wasReported(request)) deps.refusals.note(request.id, answer, request.headers.referer);
    reply.header(REPORT_ONLY_HEADER, reported);
  }
  if (isCounted(answer)) request.gateAnswer = answer;
  request.admission = admissionOf(answer, request, deps);
}

function wasReported({ gateAnswer }: FastifyRequest): boolean {
  return gateAnswer?.decision.allow === true && gateAnswer.decision.reported !== null;
}

/** Lets a management request through, with the scope (or the permission, see there) that its route names. */
export function installManagementDoor(app: FastifyInstance, deps: DoorDeps & SessionDoorDeps): void {
  app.decorateRequest('caller');
  countCalls(app, deps.usage);
  app.addHook('onRoute', (route) => {
    if (route.config?.scope === undefined) throw new Error(`${route.url} names no scope`);
  });
  const letIn = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const presented = presentedBy(request);
    const ofSession = presented.kind === 'missing' ? await callerOfSession(request, reply, deps) : null;
    request.caller = ofSession ?? (await callerOfKey(presented, request, deps));
    requireRouteScope(request);
  };
  askAroundBody(app, 'management', deps, (request, reply, done) => {
    letIn(request, reply).then(() => done(), done);
  });
}

/** Lets a request in or refuses it, and notes whether its body is late. */
type Ask = (request: FastifyRequest, reply: FastifyReply, done: (refused?: Error) => void) => void;

/**
 * Asks before the body is read, so that nobody without a key can send us one, and again after it where it arrived
 * later than the state was read: what was revoked meanwhile must not write.
 */
function askAroundBody(app: FastifyInstance, door: Door, { gate }: DoorDeps, ask: Ask): void {
  app.decorateRequest('bodyIsLate', false);
  app.decorateRequest('unmeteredMs', null);
  app.addHook('onRoute', (route) => {
    // Its body was none that could be read: nothing else was said of it.
    whenAnswered(route, (request) => meterOnce(request, door, gate));
  });
  app.addHook('onRequest', ask);
  app.addHook('preValidation', (request, reply, done) => {
    if (!request.bodyIsLate) {
      done();
      return;
    }
    // What the first judgement said is not the answer.
    request.unmeteredMs = null;
    reply.removeHeader(REPORT_ONLY_HEADER);
    ask(request, reply, (refused) => {
      // It was let in at first, but nobody can say whether it would be now.
      if (refused !== undefined && !(refused instanceof Refused)) request.gateAnswer = undefined;
      done(refused);
    });
  });
}

function meterOnce(request: FastifyRequest, door: Door, { meter }: Gate): void {
  if (request.unmeteredMs === null) return;
  meter.noteDecision(door, 'allowed', request.unmeteredMs);
  request.unmeteredMs = null;
}

async function callerOfKey(
  presented: PresentedKey,
  request: FastifyRequest,
  deps: DoorDeps,
): Promise<Caller> {
  const answer = await askGate('management', presented, request, deps);
  if (!isAdmitted(answer)) throw await refused(answer, request, deps);
  if (isCounted(answer)) request.gateAnswer = answer;
  const { subject } = answer.decision;
  const keyId = subject.keyId as string;
  return {
    organizationId: subject.organizationId,
    member: null,
    scopes: subject.scopes ?? new Set(),
    operator: subject.operator,
    barrierMs: answer.facts.nowMs,
    context: {
      actor: { type: 'api_key', id: keyId, ...(subject.label === null ? {} : { label: subject.label }) },
      ip: deps.clientAddress(request).address?.text ?? null,
      requestId: request.id,
    },
  };
}

interface Admitted extends GateAnswer {
  readonly decision: Decision<CachedSubject> & { readonly allow: true };
}

function askGate(
  door: Door,
  presented: PresentedKey,
  request: FastifyRequest,
  deps: DoorDeps,
): Promise<GateAnswer> {
  const { address, limited } = deps.clientAddress(request);
  const question: GateQuestion = {
    door,
    presented,
    origin: parseOriginHeader(request.headers.origin),
    address,
    // One call is counted once.
    limitedAddress: request.bodyIsLate ? null : limited,
    countKey: !request.bodyIsLate,
    organizationId: null,
    barrierMs: null,
    way: door,
    isJudgedAgain: (tookMs) => {
      const { raw } = request;
      const isGone = raw.destroyed && !raw.complete;
      if (!request.bodyIsLate || isGone) return false;
      request.unmeteredMs = tookMs;
      // Its body may never come: then nobody is answered.
      raw.once('close', () => {
        if (!raw.complete) meterOnce(request, door, deps.gate);
      });
      return true;
    },
  };
  // Nobody reads the body of these.
  if (request.method === 'GET' || request.method === 'HEAD') return deps.gate.ask(question);
  return deps.gate.ask(question, () => {
    request.bodyIsLate = !request.raw.complete;
  });
}

function isAdmitted(answer: GateAnswer): answer is Admitted {
  return answer.decision.allow;
}

/** Whoever only looks at the chat in the console is not. */
function isCounted({ decision }: GateAnswer): boolean {
  return decision.subject?.isPreview !== true;
}

async function refused(answer: GateAnswer, request: FastifyRequest, deps: DoorDeps): Promise<Refused> {
  await reportExposed(answer, request, deps);
  return refusal(answer, request, deps);
}

function presentedBy(request: FastifyRequest): PresentedKey {
  return readPresentedKey(bearer(request));
}

function bearer({ raw, headers, query }: FastifyRequest): KeyBearer {
  return { rawHeaders: raw.rawHeaders, headers, query: query as Record<string, unknown> };
}

function refusal(answer: GateAnswer, request: FastifyRequest, deps: DoorDeps, detail?: string): Refused {
  const { decision, facts, limit } = answer;
  const reason = (decision as { reason: DenyReason }).reason;
  if (isCounted(answer)) {
    request.gateAnswer = answer;
    deps.refusals.note(request.id, answer, request.headers.referer);
  }
  return new Refused(reason, detail ?? denyDetail(reason, facts), {
    headers: limit === null ? {} : limitHeaders(limit),
  });
}

/** Whatever the refusal is for: a secret key that is exposed beside another mistake is exposed all the same. */
async function reportExposed({ facts }: GateAnswer, request: FastifyRequest, deps: DoorDeps): Promise<void> {
  // Who guesses keys gets no look-ups beyond the limit.
  if (facts.addressLimit === 'exceeded') return;
  const ip = deps.clientAddress(request).address?.text ?? null;
  await reportMisuse(deps, exposedKeys(bearer(request)), { ip, requestId: request.id, organizationId: null });
}

function admissionOf(answer: Admitted, request: FastifyRequest, deps: DoorDeps): Admission {
  const { facts } = answer;
  const { subject } = answer.decision;
  const chatbot = subject.chatbot as NonNullable<CachedSubject['chatbot']>;
  return {
    organizationId: subject.organizationId,
    chatbotId: chatbot.id,
    deploymentId: subject.deployment?.id as string,
    environment: subject.environment,
    previewId: subject.isPreview ? subject.keyId : null,
    identityMode: chatbot.identityMode,
    nowMs: facts.nowMs,
    look: subject.look as NonNullable<CachedSubject['look']>,
    judgeIdentity: (identity, invalidDetail) => {
      const judged = deps.gate.askIdentity(facts, identity);
      if (!judged.decision.allow) throw refusal(judged, request, deps, invalidDetail);
    },
  };
}
