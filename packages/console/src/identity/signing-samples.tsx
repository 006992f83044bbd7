import { Tabs, Text } from '@mantine/core';
import { identityText } from '../messages/identity.ts';
import { CodeBlock } from '../ui/code-block.tsx';
import { Section } from '../ui/section.tsx';
import { hmacSample, jwtSample } from './sample-code.ts';

export function SigningSamples({ chatbotId, keyId }: { chatbotId: string; keyId: string }) {
  const text = identityText.code;
  return (
    <Section title={text.title} about={text.about}>
      <Tabs defaultValue="jwt">
        <Tabs.List aria-label={text.title}>
          <Tabs.Tab value="jwt">{text.jwt}</Tabs.Tab>
          <Tabs.Tab value="hmac">{text.hmac}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="jwt" pt="sm">
          <Text size="sm" c="dimmed" mb="xs">
            {text.jwtHelp}
          </Text>
          <CodeBlock code={jwtSample(chatbotId, keyId)} what={text.sample} />
        </Tabs.Panel>
        <Tabs.Panel value="hmac" pt="sm">
          <Text size="sm" c="dimmed" mb="xs">
            {text.hmacHelp}
          </Text>
          <CodeBlock code={hmacSample()} what={text.sample} />
        </Tabs.Panel>
      </Tabs>
    </Section>
  );
}
