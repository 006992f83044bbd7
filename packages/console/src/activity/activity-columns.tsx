import { ActionIcon, Anchor, Code, Text, Tooltip } from '@mantine/core';
import { IconFileDescription } from '@tabler/icons-react';
import { activityText as text } from '../messages/activity.ts';
import type { Column } from '../ui/data-table.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import type { AuditEvent } from './activity-api.ts';
import type { ActivitySearch } from './activity-search.ts';

interface ActivityColumnsOptions {
  search: ActivitySearch;
  onFilter: (search: ActivitySearch) => void;
  onShow: (event: AuditEvent) => void;
}

/** A click on a name or id narrows the list to it. */
export function activityColumns({ search, onFilter, onShow }: ActivityColumnsOptions): Column<AuditEvent>[] {
  return [
    { id: 'at', title: text.columns.at, cell: ({ at }) => <TimeAgo at={at} never="" /> },
    {
      id: 'actor',
      title: text.columns.actor,
      cell: ({ actor }) => (
        <FilterLink
          label={text.filters.onlyActor(actorName(actor))}
          onClick={() => onFilter({ ...search, actor: actor.id })}
        >
          {actorName(actor)}
        </FilterLink>
      ),
    },
    { id: 'action', title: text.columns.action, cell: ({ action }) => <Code>{action}</Code> },
    {
      id: 'target',
      title: text.columns.target,
      cell: ({ target }) => (
        <FilterLink
          label={text.filters.onlyTarget(target.id)}
          onClick={() => onFilter({ ...search, target: target.id })}
        >
          {target.id}
        </FilterLink>
      ),
    },
    {
      id: 'detail',
      title: text.columns.detail,
      quiet: true,
      cell: (event) => (
        <Tooltip label={text.show}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`${text.show}: ${event.action}, ${event.id}`}
            onClick={() => onShow(event)}
          >
            <IconFileDescription size={18} />
          </ActionIcon>
        </Tooltip>
      ),
    },
  ];
}

export function actorName({ type, id, label }: AuditEvent['actor']): string {
  return label ?? `${text.actorTypes[type] ?? type} ${id}`;
}

interface FilterLinkProps {
  label: string;
  onClick: () => void;
  children: string;
}

function FilterLink({ label, onClick, children }: FilterLinkProps) {
  return (
    <Tooltip label={label}>
      <Anchor component="button" type="button" ta="start" onClick={onClick}>
        <Text component="span" size="sm" style={{ overflowWrap: 'anywhere' }}>
          {children}
        </Text>
      </Anchor>
    </Tooltip>
  );
}
