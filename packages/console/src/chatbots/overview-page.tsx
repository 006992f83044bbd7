import { Card, Code, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconBook2, IconInbox, IconPlugConnected } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useSession } from '../account/use-session.ts';
import { t } from '../messages/index.ts';
import { CopyIcon } from '../ui/copy-icon.tsx';
import { Gated } from '../ui/gated.tsx';
import { AnchorLink } from '../ui/links.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { ChatbotRemoval } from './chatbot-removal.tsx';
import { ChatbotSettings } from './chatbot-settings.tsx';
import { may } from './may.ts';
import { useChatbot } from './use-chatbot.ts';

export function OverviewPage(): ReactNode {
  const chatbot = useChatbot();
  const { organization } = useSession();
  const params = { chatbotId: chatbot.id };
  const text = t.chatbots.overview;
  return (
    <Stack gap="lg">
      <PageHeader
        title={chatbot.name}
        about={
          <Group component="span" gap={4}>
            {text.id} <Code>{chatbot.id}</Code>
            <CopyIcon text={chatbot.id} what={text.id} />
          </Group>
        }
      />
      <SimpleGrid cols={{ base: 1, md: 3 }}>
        <Step icon={<IconBook2 />} about={text.giveAnswersDetail}>
          <AnchorLink to="/chatbots/$chatbotId/answers" params={params} fw={600}>
            {text.giveAnswers}
          </AnchorLink>
        </Step>
        <Step icon={<IconPlugConnected />} about={text.installDetail}>
          <AnchorLink to="/chatbots/$chatbotId/install" params={params} fw={600}>
            {text.install}
          </AnchorLink>
        </Step>
        {may(chatbot, 'conversations') && (
          <Step icon={<IconInbox />} about={text.readDetail}>
            <AnchorLink to="/chatbots/$chatbotId/conversations" params={params} fw={600}>
              {text.read}
            </AnchorLink>
          </Step>
        )}
      </SimpleGrid>
      <Gated allowed={may(chatbot, 'edit')} reason={t.common.mayNot.edit}>
        <ChatbotSettings key={chatbot.id} chatbot={chatbot} />
      </Gated>
      {organization?.role !== 'member' && <ChatbotRemoval chatbot={chatbot} />}
    </Stack>
  );
}

function Step({ icon, about, children }: { icon: ReactNode; about: string; children: ReactNode }) {
  return (
    <Card withBorder radius="lg" padding="md">
      <Group wrap="nowrap" align="flex-start">
        <Text c="dimmed" component="span" aria-hidden>
          {icon}
        </Text>
        <div>
          {children}
          <Text size="sm" c="dimmed">
            {about}
          </Text>
        </div>
      </Group>
    </Card>
  );
}
