import { useQuery } from '@tanstack/react-query';
import { locale } from '../messages/pick.ts';
import { usageText } from '../messages/usage.ts';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { Section } from '../ui/section.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { type Notice, noticesQuery } from './usage-api.ts';
import type { UsageSearch } from './usage-search.ts';

const text = usageText.notices;
const number = new Intl.NumberFormat(locale);

interface NoticesSectionProps {
  chatbotId: string;
  search: UsageSearch;
  keyName: (id: string) => string;
}

/** What stood out of late; nothing where nothing did. */
export function NoticesSection({ chatbotId, search, keyName }: NoticesSectionProps) {
  const { data: notices } = useQuery(noticesQuery(chatbotId, search));
  if (notices === undefined || notices.length === 0) return null;
  const columns: Column<Notice>[] = [
    { id: 'what', title: text.what, heads: true, cell: printNotice },
    { id: 'key', title: text.key, cell: ({ subjectId }) => keyName(subjectId) },
    { id: 'at', title: text.at, cell: ({ at }) => <TimeAgo at={at} never="" /> },
  ];
  return (
    <Section title={text.title} about={text.about}>
      <DataTable caption={text.caption} columns={columns} rows={notices} rowId={({ id }) => id} />
    </Section>
  );
}

/** What a kind says in its detail is for the server to know; what is not understood is shown by its name. */
function printNotice({ kind, detail }: Notice): string {
  const { origin, resembles, requests } = detail;
  if (kind === 'surge') return text.surge(number.format(Number(requests)));
  if (kind === 'new_origin') return text.newOrigin(String(origin));
  if (kind === 'lookalike_origin') return text.lookalike(String(origin), String(resembles));
  return kind;
}
