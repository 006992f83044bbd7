import { Button, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useIdempotencyKey } from '../api/use-idempotency-key.ts';
import { t } from '../messages/index.ts';
import { Dialog } from '../ui/dialog.tsx';
import { DialogFoot } from '../ui/dialog-foot.tsx';
import { notify } from '../ui/notify.ts';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { chatbotsQuery, createChatbot } from './chatbots-api.ts';
import { checkName } from './check-name.ts';

export function NewChatbotDialog({ onClose }: { onClose: () => void }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const once = useIdempotencyKey();
  const form = useForm({ initialValues: { name: '' }, validate: { name: checkName } });
  const create = useMutation({
    mutationFn: ({ name }: { name: string }) => {
      const body = { name: name.trim() };
      return createChatbot(body, once.headers(body));
    },
    onSuccess: async ({ id, name }) => {
      notify(t.chatbots.created(name));
      await queries.invalidateQueries({ queryKey: chatbotsQuery().queryKey });
      await navigate({ to: '/chatbots/$chatbotId', params: { chatbotId: id } });
    },
  });
  return (
    <Dialog size="md" busy={create.isPending} onClose={onClose} title={t.chatbots.create}>
      <form onSubmit={form.onSubmit((values) => create.mutate(values))}>
        <Stack>
          <TextInput
            label={t.chatbots.name}
            description={t.chatbots.nameHelp}
            maxLength={120}
            data-autofocus
            {...form.getInputProps('name')}
          />
          <ProblemAlert error={create.error} />
          <DialogFoot onCancel={onClose}>
            <Button type="submit" loading={create.isPending}>
              {t.common.create}
            </Button>
          </DialogFoot>
        </Stack>
      </form>
    </Dialog>
  );
}
