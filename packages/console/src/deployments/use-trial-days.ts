import { useRef, useState } from 'react';
import type { Deployment } from './deployments-api.ts';
import { trialDays } from './restriction-draft.ts';

/** Wrapped, so that the same number chosen again is another choice. */
interface Choice {
  readonly days: number | null;
}

interface TrialDays {
  /** How long the restriction is only tried; null: it is in force at once. */
  readonly days: number | null;
  /** Whether a trial that runs is to last for another time, or to end. */
  readonly changesTrial: boolean;
  readonly choose: (days: number | null) => void;
  /** Back to what the server has. */
  readonly reset: () => void;
  /** To be called as it is sent. */
  readonly markSent: () => void;
  /** After a save: what was sent is what the server has; what was chosen meanwhile stays. */
  readonly settle: () => void;
}

/** For how many days a restriction is to be tried: as somebody chose, else as long as the trial lasts that runs. */
export function useTrialDays(deployment: Deployment): TrialDays {
  const [choice, setChoice] = useState<Choice | null>(null);
  const sent = useRef<Choice | null>(null);
  return {
    days: choice === null ? trialDays(deployment, Date.now()) : choice.days,
    changesTrial: choice !== null && deployment.reportOnly !== null,
    choose: (days) => setChoice({ days }),
    reset: () => setChoice(null),
    markSent: () => {
      sent.current = choice;
    },
    settle: () => setChoice((now) => (now === sent.current ? null : now)),
  };
}
