import { Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useIdempotencyKey } from '../api/use-idempotency-key.ts';
import { IssuedSecret } from '../deployments/issued-secret.tsx';
import { apiKeyText as text } from '../messages/api-keys.ts';
import { t } from '../messages/index.ts';
import { notify } from '../ui/notify.ts';
import { ApiKeyForm } from './api-key-form.tsx';
import { type ApiKey, apiKeysQuery, createApiKey, type NewApiKey, updateApiKey } from './api-keys-api.ts';

/** @param apiKey the one to edit; null creates one and ends on its secret */
export function ApiKeyDialog({ apiKey, onClose }: { apiKey: ApiKey | null; onClose: () => void }) {
  const queries = useQueryClient();
  const once = useIdempotencyKey();
  const renew = () => queries.invalidateQueries({ queryKey: apiKeysQuery().queryKey });
  const create = useMutation({
    mutationFn: (body: NewApiKey) => createApiKey(body, once.headers()),
    onSuccess: renew,
  });
  const change = useMutation({
    mutationFn: ({ id, body }: { id: string; body: NewApiKey }) => updateApiKey(id, body),
    onSuccess: async () => {
      await renew();
      notify(t.common.saved);
      onClose();
    },
  });
  const issued = create.data;
  const title = apiKey === null ? text.form.createTitle : text.form.editTitle;
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={issued === undefined ? title : text.issuedTitle}
      closeOnClickOutside={issued === undefined}
      closeOnEscape={issued === undefined}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      {issued === undefined ? (
        <ApiKeyForm
          apiKey={apiKey}
          busy={create.isPending || change.isPending}
          error={create.error ?? change.error}
          onCancel={onClose}
          onSubmit={(body) =>
            apiKey === null ? create.mutate(body) : change.mutate({ id: apiKey.id, body })
          }
        />
      ) : (
        <IssuedSecret secret={issued.key.secret} label={issued.key.label} />
      )}
    </Modal>
  );
}
