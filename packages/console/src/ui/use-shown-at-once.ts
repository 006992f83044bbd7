import { useState } from 'react';

/**
 * A value that is kept elsewhere, in the address or on the server, and that a control shows as chosen from the very event in
 * which it was: a switch would else spring back until the new value has come round. For what is typed see TypedFilter.
 *
 * @param value as it is kept
 * @param keep tells what was chosen; until this has settled the choice is shown, and then `value` again. What it rejects with is
 * for whoever made it to show: a mutation, say.
 */
export function useShownAtOnce<Value>(
  value: Value,
  keep: (chosen: Value) => Promise<unknown>,
): [Value, (chosen: Value) => void] {
  const [pending, setPending] = useState<{ readonly chosen: Value } | null>(null);
  const choose = (chosen: Value) => {
    const mine = { chosen };
    setPending(mine);
    const settle = () => setPending((now) => (now === mine ? null : now));
    keep(chosen).then(settle, settle);
  };
  return [pending === null ? value : pending.chosen, choose];
}
