import { Alert, List, Radio, Stack } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { EntryEditor } from '../domains/entry-editor.tsx';
import { rangeKind } from '../domains/entry-kinds.ts';
import { organizationOriginsQuery } from '../domains/organization-origins-api.ts';
import { deploymentText } from '../messages/deployment.ts';
import { trialText } from '../messages/trial.ts';
import { AnchorLink } from '../ui/links.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { printExact } from '../ui/relative-time.ts';
import { SaveBar } from '../ui/save-bar.tsx';
import { Section } from '../ui/section.tsx';
import { useFollowingDraft } from '../ui/use-following-draft.ts';
import { useUndoableSave } from '../ui/use-undoable-save.ts';
import {
  type Deployment,
  type DeploymentChange,
  deploymentQuery,
  readDeployment,
  updateDeployment,
} from './deployments-api.ts';
import { ReportOnlyField } from './report-only-field.tsx';
import {
  type RestrictionDraft,
  toChange,
  toDraft,
  toWholeChange,
  whyRefusesAll,
} from './restriction-draft.ts';
import { RestrictionReplay } from './restriction-replay.tsx';
import { TrialNote } from './trial-note.tsx';
import { useTrialDays } from './use-trial-days.ts';
import { WebsitesFields } from './websites-fields.tsx';

const text = deploymentText.restriction;

export function RestrictionForm({ deployment }: { deployment: Deployment }) {
  const queries = useQueryClient();
  const saved = toDraft(deployment);
  const { draft, setDraft, markSent, settle } = useFollowingDraft(saved);
  const trial = useTrialDays(deployment);
  const organization = useQuery(organizationOriginsQuery());
  const inherited = organization.data?.origins ?? [];
  const dirty = trial.changesTrial || JSON.stringify(draft) !== JSON.stringify(saved);
  const refusesAll = organization.data === undefined ? null : whyRefusesAll(draft, inherited);
  const save = useUndoableSave({
    read: () => readDeployment(deployment.id),
    write: (body: DeploymentChange) => updateDeployment(deployment.id, body),
    toBody: toWholeChange,
    show: ({ notices: _, ...changed }) => {
      queries.setQueryData(deploymentQuery(deployment.id).queryKey, changed);
      queries.invalidateQueries({ queryKey: ['deployments', 'of', deployment.chatbotId] });
    },
    onSaved: (changed) => {
      settle(toDraft(changed));
      trial.settle();
    },
    said: ({ reportOnly }) =>
      reportOnly === null ? text.saved : trialText.saved(printExact(reportOnly.endsAt)),
    // What a trial had left in force can be told to nobody once it has ended.
    canUndo: (before) => before.reportOnly === null,
  });
  const set = (change: Partial<RestrictionDraft>) => setDraft({ ...draft, ...change });
  return (
    <Section title={text.title}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (refusesAll === null) {
            markSent();
            trial.markSent();
            save.mutate({
              ...toChange(draft),
              ...(trial.days === null ? {} : { reportOnlyDays: trial.days }),
            });
          }
        }}
      >
        <Stack>
          <TrialNote deployment={deployment} />
          <KindField deployment={deployment} kind={draft.kind} onChange={(kind) => set({ kind })} />
          {draft.kind === 'websites' && (
            <WebsitesFields
              deploymentId={deployment.id}
              draft={draft}
              live={deployment.environment === 'live'}
              inherited={inherited}
              onChange={set}
            />
          )}
          {draft.kind === 'ips' && (
            <EntryEditor kind={rangeKind} entries={draft.ranges} onChange={(ranges) => set({ ranges })} />
          )}
          {refusesAll !== null && (
            <Alert color="red" role="alert">
              {refusesAll}
            </Alert>
          )}
          {dirty && refusesAll === null && (
            <>
              <RestrictionReplay deploymentId={deployment.id} draft={draft} />
              <ReportOnlyField days={trial.days} onChange={trial.choose} />
            </>
          )}
          <ProblemAlert error={save.error} />
          <Notices notices={save.data?.saved.notices ?? []} />
          <SaveBar
            dirty={dirty && refusesAll === null}
            saving={save.isPending}
            onUndo={() => {
              setDraft(saved);
              trial.reset();
            }}
          />
          <AnchorLink
            to="/chatbots/$chatbotId/rejections"
            params={{ chatbotId: deployment.chatbotId }}
            search={{ deployment: deployment.id }}
            size="sm"
          >
            {trialText.rejections}
          </AnchorLink>
        </Stack>
      </form>
    </Section>
  );
}

interface KindFieldProps {
  deployment: Deployment;
  kind: RestrictionDraft['kind'];
  onChange: (kind: RestrictionDraft['kind']) => void;
}

function KindField({ deployment, kind, onChange }: KindFieldProps) {
  const secret = deployment.type === 'custom';
  return (
    <>
      <Radio.Group
        label={text.legend}
        value={kind}
        onChange={(value) => onChange(value as RestrictionDraft['kind'])}
      >
        <Stack gap="sm" mt="xs">
          {/* A secret key is used from servers, which send no origin. */}
          {!secret && <Radio value="websites" label={text.websites} description={text.websitesHelp} />}
          <Radio value="ips" label={text.ips} description={text.ipsHelp} />
          <Radio value="none" label={text.none} description={text.noneHelp} />
        </Stack>
      </Radio.Group>
      {kind === 'none' && (
        <Alert color="orange" icon={<IconAlertTriangle aria-hidden />}>
          {secret ? text.noneWarningSecret : text.noneWarning}
        </Alert>
      )}
    </>
  );
}

/** What the server dropped or rewrote while it normalized the entries. */
function Notices({ notices }: { notices: readonly { detail: string }[] }) {
  if (notices.length === 0) return null;
  return (
    <Alert color="blue" title={text.notices} role="status">
      <List size="sm">
        {notices.map(({ detail }) => (
          <List.Item key={detail}>{detail}</List.Item>
        ))}
      </List>
    </Alert>
  );
}
