import { queryOptions } from '@tanstack/react-query';
import { dataOf, type paths } from '@wicketgate/client';
import { allPages } from '../api/all-pages.ts';
import { client } from '../api/client.ts';
import { withId } from '../api/with-id.ts';

type Members = paths['/api/v1/members']['get'];
type Invitations = paths['/api/v1/invitations'];
export type Member = Members['responses'][200]['content']['application/json']['data'][number];
export type MemberChange = NonNullable<
  paths['/api/v1/members/{id}']['patch']['requestBody']
>['content']['application/json'];
export type Role = Member['role'];
export type Grants = NonNullable<Member['permissions']>;
export type Invitation = Invitations['get']['responses'][200]['content']['application/json']['data'][number];
export type NewInvitation = Invitations['post']['requestBody']['content']['application/json'];
type Headers = Record<string, string>;

export const membersQuery = () =>
  queryOptions({
    queryKey: ['members'],
    queryFn: readMembers,
  });

export const invitationsQuery = () =>
  queryOptions({
    queryKey: ['invitations'],
    queryFn: () => allPages((query) => dataOf(client.GET('/api/v1/invitations', { params: { query } }))),
  });

/** @throws ChangedSince when there is no such member any more */
export async function readMember(id: string): Promise<Member> {
  return withId(await readMembers(), id);
}

export function updateMember(id: string, body: MemberChange) {
  return dataOf(client.PATCH('/api/v1/members/{id}', { params: { path: { id } }, body }));
}

export function removeMember(id: string) {
  return dataOf(client.DELETE('/api/v1/members/{id}', { params: { path: { id } } }));
}

export function createInvitation(body: NewInvitation, headers: Headers) {
  return dataOf(client.POST('/api/v1/invitations', { body, headers }));
}

export function revokeInvitation(id: string) {
  return dataOf(client.DELETE('/api/v1/invitations/{id}', { params: { path: { id } } }));
}

function readMembers() {
  return allPages((query) => dataOf(client.GET('/api/v1/members', { params: { query } })));
}
