import { PageOf, parsePage, toPage } from '../http/page.ts';
import type { TypedApp } from '../http/typed-app.ts';
import type { Store } from '../store/store.ts';
import { listActivity } from './list-activity.ts';
import { presentEvent } from './presenter.ts';
import { ActivityQuery, AuditEvent } from './schemas.ts';

export function activityRoutes(app: TypedApp, store: Store): void {
  app.get(
    '/activity',
    {
      config: { scope: 'activity:read' },
      schema: {
        tags: ['Activity'],
        summary: 'Who did what',
        querystring: ActivityQuery,
        response: { 200: PageOf(AuditEvent) },
      },
    },
    async (request) => {
      const page = parsePage(request.query);
      const rows = await listActivity(store.read, request.caller.organizationId, request.query, page);
      return toPage(rows, page.limit, presentEvent, (row) => ({ at: row.sequence, id: row.id }));
    },
  );
}
