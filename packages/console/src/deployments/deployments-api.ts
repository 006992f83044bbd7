import { queryOptions } from '@tanstack/react-query';
import { dataOf, type paths } from '@wicketgate/client';
import { allPages } from '../api/all-pages.ts';
import { client } from '../api/client.ts';

type Json<Answer extends { content: { 'application/json': unknown } }> =
  Answer['content']['application/json'];
type CreateCall = paths['/api/v1/chatbots/{id}/deployments']['post'];

export type Deployment = Json<paths['/api/v1/deployments/{id}']['get']['responses'][200]>;
export type DeploymentKey = Deployment['keys'][number];
export type DeploymentType = Deployment['type'];
export type WidgetSettings = Deployment['widget'];
export type NewDeployment = CreateCall['requestBody']['content']['application/json'];
export type CreatedDeployment = Json<CreateCall['responses'][201]>;
export type Snippet = Json<paths['/api/v1/deployments/{id}/snippet']['get']['responses'][200]>;
export type DeploymentChange = NonNullable<
  paths['/api/v1/deployments/{id}']['patch']['requestBody']
>['content']['application/json'];
type PreviewCall = paths['/api/v1/deployments/{id}/restriction-previews']['post'];
export type RestrictionPreview = Json<PreviewCall['responses'][200]>;
type RotateCall = paths['/api/v1/deployments/{id}/rotations']['post'];
export type RotationRequest = NonNullable<RotateCall['requestBody']>['content']['application/json'];
type Headers = Record<string, string>;

export const deploymentsQuery = (chatbotId: string) =>
  queryOptions({
    queryKey: ['deployments', 'of', chatbotId],
    queryFn: () =>
      allPages((query) =>
        dataOf(
          client.GET('/api/v1/chatbots/{id}/deployments', { params: { path: { id: chatbotId }, query } }),
        ),
      ),
  });

export const deploymentQuery = (id: string) =>
  queryOptions({
    queryKey: ['deployments', id],
    queryFn: () => readDeployment(id),
  });

export const snippetQuery = (id: string) =>
  queryOptions({
    queryKey: ['deployments', id, 'snippet'],
    queryFn: () => dataOf(client.GET('/api/v1/deployments/{id}/snippet', at(id))),
  });

export const restrictionPreviewQuery = (
  id: string,
  body: Pick<DeploymentChange, 'restriction' | 'allowLocalhost'>,
) =>
  queryOptions({
    queryKey: ['deployments', id, 'preview', body],
    queryFn: () => dataOf(client.POST('/api/v1/deployments/{id}/restriction-previews', { ...at(id), body })),
  });

export function readDeployment(id: string) {
  return dataOf(client.GET('/api/v1/deployments/{id}', at(id)));
}

export function createDeployment(chatbotId: string, body: NewDeployment, headers: Headers) {
  const call = client.POST('/api/v1/chatbots/{id}/deployments', { ...at(chatbotId), body, headers });
  return dataOf(call);
}

export function updateDeployment(id: string, body: DeploymentChange) {
  return dataOf(client.PATCH('/api/v1/deployments/{id}', { ...at(id), body }));
}

/** Ends the trial of the restriction. */
export function enforceRestriction(id: string) {
  return dataOf(client.DELETE('/api/v1/deployments/{id}/report-only', at(id)));
}

export function revokeDeployment(id: string) {
  return dataOf(client.POST('/api/v1/deployments/{id}/revocation', { ...at(id), body: {} }));
}

export function deleteDeployment(id: string) {
  return dataOf(client.DELETE('/api/v1/deployments/{id}', at(id)));
}

export function rotateDeployment(id: string, body: RotationRequest, headers: Headers) {
  return dataOf(client.POST('/api/v1/deployments/{id}/rotations', { ...at(id), body, headers }));
}

/** @param widget settings to be tried out, laid over what is saved */
export function createPreview(id: string, widget: NonNullable<DeploymentChange['widget']>) {
  return dataOf(client.POST('/api/v1/deployments/{id}/previews', { ...at(id), body: { widget } }));
}

export function addKey(id: string, headers: Headers) {
  return dataOf(client.POST('/api/v1/deployments/{id}/keys', { ...at(id), body: {}, headers }));
}

export function endKey(keyId: string) {
  return dataOf(client.POST('/api/v1/keys/{id}/revocation', { ...at(keyId), body: {} }));
}

export function revealKey(keyId: string) {
  return dataOf(client.POST('/api/v1/keys/{id}/reveal', { ...at(keyId), body: {} }));
}

export function releaseKey(keyId: string) {
  return dataOf(client.DELETE('/api/v1/keys/{id}/quarantine', at(keyId)));
}

function at(id: string) {
  return { params: { path: { id } } };
}
