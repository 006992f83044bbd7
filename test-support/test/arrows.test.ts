import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { findArrows } from '../arrows.ts';

const server = 'packages/server/src';

type Row = { reason: string; rule: string; from: string; imports: string; to?: string };

const forbidden: Row[] = [
  {
    reason: 'core knows nothing of the server',
    rule: 'core-imports-nothing-of-ours',
    from: 'packages/core/src/decide.ts',
    imports: "import { store } from '../../server/src/store/store.ts';",
    to: `${server}/store/store.ts`,
  },
  {
    reason: 'an arrow made of types alone is an arrow too',
    rule: 'core-imports-nothing-of-ours',
    from: 'packages/core/src/decide.ts',
    imports: "import type { Store } from '../../server/src/store/store.ts';",
    to: `${server}/store/store.ts`,
  },
  {
    reason: 'core does no I/O',
    rule: 'core-without-node',
    from: 'packages/core/src/decide.ts',
    imports: "import { readFileSync } from 'node:fs';",
  },
  {
    reason: 'a fourth package in core is a decision',
    rule: 'core-with-three-packages',
    from: 'packages/core/src/decide.ts',
    imports: "import lodash from 'lodash';",
    to: 'node_modules/lodash/index.js',
  },
  {
    reason: 'another package enters core by its index',
    rule: 'core-by-its-door',
    from: `${server}/gate/gate.ts`,
    imports: "import { decide } from '../../../core/src/decide.ts';",
    to: 'packages/core/src/decide.ts',
  },
  {
    reason: 'the server does not import the widget',
    rule: 'server-to-core-only',
    from: `${server}/widget/routes.ts`,
    imports: "import { loader } from '../../../widget/src/loader.ts';",
    to: 'packages/widget/src/loader.ts',
  },
  {
    reason: 'the console knows the server by its API only',
    rule: 'console-to-client-and-core',
    from: 'packages/console/src/activity/activity-api.ts',
    imports: "import type { Store } from '../../../server/src/store/store.ts';",
    to: `${server}/store/store.ts`,
  },
  {
    reason: 'and so do the files with its looks',
    rule: 'console-to-client-and-core',
    from: 'packages/console/src/appearance/live-preview.tsx',
    imports: "import { loader } from '../../../widget/src/loader.ts';",
    to: 'packages/widget/src/loader.ts',
  },
  {
    reason: 'the store does not know a feature',
    rule: 'store-above-platform',
    from: `${server}/store/store.ts`,
    imports: "import { gate } from '../gate/gate.ts';",
    to: `${server}/gate/gate.ts`,
  },
  {
    reason: 'one engine does not lean on the other',
    rule: 'adapters-apart',
    from: `${server}/store/sqlite/sqlite-store.ts`,
    imports: "import { retry } from '../postgres/retry.ts';",
    to: `${server}/store/postgres/retry.ts`,
  },
  {
    reason: 'http/ knows no feature',
    rule: 'http-below-features',
    from: `${server}/http/caller.ts`,
    imports: "import { gate } from '../gate/gate.ts';",
    to: `${server}/gate/gate.ts`,
  },
  {
    reason: 'platform/ lies below the store',
    rule: 'platform-below-all',
    from: `${server}/platform/logger.ts`,
    imports: "import { store } from '../store/store.ts';",
    to: `${server}/store/store.ts`,
  },
  {
    reason: 'a feature does not import another one, not even the gate',
    rule: 'feature-not-to-feature',
    from: `${server}/conversations/routes.ts`,
    imports: "import { gate } from '../gate/gate.ts';",
    to: `${server}/gate/gate.ts`,
  },
  {
    reason: 'a feature works on the port, so that both engines serve it',
    rule: 'feature-to-store-port-only',
    from: `${server}/keys/rotate-key.ts`,
    imports: "import { open } from '../store/sqlite/sqlite-store.ts';",
    to: `${server}/store/sqlite/sqlite-store.ts`,
  },
  {
    reason: 'a feature does not import the file that wires it',
    rule: 'only-app-wires',
    from: `${server}/keys/routes.ts`,
    imports: "import { app } from '../app.ts';",
    to: `${server}/app.ts`,
  },
  {
    reason: 'main.ts reads the process and wires nothing',
    rule: 'main-imports-no-feature',
    from: `${server}/main.ts`,
    imports: "import { gate } from './gate/gate.ts';",
    to: `${server}/gate/gate.ts`,
  },
  {
    reason: 'the widget carries no code of ours',
    rule: 'widget-alone',
    from: 'packages/widget/src/element.ts',
    imports: "import { parse } from '../../core/src/index.ts';",
    to: 'packages/core/src/index.ts',
  },
  {
    reason: 'the widget carries no package',
    rule: 'widget-alone',
    from: 'packages/widget/src/element.ts',
    imports: "import lodash from 'lodash';",
    to: 'node_modules/lodash/index.js',
  },
  {
    reason: 'what is shipped does not import test infrastructure',
    rule: 'source-not-to-tests',
    from: `${server}/store/store.ts`,
    imports: "import { startPostgres } from '../../../../test-support/postgres.ts';",
    to: 'test-support/postgres.ts',
  },
  {
    reason: 'a name that leads nowhere is not overlooked',
    rule: 'not-unresolvable',
    from: `${server}/keys/routes.ts`,
    imports: "import { gone } from './gone.ts';",
  },
  {
    reason: 'a file that nobody imports',
    rule: 'no-orphans',
    from: `${server}/keys/rotate-key.ts`,
    imports: 'export const rotateKey = 1;',
  },
  {
    reason: 'two files that need each other',
    rule: 'no-circular',
    from: `${server}/keys/routes.ts`,
    imports: "import { self } from './routes.ts';",
  },
];

const allowed: Row[] = [
  {
    reason: 'a feature may use the store port',
    rule: 'feature-to-store-port-only',
    from: `${server}/keys/rotate-key.ts`,
    imports: "import type { Store } from '../store/store.ts';",
    to: `${server}/store/store.ts`,
  },
  {
    reason: 'app.ts may wire a feature and an adapter',
    rule: 'feature-to-store-port-only',
    from: `${server}/app.ts`,
    imports: "import { open } from './store/sqlite/sqlite-store.ts';",
    to: `${server}/store/sqlite/sqlite-store.ts`,
  },
  {
    reason: 'a package that only the console has stands inside it',
    rule: 'console-to-client-and-core',
    from: 'packages/console/src/ui/notify.ts',
    imports: "import { show } from '../../node_modules/notices/index.js';",
    to: 'packages/console/node_modules/notices/index.js',
  },
  {
    reason: 'the widget may borrow types',
    rule: 'widget-alone',
    from: 'packages/widget/src/element.ts',
    imports: "import type { Config } from '../../core/src/index.ts';",
    to: 'packages/core/src/index.ts',
  },
];

const folder = await mkdtemp(join(tmpdir(), 'wicketgate-arrows-'));
after(() => rm(folder, { recursive: true }));

for (const row of forbidden) {
  test(`reported: ${row.reason}`, async () => {
    assert.ok((await rulesBrokenBy(row)).includes(row.rule));
  });
}

for (const row of allowed) {
  test(`not reported: ${row.reason}`, async () => {
    assert.ok(!(await rulesBrokenBy(row)).includes(row.rule));
  });
}

async function rulesBrokenBy({ from, imports, to }: Row): Promise<string[]> {
  const repository = await mkdtemp(join(folder, 'repository-'));
  const files = { [from]: imports, ...(to === undefined ? {} : { [to]: 'export {};' }) };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(repository, path)), { recursive: true });
    await writeFile(join(repository, path), text);
  }
  const { violations } = await findArrows(repository);
  return violations.map(({ rule }) => rule);
}
