import { IconBuilding } from '@tabler/icons-react';
import { t } from '../messages/index.ts';
import { EmptyNote } from '../ui/empty-note.tsx';

export function NoOrganization() {
  return (
    <EmptyNote icon={<IconBuilding />} title={t.shell.noOrganization}>
      {t.shell.noOrganizationDetail}
    </EmptyNote>
  );
}
