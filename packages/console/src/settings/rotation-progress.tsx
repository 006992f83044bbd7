import { Progress, Stack, Text } from '@mantine/core';
import { rotationText } from '../messages/rotation.ts';

const text = rotationText.everything;

/** All keys change in one act of the server, so the count goes from none to all of them at once: it never lies half-way. */
export function RotationProgress({ rotated, count }: { rotated: number; count: number }) {
  const said = text.progress(rotated, count);
  return (
    <Stack gap={4}>
      <Progress.Root>
        <Progress.Section
          value={count === 0 ? 100 : (100 * rotated) / count}
          color={rotated === count ? 'green' : 'pine'}
          aria-label={text.working}
          aria-valuetext={said}
        />
      </Progress.Root>
      <Text size="sm" c="dimmed" role="status">
        {said}
      </Text>
    </Stack>
  );
}
