import { createClient } from '@wicketgate/client';
import { readChosenOrganization } from './chosen-organization.ts';
import { fetchAnswer } from './fetch-answer.ts';

/** The server that this page came from; the session's cookie says who asks. */
export const client = createClient({
  baseUrl: '',
  organizationId: readChosenOrganization,
  fetch: fetchAnswer,
});
