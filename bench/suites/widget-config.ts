import { compareContenders } from './compare-contenders.ts';
import { CONFIG_PATH } from './contenders.ts';
import type { Suite } from './suite.ts';

export const widgetConfigSuite: Suite = {
  name: 'widget-config',
  run: (context) =>
    compareContenders(
      context,
      '/widget/config',
      { form: 'header', path: CONFIG_PATH },
      {
        sqlite: { uncounted: 0.95, 'bare route': 0.7, 'hand-written': 1, 'Better Auth': 5 },
        postgres: { uncounted: 0.95, 'bare route': 0.7, 'hand-written': 2, 'Better Auth': 5 },
      },
    ),
};
