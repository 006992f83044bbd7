import { Stack } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { explainText as text } from '../messages/explain.ts';
import { PageHeader } from '../ui/page-header.tsx';
import { Hypothetical } from './hypothetical.tsx';
import { PastRefusal } from './past-refusal.tsx';

const route = getRouteApi('/shell/explain');

export function ExplainPage(): ReactNode {
  const { request, deployment, origin, ip } = route.useSearch();
  const navigate = route.useNavigate();
  const call =
    deployment === undefined
      ? undefined
      : { deployment, ...(origin === undefined ? {} : { origin }), ...(ip === undefined ? {} : { ip }) };
  return (
    <Stack gap="lg">
      <PageHeader title={text.title} about={text.about} />
      <PastRefusal key={request} requestId={request} onAsk={(id) => navigate({ search: { request: id } })} />
      <Hypothetical call={call} onAsk={(asked) => navigate({ search: { ...asked } })} />
    </Stack>
  );
}
