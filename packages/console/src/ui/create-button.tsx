import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';

/** @param children what is made, “New API key” */
export function CreateButton({ onClick, children }: { onClick: () => void; children: string }) {
  return (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={onClick}>
      {children}
    </Button>
  );
}
