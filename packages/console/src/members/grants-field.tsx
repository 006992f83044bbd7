import { Checkbox, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { chatbotsQuery } from '../chatbots/chatbots-api.ts';
import { memberText as text } from '../messages/members.ts';
import { ListSkeleton } from '../ui/list-skeleton.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import type { Grants } from './members-api.ts';

type Permission = Grants[number]['permissions'][number];
const PERMISSIONS = Object.entries(text.permissions) as [Permission, string][];

/** What a member may do, chatbot by chatbot. */
export function GrantsField({ grants, onChange }: { grants: Grants; onChange: (grants: Grants) => void }) {
  const { data, error, refetch } = useQuery(chatbotsQuery());
  const permissionsOf = (id: string) => grants.find(({ chatbotId }) => chatbotId === id)?.permissions ?? [];
  const set = (chatbotId: string, permissions: string[]) => {
    const others = grants.filter((grant) => grant.chatbotId !== chatbotId);
    const granted = { chatbotId, permissions: withView(permissions as Permission[]) };
    onChange(permissions.length === 0 ? others : [...others, granted]);
  };
  return (
    <Stack gap="sm">
      <Text fw={600} size="sm">
        {text.grants}
      </Text>
      <ProblemAlert error={error} onRetry={refetch} />
      {data === undefined && error === null && <ListSkeleton rows={2} />}
      {data?.length === 0 && <Text c="dimmed">{text.noChatbots}</Text>}
      {data?.map(({ id, name }) => (
        <Checkbox.Group
          key={id}
          label={name}
          value={permissionsOf(id)}
          onChange={(permissions) => set(id, permissions)}
        >
          <Group mt={4}>
            {PERMISSIONS.map(([permission, label]) => (
              <Checkbox key={permission} value={permission} label={label} />
            ))}
          </Group>
        </Checkbox.Group>
      ))}
    </Stack>
  );
}

/** Whoever may do anything with a chatbot also sees it; so the form shows it. */
function withView(permissions: Permission[]): Permission[] {
  return permissions.length === 0 || permissions.includes('view') ? permissions : ['view', ...permissions];
}
