import { Group, Paper, SimpleGrid, Text, ThemeIcon, UnstyledButton } from '@mantine/core';
import type { DeploymentType } from '../deployments/deployments-api.ts';
import { TypeIcon } from '../deployments/type-icon.tsx';
import { installText as text } from '../messages/install.ts';

const TYPES: readonly DeploymentType[] = ['website', 'shopify', 'wordpress', 'custom'];

export function TypeChoice({ onChoose }: { onChoose: (type: DeploymentType) => void }) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      {TYPES.map((type) => (
        <UnstyledButton key={type} onClick={() => onChoose(type)}>
          <Paper withBorder p="lg" radius="lg" h="100%">
            <Group wrap="nowrap" align="flex-start">
              <ThemeIcon variant="light" size="xl" radius="md">
                <TypeIcon type={type} size={24} />
              </ThemeIcon>
              <div>
                <Text fw={600}>{text.types[type]}</Text>
                <Text size="sm" c="dimmed">
                  {text.wizard.about[type]}
                </Text>
              </div>
            </Group>
          </Paper>
        </UnstyledButton>
      ))}
    </SimpleGrid>
  );
}
