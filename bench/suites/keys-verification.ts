import { compareContenders } from './compare-contenders.ts';
import { VERIFICATION_PATH } from './contenders.ts';
import { enginesOf, type Suite } from './suite.ts';

export const keysVerificationSuite: Suite = {
  name: 'keys-verification',
  run: (context) =>
    compareContenders(
      context,
      '/keys/verification',
      { form: 'body', path: VERIFICATION_PATH },
      // The bare route is only told: this one reads a body and asks the gate about two keys, the caller's own too.
      {
        sqlite: { 'hand-written': 1, 'Better Auth': 5 },
        postgres: { 'hand-written': 2, 'Better Auth': 5 },
      },
      enginesOf(context),
    ),
};
