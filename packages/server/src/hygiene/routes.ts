import { visibleChatbots } from '../http/permissions.ts';
import type { TypedApp } from '../http/typed-app.ts';
import type { Store } from '../store/store.ts';
import { findFindings } from './find-findings.ts';
import { presentReport } from './presenter.ts';
import { HealthReport } from './schemas.ts';

export function hygieneRoutes(app: TypedApp, store: Store): void {
  app.get(
    '/health-report',
    {
      config: { scope: 'read' },
      schema: { tags: ['Health'], summary: 'What should be looked at', response: { 200: HealthReport } },
    },
    async ({ caller }) => {
      const nowMs = await store.nowMs();
      const { organizationId } = caller;
      const survey = { organizationId, chatbotIds: visibleChatbots(caller), nowMs };
      return presentReport(await findFindings(store.read, survey), nowMs);
    },
  );
}
