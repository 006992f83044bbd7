import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import ts from 'typescript';

const WIDGET = join(import.meta.dirname, '..');
const DOCUMENTED = /`(import type .* from '@wicketgate\/widget')`/;

/** What a page's own script does with the widget; the last line must not pass. */
const PAGE = `
window.WicketSettings = { key: 'cb_live_x', position: 'left' };
window.Wicket.on('message:received', ({ message }) => console.log(message.text));
document.addEventListener('wicket:unread', ({ detail }) => console.log(detail.count));
document.createElement('wicket-chat').hidden = true;
// @ts-expect-error
window.Wicket.opn();
`;

/** A site's settings: strict, and without what this repository allows itself. */
const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
  types: [],
};
const BUNDLER = { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler };
const NODE = { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext };

const DECLARATIONS = ['global.d.ts', 'wicket.d.ts'];

describe('what a page is told of the widget’s types', () => {
  const guide = readFileSync(join(WIDGET, '../../docs/embedding.md'), 'utf8');
  const line = DOCUMENTED.exec(guide)?.[1] ?? assert.fail('the guide has no such line');

  const documented = `${line};\n${PAGE}`;
  const named = `
import type { Wicket, WicketEvents } from '@wicketgate/widget';
export const wicket: Wicket = window.Wicket;
export const unread: WicketEvents['unread'] = { count: 1 };
`;
  const pages: readonly [reason: string, page: string, options: ts.CompilerOptions, copied?: string[]][] = [
    ['the guide’s line declares all that a page uses', documented, BUNDLER],
    ['so it does where modules are found by Node’s rules', documented, NODE],
    ['what is imported by name is there as well', named, BUNDLER],
    ['the two files do the same where they are copied to the site’s own', PAGE, BUNDLER, DECLARATIONS],
  ];
  for (const [reason, page, options, copied] of pages) {
    it(reason, () => assert.deepEqual(complaints(page, options, copied), []));
  }

  it('without either nothing is declared, so that the above can fail', () => {
    const found = complaints(PAGE, BUNDLER);
    assert.ok(
      found.some((text) => /'Wicket' does not exist on type 'Window/.test(text)),
      found.join('\n'),
    );
  });
});

/** @param files of the widget that belong to the site's own */
function complaints(page: string, options: ts.CompilerOptions, files: readonly string[] = []): string[] {
  const settings = { ...OPTIONS, ...options };
  const host = ts.createCompilerHost(settings);
  const path = join(import.meta.dirname, 'page.ts');
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (name) => name === path || fileExists(name);
  host.readFile = (name) => (name === path ? page : readFile(name));
  host.getSourceFile = (name, language, ...more) =>
    name === path ? ts.createSourceFile(name, page, language) : getSourceFile(name, language, ...more);
  const roots = [path, ...files.map((name) => join(WIDGET, name))];
  const program = ts.createProgram(roots, settings, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}
