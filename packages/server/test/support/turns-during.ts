/** How often something else could have been done while work was: zero, if it kept everybody waiting. */
export async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let pending: NodeJS.Immediate;
  const count = (): void => {
    turns += 1;
    pending = setImmediate(count);
  };
  pending = setImmediate(count);
  try {
    await work();
  } finally {
    clearImmediate(pending);
  }
  return turns;
}
