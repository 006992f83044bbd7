import { ActionIcon, Badge, Code, Group, Paper, Stack, Text, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { domainText as text } from '../messages/domains.ts';
import { t } from '../messages/index.ts';

interface EntryListProps {
  entries: readonly string[];
  /** Entries that come from above: shown as such, and removed elsewhere. */
  inherited?: readonly string[];
  /** The same words that the editor's kind has for an empty list. */
  empty: string;
  onRemove: (entry: string) => void;
}

export function EntryList({ entries, inherited = [], empty, onRemove }: EntryListProps) {
  if (entries.length + inherited.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {empty}
      </Text>
    );
  }
  return (
    <Stack component="ul" gap={6} p={0} m={0} aria-label={text.list} style={{ listStyle: 'none' }}>
      {entries.map((entry) => (
        <Paper component="li" key={entry} withBorder px="sm" py={4} radius="md">
          <Group justify="space-between" wrap="nowrap">
            <Code bg="transparent" style={{ overflowWrap: 'anywhere' }}>
              {entry}
            </Code>
            <Tooltip label={t.common.remove}>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={text.remove(entry)}
                onClick={() => onRemove(entry)}
              >
                <IconX size={16} />
              </ActionIcon>
            </Tooltip>
          </Group>
        </Paper>
      ))}
      {inherited.map((entry) => (
        <Paper component="li" key={`inherited ${entry}`} withBorder px="sm" py={6} radius="md">
          <Group justify="space-between">
            <Code bg="transparent" style={{ overflowWrap: 'anywhere' }}>
              {entry}
            </Code>
            <Badge variant="light" color="gray" tt="none">
              {text.inherited}
            </Badge>
          </Group>
        </Paper>
      ))}
    </Stack>
  );
}
