import { useEffect, useRef, useState } from 'react';

/**
 * What somebody edits, beside what the server has; it follows the server as long as nothing is edited.
 *
 * @param saved what the server has
 */
export function useFollowingDraft<Draft>(saved: Draft): [Draft, (draft: Draft) => void] {
  const [draft, setDraft] = useState(saved);
  const known = JSON.stringify(saved);
  const followed = useRef(known);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what the server has makes it follow
  useEffect(() => {
    if (JSON.stringify(draft) === followed.current) setDraft(saved);
    followed.current = known;
  }, [known]);
  return [draft, setDraft];
}
