import { Button } from '@mantine/core';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { apiKeyText as text } from '../messages/api-keys.ts';
import { EmptyNote } from '../ui/empty-note.tsx';
import { ListSkeleton } from '../ui/list-skeleton.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { ApiKeyDialog } from './api-key-dialog.tsx';
import { type ApiKey, apiKeysQuery } from './api-keys-api.ts';
import { ApiKeysList } from './api-keys-list.tsx';
import { RotateApiKeyDialog } from './rotate-api-key-dialog.tsx';

type Open = { dialog: 'create' } | { dialog: 'edit' | 'rotate'; apiKey: ApiKey };

export function ApiKeysPage(): ReactNode {
  const { data, error, refetch } = useQuery(apiKeysQuery());
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const create = (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setOpen({ dialog: 'create' })}>
      {text.create}
    </Button>
  );
  return (
    <>
      <PageHeader title={text.title} about={text.about} actions={data?.length === 0 ? null : create} />
      <ProblemAlert error={error} onRetry={refetch} />
      {data === undefined && error === null && <ListSkeleton />}
      {data?.length === 0 && (
        <EmptyNote icon={<IconKey />} title={text.emptyTitle} action={create}>
          {text.empty}
        </EmptyNote>
      )}
      {data !== undefined && data.length > 0 && (
        <ApiKeysList
          apiKeys={data}
          onEdit={(apiKey) => setOpen({ dialog: 'edit', apiKey })}
          onRotate={(apiKey) => setOpen({ dialog: 'rotate', apiKey })}
        />
      )}
      {open?.dialog === 'create' && <ApiKeyDialog apiKey={null} onClose={close} />}
      {open?.dialog === 'edit' && <ApiKeyDialog apiKey={open.apiKey} onClose={close} />}
      {open?.dialog === 'rotate' && <RotateApiKeyDialog apiKey={open.apiKey} onClose={close} />}
    </>
  );
}
