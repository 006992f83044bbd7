/** @returns null where the browser refuses: a blocked storage is an ordinary condition here, not a fault */
export function attempt<Result>(action: () => Result): Result | null {
  try {
    return action();
  } catch {
    return null;
  }
}
