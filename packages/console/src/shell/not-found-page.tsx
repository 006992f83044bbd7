import { Text } from '@mantine/core';
import { AccountFrame } from '../account/account-frame.tsx';
import { t } from '../messages/index.ts';
import { ButtonLink } from '../ui/links.tsx';

/** An address that is none of ours; it may be anybody who looks at it. */
export function NotFoundPage() {
  return (
    <AccountFrame title={t.common.notFound}>
      <Text c="dimmed">{t.common.notFoundDetail}</Text>
      <ButtonLink to="/chatbots">{t.chatbots.title}</ButtonLink>
    </AccountFrame>
  );
}
