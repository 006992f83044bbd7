import Type from 'typebox';
import { type ChangeDeps, change } from '../http/idempotency.ts';
import { olderThan } from '../http/newest-first.ts';
import { PageOf, PageQuery, parsePage, toPage } from '../http/page.ts';
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
      const { limit, after } = parsePage(request.query);
      let query = store.read
        .selectFrom('member')
        .selectAll()
        .where('organization_id', '=', request.caller.organizationId);
      if (after !== null) query = query.where(olderThan(after));
      const rows = await query
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute();
      const { data, nextCursor } = toPage(
        rows,
        limit,
        (row) => row,
        (row) => ({ at: row.created_at, id: row.id }),
      );
      return { data: await presentMembers(store.read, request.caller, data), nextCursor };
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
  app.delete(
    '/members/:id',
    {
      // Anybody may leave; whoever removes another needs members:write.
      config: { scope: 'read' },
      schema: {
        tags,
        summary: 'Remove a member or leave',
        params: IdParams('mbr'),
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await change(store, request, (tx) => removeMember(tx, request.caller, request.params.id));
      return reply.code(204).send(null);
    },
  );
}
