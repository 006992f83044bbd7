import { ActionIcon, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';

interface IconActProps {
  /** What it does and to what: a tooltip, and its name. */
  label: string;
  color?: string;
  onClick: () => void;
  /** The icon. */
  children: ReactNode;
}

/** An act in the row of a table. */
export function IconAct({ label, color = 'gray', onClick, children }: IconActProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color={color} aria-label={label} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
