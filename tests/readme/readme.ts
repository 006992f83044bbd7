import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../..');

/** A command of a shell block, and the comment above it that says what it is for. */
export interface Command {
  readonly purpose: string;
  /** Words as a shell would split them; `$NAME` is still to be filled in. */
  readonly words: readonly string[];
}

/** The code blocks of one section of the README, by its heading. */
export async function readmeBlocks(heading: string): Promise<readonly { language: string; text: string }[]> {
  const readme = await readFile(resolve(ROOT, 'README.md'), 'utf8');
  const section = readme.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  return [...section.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language = '', text = '']) => ({
    language,
    text,
  }));
}

export function commandsOf(block: string): readonly Command[] {
  let purpose = '';
  const commands: Command[] = [];
  for (const line of block.replaceAll('\\\n', ' ').split('\n')) {
    if (line.startsWith('#')) purpose = line.slice(1).trim();
    else if (line.trim() !== '') commands.push({ purpose, words: splitWords(line) });
  }
  return commands;
}

/** What POSIX shells do with the quoting that the README uses: words, '…', "…", and comments. */
function splitWords(line: string): readonly string[] {
  const words = [...line.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g)].map(([word]) => word);
  const comment = words.findIndex((word) => word.startsWith('#'));
  return words
    .slice(0, comment < 0 ? undefined : comment)
    .map((word) => word.replace(/'([^']*)'|"([^"]*)"/g, (_, single, double) => single ?? double));
}

/** Does what `curl` would do with these options; any other option is an error. */
export function curl([program, ...options]: readonly string[]): Promise<Response> {
  if (program !== 'curl') throw new Error(`not curl: ${program}`);
  const request: RequestInit & { headers: [string, string][] } = { headers: [] };
  let url = '';
  const left = [...options];
  for (let option = left.shift(); option !== undefined; option = left.shift()) {
    if (option === '-s') continue;
    if (option === '-X') request.method = left.shift() as string;
    else if (option === '-H') request.headers.push(splitField(left.shift() ?? ''));
    else if (option === '-d') Object.assign(request, { method: 'POST', body: left.shift() });
    else if (option.startsWith('-')) throw new Error(`an option that this test does not know: ${option}`);
    else url = option;
  }
  return fetch(url, request);
}

function splitField(field: string): [string, string] {
  const colon = field.indexOf(':');
  return [field.slice(0, colon), field.slice(colon + 1).trim()];
}
