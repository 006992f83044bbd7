/**
 * The lines of a file of JSON lines, which may be longer than memory. Node's readline also ends one at U+2028 and
 * U+2029, which stand in JSON texts as they are.
 *
 * @param pieces of the file's text, cut anywhere
 * @returns without their ends, LF or CRLF
 */
export async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of pieces) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    yield* lines.map(withoutReturn);
  }
  if (rest !== '') yield withoutReturn(rest);
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
