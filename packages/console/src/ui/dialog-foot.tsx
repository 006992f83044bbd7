import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../messages/index.ts';

/** @param children the button that does it, after the one that does nothing */
export function DialogFoot({ onCancel, children }: { onCancel: () => void; children: ReactNode }) {
  return (
    <Group justify="flex-end">
      <Button variant="default" onClick={onCancel}>
        {t.common.cancel}
      </Button>
      {children}
    </Group>
  );
}
