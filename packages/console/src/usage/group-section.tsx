import { Box, Progress, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { locale } from '../messages/pick.ts';
import { usageText as text } from '../messages/usage.ts';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { Section } from '../ui/section.tsx';
import { type UsageGroup, usageQuery } from './usage-api.ts';
import type { UsageSearch } from './usage-search.ts';

const MOST_ROWS = 10;
const number = new Intl.NumberFormat(locale);
const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });

interface GroupSectionProps {
  chatbotId: string;
  search: UsageSearch;
  groupBy: keyof typeof sections;
}

const sections = { origin: text.origins, outcome: text.outcomes };

/** The groups with the most calls. */
export function GroupSection({ chatbotId, search, groupBy }: GroupSectionProps) {
  const { data: usage } = useQuery(usageQuery(chatbotId, search, groupBy));
  if (usage === undefined || usage.data.length === 0) return null;
  const { title, about, caption, name } = sections[groupBy];
  const groups = usage.data;
  const all = groups.reduce((sum, { total }) => sum + total, 0);
  const columns: Column<UsageGroup>[] = [
    { id: 'group', title: name, heads: true, cell: ({ group }) => text.groups[group] ?? group },
    { id: 'calls', title: text.calls, cell: ({ total }) => number.format(total) },
    { id: 'share', title: text.share, cell: ({ total }) => <Share of={total} all={all} /> },
  ];
  return (
    <Section title={title} about={about}>
      <DataTable
        caption={caption}
        columns={columns}
        rows={groups.slice(0, MOST_ROWS)}
        rowId={({ group }) => group}
      />
      {groups.length > MOST_ROWS && (
        <Text size="sm" c="dimmed">
          {text.origins.more(groups.length - MOST_ROWS)}
        </Text>
      )}
    </Section>
  );
}

function Share({ of, all }: { of: number; all: number }) {
  return (
    <Box>
      {percent.format(of / all)}
      <Progress value={(100 * of) / all} size="sm" mt={4} maw={160} aria-hidden />
    </Box>
  );
}
