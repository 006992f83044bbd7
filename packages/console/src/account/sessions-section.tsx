import { Badge, Button, Group, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { securityText } from '../messages/security.ts';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { ListSkeleton } from '../ui/list-skeleton.tsx';
import { notify } from '../ui/notify.ts';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { Section } from '../ui/section.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { callAuth } from './auth-api.ts';

const text = securityText.sessions;

interface SignedInSession {
  readonly id: string;
  readonly token: string;
  readonly createdAt: string;
  readonly ipAddress?: string | null;
  readonly userAgent?: string | null;
}

interface Listed extends SignedInSession {
  readonly current: boolean;
}

async function listSessions(): Promise<Listed[]> {
  const [sessions, mine] = await Promise.all([
    callAuth<SignedInSession[]>('list-sessions'),
    callAuth<{ session: { id: string } } | null>('get-session'),
  ]);
  const listed = sessions.map((session) => ({ ...session, current: session.id === mine?.session.id }));
  return listed.sort((a, b) => Number(b.current) - Number(a.current));
}

export function SessionsSection() {
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery({ queryKey: ['auth', 'sessions'], queryFn: listSessions });
  const end = useMutation({
    mutationFn: (session: Listed | 'others') =>
      session === 'others'
        ? callAuth('revoke-other-sessions', {})
        : callAuth('revoke-session', { token: session.token }),
    onSuccess: (_, session) => {
      notify(session === 'others' ? text.endedOthers : text.ended);
      return queries.invalidateQueries({ queryKey: ['auth', 'sessions'] });
    },
  });
  return (
    <Section title={text.title}>
      <ProblemAlert error={error} onRetry={refetch} />
      {data === undefined && error === null && <ListSkeleton rows={2} />}
      {data !== undefined && (
        <DataTable caption={text.caption} columns={columns(end.mutate)} rows={data} rowId={({ id }) => id} />
      )}
      <ProblemAlert error={end.error} />
      {data !== undefined && data.length > 1 && (
        <Group>
          <Button variant="default" loading={end.isPending} onClick={() => end.mutate('others')}>
            {text.endOthers}
          </Button>
        </Group>
      )}
    </Section>
  );
}

function columns(onEnd: (session: Listed) => void): Column<Listed>[] {
  return [
    {
      id: 'device',
      title: text.device,
      heads: true,
      cell: ({ userAgent, current }) => (
        <Group gap="xs">
          <Text size="sm">{browserName(userAgent ?? '')}</Text>
          {current && (
            <Badge variant="light" color="green" flex="none">
              {text.current}
            </Badge>
          )}
        </Group>
      ),
    },
    { id: 'address', title: text.address, cell: ({ ipAddress }) => ipAddress || text.unknown },
    { id: 'since', title: text.since, cell: ({ createdAt }) => <TimeAgo at={createdAt} never="" /> },
    {
      id: 'actions',
      title: text.actions,
      quiet: true,
      cell: (session) =>
        session.current ? null : (
          <Button variant="subtle" color="red" size="compact-sm" onClick={() => onEnd(session)}>
            {text.end}
          </Button>
        ),
    },
  ];
}

/** Good enough to tell one's own devices apart. */
function browserName(userAgent: string): string {
  const browser = /(Edg|OPR|Firefox|Chrome|Safari)\/\d+/.exec(userAgent)?.[1];
  const system = /Windows|Android|iPhone|iPad|Mac OS X|Linux/.exec(userAgent)?.[0];
  const names: Record<string, string> = { Edg: 'Edge', OPR: 'Opera', 'Mac OS X': 'macOS' };
  const known = [browser, system].flatMap((name) => (name === undefined ? [] : [names[name] ?? name]));
  return known.join(', ') || userAgent || text.unknown;
}
