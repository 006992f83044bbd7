import { forgetChosenOrganization } from '../api/chosen-organization.ts';
import { signOut } from './session-api.ts';

/** @param to where the browser goes then: a page load, so that nothing of the person stays in memory */
export async function leaveAccount(to: string): Promise<void> {
  await signOut();
  forgetChosenOrganization();
  window.location.assign(to);
}
