import { Button, Group } from '@mantine/core';
import { type ReactNode, use } from 'react';
import { t } from '../messages/index.ts';
import { DialogBusy } from './dialog-busy.ts';

/** @param children the button that does it, after the one that does nothing */
export function DialogFoot({ onCancel, children }: { onCancel: () => void; children: ReactNode }) {
  const busy = use(DialogBusy);
  return (
    <Group justify="flex-end">
      <Button variant="default" disabled={busy} onClick={onCancel}>
        {t.common.cancel}
      </Button>
      {children}
    </Group>
  );
}
