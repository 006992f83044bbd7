import { Code, Group } from '@mantine/core';
import { CopyIcon } from './copy-icon.tsx';

interface CodeBlockProps {
  code: string;
  what: string;
  /** Whether it is read and typed by people, who have to see all of it. */
  wraps?: boolean;
}

/** Code to copy. It scrolls by itself, so it can be reached by keyboard; the button beside it never lies on it. */
export function CodeBlock({ code, what, wraps = false }: CodeBlockProps) {
  return (
    <Group wrap="nowrap" align="flex-start" gap={4}>
      <Code
        block
        tabIndex={0}
        role="region"
        aria-label={what}
        flex={1}
        miw={0}
        style={wraps ? { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' } : {}}
      >
        {code}
      </Code>
      <CopyIcon text={code} what={what} />
    </Group>
  );
}
