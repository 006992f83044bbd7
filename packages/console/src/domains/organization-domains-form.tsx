import { Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { domainText } from '../messages/domains.ts';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { SaveBar } from '../ui/save-bar.tsx';
import { useFollowingDraft } from '../ui/use-following-draft.ts';
import { useUndoableSave } from '../ui/use-undoable-save.ts';
import { EntryEditor } from './entry-editor.tsx';
import { domainKind } from './entry-kinds.ts';
import {
  organizationOriginsQuery,
  readOrganizationOrigins,
  replaceOrganizationOrigins,
} from './organization-origins-api.ts';
import { OriginTester } from './origin-tester.tsx';

export function OrganizationDomainsForm({ origins }: { origins: readonly string[] }) {
  const queries = useQueryClient();
  const { draft, setDraft, markSent, settle } = useFollowingDraft(origins);
  const save = useUndoableSave({
    read: readOrganizationOrigins,
    write: (body: { origins: string[] }) => replaceOrganizationOrigins(body.origins),
    toBody: (saved) => ({ origins: saved.origins }),
    show: (saved) => queries.setQueryData(organizationOriginsQuery().queryKey, { origins: saved.origins }),
    onSaved: (saved) => settle(saved.origins),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        markSent();
        save.mutate({ origins: [...draft] });
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
