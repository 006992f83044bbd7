import { UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { t } from '../messages/index.ts';
import { printExact, printRelative } from './relative-time.ts';
import classes from './time-fact.module.css';
import { useNow } from './use-now.ts';

/**
 * A time on which something depends, such as a key's life: as people say it, and at a press exactly, in the viewer's zone; so it
 * can be read without a pointer that hovers. For lists of times see TimeAgo.
 */
export function TimeFact({ at, never = '' }: { at: string | null; never?: string }) {
  const [isExact, setExact] = useState(false);
  const nowMs = useNow();
  if (at === null) return <span>{never}</span>;
  const printed = isExact ? printExact(at) : printRelative(at, nowMs);
  const title = isExact ? t.common.showTimeAgo : t.common.showExactTime;
  return (
    <UnstyledButton
      className={classes['fact']}
      title={title}
      aria-label={`${printed}, ${title}`}
      onClick={() => setExact(!isExact)}
    >
      <time dateTime={at}>{printed}</time>
    </UnstyledButton>
  );
}
