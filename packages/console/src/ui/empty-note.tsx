import { Paper, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface EmptyNoteProps {
  icon: ReactNode;
  title: string;
  /** The next step, in words. */
  children: ReactNode;
  action?: ReactNode;
}

/** Where a list has nothing in it: what would stand here, and how to get it. */
export function EmptyNote({ icon, title, children, action }: EmptyNoteProps) {
  return (
    <Paper withBorder p="xl" radius="lg">
      <Stack align="center" gap="sm" py="lg">
        <ThemeIcon size={52} radius="xl" variant="light" aria-hidden>
          {icon}
        </ThemeIcon>
        <Title order={2} size="h3" ta="center">
          {title}
        </Title>
        <Text c="dimmed" ta="center" maw="32rem">
          {children}
        </Text>
        {action}
      </Stack>
    </Paper>
  );
}
