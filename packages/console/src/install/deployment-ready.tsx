import { Group, Stack } from '@mantine/core';
import type { CreatedDeployment } from '../deployments/deployments-api.ts';
import { FirstCall } from '../deployments/first-call.tsx';
import { SnippetTabs } from '../deployments/snippet-tabs.tsx';
import { installText } from '../messages/install.ts';
import { IssuedSecret } from '../ui/issued-secret.tsx';
import { ButtonLink } from '../ui/links.tsx';
import { Section } from '../ui/section.tsx';

/** The end of the wizard: the key, shown once, the snippet, and whether the first call has come. */
export function DeploymentReady({ created }: { created: CreatedDeployment }) {
  const { deployment, key, snippet } = created;
  const text = installText.wizard;
  const params = { chatbotId: deployment.chatbotId, deploymentId: deployment.id };
  const revealable = deployment.keys.some(({ id, revealable }) => id === key.id && revealable);
  return (
    <Stack>
      <Section title={text.secretTitle}>
        <IssuedSecret secret={key.secret} revealable={revealable} label={deployment.label} />
      </Section>
      <Section title={deployment.type === 'custom' ? text.callTitle : text.pasteTitle}>
        <SnippetTabs snippet={snippet} type={deployment.type} />
      </Section>
      <Section title={text.checkTitle}>
        <FirstCall deployment={deployment} keyId={key.id} />
      </Section>
      <Group>
        <ButtonLink to="/chatbots/$chatbotId/install/$deploymentId" params={params}>
          {text.toDeployment}
        </ButtonLink>
        <ButtonLink to="/chatbots/$chatbotId/install" params={params} variant="default">
          {text.toList}
        </ButtonLink>
      </Group>
    </Stack>
  );
}
