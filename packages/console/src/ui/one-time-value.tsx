import { Group, TextInput } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { t } from '../messages/index.ts';
import { onCopied } from './copied-texts.ts';
import { CopyIcon } from './copy-icon.tsx';

interface OneTimeValueProps {
  label: string;
  value: string;
  /** Names it beside the copy button. */
  what: string;
  /** Whether it can be looked at again later. */
  isKept?: boolean;
  icon?: ReactNode;
}

/** What is shown this once, ready to be copied. Going back or reloading before it was copied, itself or in a snippet, asks first. */
export function OneTimeValue({ label, value, what, isKept = false, icon }: OneTimeValueProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => onCopied((text) => text.includes(value) && setCopied(true)), [value]);
  const isAtStake = !isKept && !copied;
  useBlocker({
    // Whoever follows a link or closes the dialog has seen what stands beside it; a key of the browser slips.
    shouldBlockFn: ({ action }) =>
      isAtStake && action !== 'PUSH' && action !== 'REPLACE' && !window.confirm(t.common.notCopied),
    enableBeforeUnload: () => isAtStake,
  });
  return (
    <Group gap="xs" align="flex-end" wrap="nowrap">
      <TextInput
        flex={1}
        label={label}
        readOnly
        autoFocus
        // As a dialog asks for it that has nothing before.
        data-autofocus
        value={value}
        leftSection={icon}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        onFocus={(event) => event.currentTarget.select()}
      />
      <CopyIcon text={value} what={what} />
    </Group>
  );
}
