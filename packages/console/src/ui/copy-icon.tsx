import { ActionIcon, Tooltip } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect } from 'react';
import { t } from '../messages/index.ts';
import { noteCopied } from './copied-texts.ts';

/** @param what names the thing for people who do not see what stands beside the icon */
export function CopyIcon({ text, what }: { text: string; what: string }) {
  const clipboard = useClipboard({ timeout: 2_000 });
  // A browser may refuse to copy.
  useEffect(() => {
    if (clipboard.copied) noteCopied(text);
  }, [clipboard.copied, text]);
  // Only on https and loopback do pages have a clipboard; elsewhere the text is selected by hand.
  if (!('clipboard' in navigator)) return null;
  const label = clipboard.copied ? t.common.copied : t.common.copy(what);
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" aria-label={label} onClick={() => clipboard.copy(text)}>
        {clipboard.copied ? <IconCheck size={18} /> : <IconCopy size={18} />}
      </ActionIcon>
    </Tooltip>
  );
}
