import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { usageText as text } from '../messages/usage.ts';
import { downloadText } from '../settings/csv.ts';
import { showRefusal } from '../ui/confirm-act.tsx';
import { readUsageCsv } from './usage-api.ts';
import type { UsageSearch } from './usage-search.ts';

/** All origins with all their points, as a file. */
export function CsvButton({ chatbotId, search }: { chatbotId: string; search: UsageSearch }) {
  const download = useMutation({
    mutationFn: () => readUsageCsv(chatbotId, search, 'origin'),
    onSuccess: (csv) => downloadText(text.fileName, csv),
    onError: (error) => showRefusal(text.download, error),
  });
  return (
    <Button
      variant="default"
      leftSection={<IconDownload size={18} aria-hidden />}
      loading={download.isPending}
      onClick={() => download.mutate()}
    >
      {text.download}
    </Button>
  );
}
