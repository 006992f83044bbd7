import { Stack, Switch, Text } from '@mantine/core';
import { EntryEditor } from '../domains/entry-editor.tsx';
import { domainKind } from '../domains/entry-kinds.ts';
import { LocalhostChip } from '../domains/localhost-chip.tsx';
import { OriginTester } from '../domains/origin-tester.tsx';
import { domainText as text } from '../messages/domains.ts';
import type { RestrictionDraft } from './restriction-draft.ts';

interface WebsitesFieldsProps {
  deploymentId: string;
  draft: RestrictionDraft;
  live: boolean;
  /** What the organization hands down, whether this deployment takes it or not. */
  inherited: readonly string[];
  onChange: (change: Partial<RestrictionDraft>) => void;
}

export function WebsitesFields({ deploymentId, draft, live, inherited, onChange }: WebsitesFieldsProps) {
  const taken = draft.inheritOrganization ? inherited : [];
  return (
    <Stack>
      <Text fw={600} component="h3" m={0}>
        {text.title}
      </Text>
      <EntryEditor
        kind={domainKind}
        entries={draft.origins}
        inherited={taken}
        onChange={(origins) => onChange({ origins })}
      />
      <Switch
        label={text.inherit}
        description={inherited.length === 0 ? text.inheritedNone : undefined}
        checked={draft.inheritOrganization}
        onChange={(event) => onChange({ inheritOrganization: event.currentTarget.checked })}
      />
      <LocalhostChip
        allowed={draft.allowLocalhost}
        live={live}
        onChange={(allowLocalhost) => onChange({ allowLocalhost })}
      />
      <OriginTester
        deploymentId={deploymentId}
        list={{ entries: draft.origins, inherited: taken, allowLocalhost: draft.allowLocalhost }}
      />
    </Stack>
  );
}
