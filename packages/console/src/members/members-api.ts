import { queryOptions } from '@tanstack/react-query';
import { dataOf, type paths } from '@wicketgate/client';
import { allPages } from '../api/all-pages.ts';
import { client } from '../api/client.ts';

type Members = paths['/api/v1/members']['get'];
type Invitations = paths['/api/v1/invitations'];
export type Member = Members['responses'][200]['content']['application/json']['data'][number];
export type Role = Member['role'];
export type Grants = NonNullable<Member['permissions']>;
export type Invitation = Invitations['get']['responses'][200]['content']['application/json']['data'][number];
export type NewInvitation = Invitations['post']['requestBody']['content']['application/json'];

export const membersQuery = () =>
  queryOptions({
    queryKey: ['members'],
    queryFn: () => allPages((query) => dataOf(client.GET('/api/v1/members', { params: { query } }))),
  });

export const invitationsQuery = () =>
  queryOptions({
    queryKey: ['invitations'],
    queryFn: () => allPages((query) => dataOf(client.GET('/api/v1/invitations', { params: { query } }))),
  });

export function updateMember(id: string, body: { role: Role; permissions?: Grants }) {
  return dataOf(client.PATCH('/api/v1/members/{id}', { params: { path: { id } }, body }));
}

export function removeMember(id: string) {
  return dataOf(client.DELETE('/api/v1/members/{id}', { params: { path: { id } } }));
}

export function createInvitation(body: NewInvitation) {
  return dataOf(client.POST('/api/v1/invitations', { body }));
}

export function revokeInvitation(id: string) {
  return dataOf(client.DELETE('/api/v1/invitations/{id}', { params: { path: { id } } }));
}
