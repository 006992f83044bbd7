import { useEffect, useRef, useState } from 'react';

interface FollowingDraft<Draft> {
  draft: Draft;
  setDraft: (draft: Draft) => void;
  /** To be called as it is sent. */
  markSent: () => void;
  /** After a save: what was sent has become what the server made of it; what was edited meanwhile stays. */
  settle: (saved: Draft) => void;
}

/**
 * What somebody edits, beside what the server has; it follows the server as long as nothing is edited.
 *
 * @param saved what the server has
 */
export function useFollowingDraft<Draft>(saved: Draft): FollowingDraft<Draft> {
  const [draft, setDraft] = useState(saved);
  const known = JSON.stringify(saved);
  const followed = useRef(known);
  const sent = useRef(draft);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what the server has makes it follow
  useEffect(() => {
    if (JSON.stringify(draft) === followed.current) setDraft(saved);
    followed.current = known;
  }, [known]);
  return {
    draft,
    setDraft,
    markSent: () => {
      sent.current = draft;
    },
    settle: (made) => setDraft((now) => (now === sent.current ? made : now)),
  };
}
