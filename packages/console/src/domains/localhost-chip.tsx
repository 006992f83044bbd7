import { Alert, Button, Group, Pill, Text } from '@mantine/core';
import { domainText as text } from '../messages/domains.ts';

interface LocalhostChipProps {
  allowed: boolean;
  /** Says that a live deployment should not keep it. */
  live: boolean;
  onChange: (allowed: boolean) => void;
}

export function LocalhostChip({ allowed, live, onChange }: LocalhostChipProps) {
  if (!allowed) {
    return (
      <Button variant="subtle" size="compact-sm" w="fit-content" onClick={() => onChange(true)}>
        {text.addLocalhost}
      </Button>
    );
  }
  return (
    <>
      <Group gap="xs">
        <Pill
          size="md"
          withRemoveButton
          onRemove={() => onChange(false)}
          removeButtonProps={{ 'aria-label': text.removeLocalhost, tabIndex: 0, 'aria-hidden': false }}
        >
          {text.localhost}
        </Pill>
        <Text size="sm" c="dimmed">
          {text.localhostHelp}
        </Text>
      </Group>
      {live && <Alert color="yellow">{text.localhostLive}</Alert>}
    </>
  );
}
