import type { GateWay } from '../http/gate-meter.ts';
import type { Gate, GateAnswer, GateQuestion } from './gate.ts';

/**
 * Asks the gate and notes what came of it and how long it took.
 *
 * @param way null: a hypothetical question, which counts nowhere
 * @throws StoreUnavailable
 */
export async function askMeasured(
  gate: Gate,
  way: GateWay | null,
  question: GateQuestion,
): Promise<GateAnswer> {
  if (way === null) return gate.ask(question);
  const startedMs = performance.now();
  try {
    const answer = await gate.ask(question);
    const outcome = answer.decision.allow ? 'allowed' : answer.decision.reason;
    gate.meter.noteDecision(way, outcome, performance.now() - startedMs);
    return answer;
  } catch (error) {
    gate.meter.noteDecision(way, 'store_unavailable', performance.now() - startedMs);
    throw error;
  }
}
