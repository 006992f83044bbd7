import { deleteRoute } from '../http/delete-route.ts';
import { type ChangeDeps, change } from '../http/idempotency.ts';
import { listPage } from '../http/list-page.ts';
import { PageOf, PageQuery } from '../http/page.ts';
import { Closed, IdParams } from '../http/schemas.ts';
import type { TypedApp } from '../http/typed-app.ts';
import { presentMember, presentMembers } from './presenter.ts';
import { removeMember } from './remove-member.ts';
import { Member, MemberChange } from './schemas.ts';
import { updateMember } from './update-member.ts';

const tags = ['Members'];

export function memberRoutes(app: TypedApp, { store }: ChangeDeps): void {
  app.get(
    '/members',
    {
      config: { scope: 'read' },
      schema: {
        tags,
        summary: 'List members',
        querystring: Closed(PageQuery),
        response: { 200: PageOf(Member) },
      },
    },
    async (request) => {
      const query = store.read
        .selectFrom('member')
        .selectAll()
        .where('organization_id', '=', request.caller.organizationId);
      return listPage(query, request.query, (rows) => presentMembers(store.read, request.caller, rows));
    },
  );
  app.patch(
    '/members/:id',
    {
      config: { scope: 'members:write' },
      schema: {
        tags,
        summary: 'Change the role and permissions of a member',
        params: IdParams('mbr'),
        body: MemberChange,
        response: { 200: Member },
      },
    },
    (request) =>
      change(store, request, async (tx) =>
        presentMember(
          tx.db,
          request.caller,
          await updateMember(tx, request.caller, request.params.id, request.body),
        ),
      ),
  );
  deleteRoute(app, store, {
    url: '/members/:id',
    // Anybody may leave; whoever removes another needs members:write.
    config: { scope: 'read' },
    schema: {
      tags,
      summary: 'Remove a member or leave',
      params: IdParams('mbr'),
    },
    remove: removeMember,
  });
}
