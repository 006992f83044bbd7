import { Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** A titled part of a page. */
export function Section({
  title,
  about,
  children,
}: {
  title: string;
  about?: ReactNode;
  children: ReactNode;
}) {
  return (
    <Paper component="section" withBorder p={{ base: 'md', sm: 'lg' }} radius="lg" aria-label={title}>
      <Stack gap="md">
        <Stack gap={2}>
          <Title order={2}>{title}</Title>
          {about !== undefined && (
            <Text c="dimmed" size="sm" maw="44rem">
              {about}
            </Text>
          )}
        </Stack>
        {children}
      </Stack>
    </Paper>
  );
}
