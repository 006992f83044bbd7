import { Badge, Button, Group, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { t } from '../messages/index.ts';
import { securityText } from '../messages/security.ts';
import { Section } from '../ui/section.tsx';
import { TotpDisable } from './totp-disable.tsx';
import { TotpEnrol } from './totp-enrol.tsx';
import { useSession } from './use-session.ts';

export function TotpSection() {
  const text = securityText.totp;
  const { user } = useSession();
  const [opened, dialog] = useDisclosure();
  const on = user.twoFactorEnabled;
  return (
    <Section title={text.title} about={text.about}>
      <Group>
        <Badge variant="light" color={on ? 'green' : 'gray'}>
          {on ? text.on : text.off}
        </Badge>
        <Button variant="default" onClick={dialog.open}>
          {on ? text.disable : text.enable}
        </Button>
      </Group>
      <Modal
        opened={opened}
        size="lg"
        onClose={dialog.close}
        title={on ? text.disable : text.enable}
        closeOnClickOutside={false}
        closeButtonProps={{ 'aria-label': t.common.close }}
      >
        {on ? <TotpDisable onDone={dialog.close} /> : <TotpEnrol onDone={dialog.close} />}
      </Modal>
    </Section>
  );
}
