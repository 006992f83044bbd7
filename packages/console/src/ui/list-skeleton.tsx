import { Skeleton, Stack } from '@mantine/core';
import { t } from '../messages/index.ts';

/** As tall as the rows that are on their way, so that nothing jumps when they come. */
export function ListSkeleton({ rows = 4, height = 52 }: { rows?: number; height?: number }) {
  const names = Array.from({ length: rows }, (_, index) => `row ${index + 1}`);
  return (
    <Stack gap="xs" role="status" aria-label={t.common.loading}>
      {names.map((name) => (
        <Skeleton key={name} height={height} radius="md" />
      ))}
    </Stack>
  );
}
