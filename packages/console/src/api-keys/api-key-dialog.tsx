import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useIdempotencyKey } from '../api/use-idempotency-key.ts';
import { apiKeyText as text } from '../messages/api-keys.ts';
import { Dialog } from '../ui/dialog.tsx';
import { SecretDialog } from '../ui/secret-dialog.tsx';
import { useUndoableSave } from '../ui/use-undoable-save.ts';
import { ApiKeyForm } from './api-key-form.tsx';
import {
  type ApiKey,
  type ApiKeyChange,
  apiKeysQuery,
  createApiKey,
  type NewApiKey,
  readApiKey,
  type Scope,
  updateApiKey,
} from './api-keys-api.ts';

interface ApiKeyDialogProps {
  /** The one to edit; null creates one and ends on its secret. */
  apiKey: ApiKey | null;
  onClose: () => void;
}

export function ApiKeyDialog({ apiKey, onClose }: ApiKeyDialogProps) {
  return apiKey === null ? <NewKey onClose={onClose} /> : <EditedKey apiKey={apiKey} onClose={onClose} />;
}

function NewKey({ onClose }: { onClose: () => void }) {
  const renew = useRenewal();
  const once = useIdempotencyKey();
  const create = useMutation({
    mutationFn: (body: NewApiKey) => createApiKey(body, once.headers(body)),
    onSuccess: () => void renew(),
  });
  return (
    <SecretDialog
      title={text.form.createTitle}
      issuedTitle={text.issuedTitle}
      issued={create.data?.key}
      busy={create.isPending}
      onClose={onClose}
    >
      <ApiKeyForm
        apiKey={null}
        busy={create.isPending}
        error={create.error}
        onCancel={onClose}
        onSubmit={create.mutate}
      />
    </SecretDialog>
  );
}

function EditedKey({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const renew = useRenewal();
  const save = useUndoableSave({
    read: () => readApiKey(apiKey.id),
    write: (body: ApiKeyChange) => updateApiKey(apiKey.id, body),
    toBody: ({ label, scopes, restriction, expiresAt }): ApiKeyChange => ({
      label,
      scopes: scopes as Scope[],
      restriction,
      expiresAt,
    }),
    show: renew,
    onSaved: onClose,
  });
  return (
    <Dialog busy={save.isPending} onClose={onClose} title={text.form.editTitle}>
      <ApiKeyForm
        apiKey={apiKey}
        busy={save.isPending}
        error={save.error}
        onCancel={onClose}
        onSubmit={save.mutate}
      />
    </Dialog>
  );
}

function useRenewal() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: apiKeysQuery().queryKey });
}
