import { Tooltip } from '@mantine/core';
import { printExact, printRelative } from './relative-time.ts';
import { useNow } from './use-now.ts';

/** A time as people say it; the exact one, in the viewer's zone, on hover. */
export function TimeAgo({ at, never }: { at: string | null; never: string }) {
  const nowMs = useNow();
  if (at === null) return <span>{never}</span>;
  return (
    <Tooltip label={printExact(at)}>
      <time dateTime={at}>{printRelative(at, nowMs)}</time>
    </Tooltip>
  );
}
