import { Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { domainText } from '../messages/domains.ts';
import { t } from '../messages/index.ts';
import { notify } from '../ui/notify.ts';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { SaveBar } from '../ui/save-bar.tsx';
import { EntryEditor } from './entry-editor.tsx';
import { domainKind } from './entry-kinds.ts';
import { organizationOriginsQuery, replaceOrganizationOrigins } from './organization-origins-api.ts';
import { OriginTester } from './origin-tester.tsx';

export function OrganizationDomainsForm({ origins }: { origins: readonly string[] }) {
  const queries = useQueryClient();
  const [draft, setDraft] = useState(origins);
  const save = useMutation({
    mutationFn: () => replaceOrganizationOrigins([...draft]),
    onSuccess: (saved) => {
      queries.setQueryData(organizationOriginsQuery().queryKey, { origins: saved.origins });
      setDraft(saved.origins);
      notify(t.common.saved);
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Stack>
        <EntryEditor
          kind={{ ...domainKind, empty: domainText.inheritedNone }}
          entries={draft}
          onChange={setDraft}
        />
        <OriginTester list={{ entries: draft, inherited: [], allowLocalhost: false }} />
        <ProblemAlert error={save.error} />
        <SaveBar
          dirty={JSON.stringify(draft) !== JSON.stringify(origins)}
          saving={save.isPending}
          onUndo={() => setDraft(origins)}
        />
      </Stack>
    </form>
  );
}
