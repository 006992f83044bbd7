import { createClient } from '@wicketgate/client';
import { readChosenOrganization } from './chosen-organization.ts';
import { fetchAnswer, fetchLongAnswer } from './fetch-answer.ts';

// The server that this page came from; the session's cookie says who asks.
const options = { baseUrl: '', organizationId: readChosenOrganization };

export const client = createClient({ ...options, fetch: fetchAnswer });

/** For calls that may take minutes. */
export const patientClient = createClient({ ...options, fetch: fetchLongAnswer });
