import { Box, Code } from '@mantine/core';
import { CopyIcon } from './copy-icon.tsx';

/** Code to copy. It scrolls by itself, so it can be reached by keyboard. */
export function CodeBlock({ code, what }: { code: string; what: string }) {
  return (
    <Box pos="relative">
      <Code block tabIndex={0} role="region" aria-label={what} pr={44}>
        {code}
      </Code>
      <Box pos="absolute" top={6} right={6} bg="var(--mantine-color-default)" bdrs="sm">
        <CopyIcon text={code} what={what} />
      </Box>
    </Box>
  );
}
