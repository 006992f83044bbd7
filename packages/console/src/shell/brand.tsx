import { Group, Text } from '@mantine/core';
import { t } from '../messages/index.ts';
import { AnchorLink } from '../ui/links.tsx';

export function Brand() {
  return (
    <AnchorLink to="/chatbots" underline="never" c="var(--mantine-color-text)">
      <Group gap="xs" wrap="nowrap">
        <img src={`${import.meta.env.BASE_URL}favicon.svg`} width={26} height={26} alt="" />
        <Text fw={650}>{t.common.product}</Text>
      </Group>
    </AnchorLink>
  );
}
