import { Browser, PASSWORD } from './browser.ts';
import type { TestAnswer, TestInstance } from './test-instance.ts';

export interface Invited {
  readonly role: 'owner' | 'admin' | 'member';
  readonly permissions?: readonly { chatbotId: string; permissions: readonly string[] }[];
}

/** Somebody invited by `inviter` who accepted: signed in, with a place in the inviter's organization. */
export async function addPerson(
  instance: TestInstance,
  inviter: Browser,
  email: string,
  invitation: Invited,
  name = email.split('@')[0] as string,
): Promise<Browser> {
  const invited = await inviter.call('POST', '/api/v1/invitations', { body: { email, ...invitation } });
  if (invited.status !== 201) throw new Error(`not invited: ${invited.text}`);
  const person = new Browser(instance);
  const accepted = await acceptInvitation(person, tokenOf(invited.json.link), { name, password: PASSWORD });
  if (accepted.status !== 200) throw new Error(`not accepted: ${accepted.text}`);
  return person;
}

/** @param more what makes an account, for whoever has none */
export function acceptInvitation(
  person: Browser,
  token: string,
  more: object = { name: 'Pat', password: PASSWORD },
): Promise<TestAnswer> {
  return person.call('POST', '/api/v1/invitations/acceptance', { body: { token, ...more } });
}

export function tokenOf(link: string): string {
  return new URL(link).searchParams.get('token') as string;
}

/** The id of the member that this person is in the organization they look at. */
export async function memberIdOf(person: Browser): Promise<string> {
  const { user } = (await person.call('GET', '/api/v1/session')).json;
  const { data } = (await person.call('GET', '/api/v1/members?limit=1000')).json;
  return data.find((member: { userId: string }) => member.userId === user.id).id;
}
