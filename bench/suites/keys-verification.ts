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
      // Nothing was promised here but what holds for the gate as such.
      { sqlite: { 'Better Auth': 5 }, postgres: { 'Better Auth': 5 } },
      enginesOf(context),
    ),
};
