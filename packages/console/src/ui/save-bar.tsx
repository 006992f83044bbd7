import { Button, Group, Text } from '@mantine/core';
import { t } from '../messages/index.ts';

interface SaveBarProps {
  dirty: boolean;
  saving: boolean;
  onUndo: () => void;
}

/** The foot of a form that is saved as a whole. */
export function SaveBar({ dirty, saving, onUndo }: SaveBarProps) {
  return (
    <Group justify="flex-end" mih={36}>
      {dirty && (
        <Text size="sm" c="dimmed" role="status">
          {t.common.unsaved}
        </Text>
      )}
      <Button variant="default" disabled={!dirty || saving} onClick={onUndo}>
        {t.common.cancel}
      </Button>
      <Button type="submit" disabled={!dirty} loading={saving}>
        {t.common.save}
      </Button>
    </Group>
  );
}
