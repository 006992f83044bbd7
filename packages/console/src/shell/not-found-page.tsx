import { IconMapOff } from '@tabler/icons-react';
import { t } from '../messages/index.ts';
import { EmptyNote } from '../ui/empty-note.tsx';
import { ButtonLink } from '../ui/links.tsx';

export function NotFoundPage() {
  return (
    <EmptyNote
      icon={<IconMapOff />}
      title={t.common.notFound}
      action={<ButtonLink to="/chatbots">{t.chatbots.title}</ButtonLink>}
    >
      {t.common.notFoundDetail}
    </EmptyNote>
  );
}
