import { Center, Group, Paper, Stack, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../messages/index.ts';
import { ColorSchemeMenu } from '../shell/color-scheme-menu.tsx';

/** What stands around the pages before the sign-in. */
export function AccountFrame({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Center component="main" mih="100dvh" p="md">
      <title>{`${title} · ${t.common.product}`}</title>
      <Stack w="100%" maw={420}>
        <Group justify="space-between">
          <Group gap="xs">
            <img src={`${import.meta.env.BASE_URL}favicon.svg`} width={30} height={30} alt="" />
            {t.common.product}
          </Group>
          <ColorSchemeMenu />
        </Group>
        <Paper withBorder radius="lg" p={{ base: 'md', xs: 'xl' }}>
          <Stack>
            <Title order={1} size="h2">
              {title}
            </Title>
            {children}
          </Stack>
        </Paper>
      </Stack>
    </Center>
  );
}
