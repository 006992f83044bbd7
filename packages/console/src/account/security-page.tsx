import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { securityText as text } from '../messages/security.ts';
import { PageHeader } from '../ui/page-header.tsx';
import { PasskeysSection } from './passkeys-section.tsx';
import { PasswordSection } from './password-section.tsx';
import { SessionsSection } from './sessions-section.tsx';
import { TotpSection } from './totp-section.tsx';

export function SecurityPage(): ReactNode {
  return (
    <Stack gap="lg">
      <PageHeader title={text.title} about={text.about} />
      <TotpSection />
      <PasskeysSection />
      <SessionsSection />
      <PasswordSection />
    </Stack>
  );
}
