import { IconKey } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { apiKeyText as text } from '../messages/api-keys.ts';
import { CreateButton } from '../ui/create-button.tsx';
import { ListPage } from '../ui/list-page.tsx';
import { ApiKeyDialog } from './api-key-dialog.tsx';
import { type ApiKey, apiKeysQuery } from './api-keys-api.ts';
import { ApiKeysList } from './api-keys-list.tsx';
import { RotateApiKeyDialog } from './rotate-api-key-dialog.tsx';

type Open = { dialog: 'create' } | { dialog: 'edit' | 'rotate'; apiKey: ApiKey };

export function ApiKeysPage(): ReactNode {
  const { data, error, refetch } = useQuery(apiKeysQuery());
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <ListPage
        text={text}
        icon={<IconKey />}
        items={data}
        error={error}
        onRetry={refetch}
        create={<CreateButton onClick={() => setOpen({ dialog: 'create' })}>{text.create}</CreateButton>}
      >
        {(apiKeys) => (
          <ApiKeysList
            apiKeys={apiKeys}
            onEdit={(apiKey) => setOpen({ dialog: 'edit', apiKey })}
            onRotate={(apiKey) => setOpen({ dialog: 'rotate', apiKey })}
          />
        )}
      </ListPage>
      {open?.dialog === 'create' && <ApiKeyDialog apiKey={null} onClose={close} />}
      {open?.dialog === 'edit' && <ApiKeyDialog apiKey={open.apiKey} onClose={close} />}
      {open?.dialog === 'rotate' && <RotateApiKeyDialog apiKey={open.apiKey} onClose={close} />}
    </>
  );
}
