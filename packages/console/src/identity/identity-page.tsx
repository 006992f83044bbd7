import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { may } from '../chatbots/may.ts';
import { useChatbot } from '../chatbots/use-chatbot.ts';
import { identityText as text } from '../messages/identity.ts';
import { t } from '../messages/index.ts';
import { Gated } from '../ui/gated.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { IdentityMode } from './identity-mode.tsx';
import { SigningSamples } from './signing-samples.tsx';
import { SigningSecrets } from './signing-secrets.tsx';
import { signingSecretsQuery } from './signing-secrets-api.ts';

export function IdentityPage(): ReactNode {
  const chatbot = useChatbot();
  const secrets = useQuery(signingSecretsQuery(chatbot.id));
  return (
    <Stack gap="lg">
      <PageHeader title={text.title} about={text.about} />
      <Gated allowed={may(chatbot, 'edit')} reason={t.common.mayNot.edit}>
        <Stack gap="lg">
          <IdentityMode chatbot={chatbot} />
          <SigningSecrets
            chatbotId={chatbot.id}
            secrets={secrets.data}
            error={secrets.error}
            onRetry={secrets.refetch}
          />
        </Stack>
      </Gated>
      <SigningSamples chatbotId={chatbot.id} keyId={secrets.data?.[0]?.id ?? 'sig_…'} />
    </Stack>
  );
}
