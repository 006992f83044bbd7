import { Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../messages/index.ts';

interface PageHeaderProps {
  title: string;
  /** What the page is for, in a sentence. */
  about?: ReactNode;
  /** Beside the title: what one does here. */
  actions?: ReactNode;
}

export function PageHeader({ title, about, actions }: PageHeaderProps) {
  return (
    <Group justify="space-between" align="flex-start" mb="lg" gap="md">
      <title>{`${title} · ${t.common.product}`}</title>
      <Stack gap={4} flex="1 1 16rem">
        <Title order={1}>{title}</Title>
        {about !== undefined && (
          <Text c="dimmed" maw="44rem">
            {about}
          </Text>
        )}
      </Stack>
      {actions !== undefined && <Group gap="sm">{actions}</Group>}
    </Group>
  );
}
