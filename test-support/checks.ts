import { existsSync, globSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** One check: a file for Node with its arguments, run in the repository's root; exit code 0 means passed. */
export type Check = { name: string; file: string; args: string[] };

/** Every check of the code as it lies there, slowest first. */
export function listChecks(): Check[] {
  return [
    ...typeScriptProjects().map((project) => ({
      name: `types of ${dirname(project)}`,
      // docs/adr/0020: the package `typescript` is there for tools that are built on its API.
      file: bin('typescript-7', 'tsc'),
      args: ['-p', project],
    })),
    { name: 'unused files, exports and dependencies', file: bin('knip'), args: ['--no-progress'] },
    { name: 'arrows between the parts', file: 'test-support/check-arrows.ts', args: [] },
    {
      name: 'format and lint',
      file: bin('@biomejs/biome', 'biome'),
      args: ['ci', '--colors=off', '--max-diagnostics=50', '.'],
    },
    { name: 'size of the widget', file: bin('size-limit'), args: [] },
    ...(existsSync('openapi.json')
      ? [{ name: 'OpenAPI', file: bin('@redocly/cli', 'redocly'), args: ['lint', 'openapi.json'] }]
      : []),
  ];
}

function typeScriptProjects(): string[] {
  const exclude = ['**/node_modules/**'];
  return globSync(['tsconfig.json', 'bench/tsconfig.json', 'packages/**/tsconfig.json'], { exclude })
    .filter((project) => globSync(join(dirname(project), '**/*.ts'), { exclude }).length > 0)
    .sort();
}

/** The file behind a command of an installed package, relative to the root. */
function bin(packageName: string, command = packageName): string {
  const folder = join('node_modules', packageName);
  const { bin: entry } = createRequire(import.meta.url)(`../${folder}/package.json`);
  return join(folder, typeof entry === 'string' ? entry : entry[command]);
}
