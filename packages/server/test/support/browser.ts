import { offerSetup } from '../../src/accounts/setup.ts';
import { type CallOptions, PUBLIC_URL, type TestAnswer, type TestInstance } from './test-instance.ts';

export const PASSWORD = 'a wicket in the garden wall';

/** What a browser on a page of the console does: keeps cookies, and says where it comes from. */
export class Browser {
  readonly cookies = new Map<string, string>();
  /** Every Set-Cookie so far, as it came. */
  readonly setCookies: string[] = [];
  readonly #instance: TestInstance;
  readonly #origin: string;

  constructor(instance: TestInstance, origin: string = PUBLIC_URL) {
    this.#instance = instance;
    this.#origin = origin;
  }

  /** As the header has it; empty where there is none. */
  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async call(method: string, path: string, options: Omit<CallOptions, 'key'> = {}): Promise<TestAnswer> {
    const { cookie } = this;
    const answer = await this.#instance.call(method, path, {
      ...options,
      key: null,
      headers: {
        ...(method === 'GET' ? {} : { origin: this.#origin }),
        ...(cookie === '' ? {} : { cookie }),
        ...options.headers,
      },
    });
    for (const line of answer.headers.getSetCookie()) this.#keep(line);
    return answer;
  }

  signIn(email: string, password: string = PASSWORD): Promise<TestAnswer> {
    return this.call('POST', '/api/auth/sign-in/email', { body: { email, password } });
  }

  #keep(line: string): void {
    this.setCookies.push(line);
    const [pair = '', ...attributes] = line.split(';');
    const [name = '', ...value] = pair.split('=');
    const gone = attributes.some((attribute) => /^\s*max-age=0$/i.test(attribute));
    if (gone) this.cookies.delete(name);
    else this.cookies.set(name, value.join('='));
  }
}

export async function setupToken(instance: TestInstance): Promise<string> {
  const link = await offerSetup(instance.store, PUBLIC_URL);
  if (link === null) throw new Error('a person owns the instance already');
  return new URL(link).searchParams.get('token') as string;
}

/** The first owner, signed in. */
export async function becomeFirstOwner(
  instance: TestInstance,
  email = 'owner@example.com',
  name = 'Olive Owner',
): Promise<Browser> {
  const browser = new Browser(instance);
  const body = { token: await setupToken(instance), name, email, password: PASSWORD };
  const answer = await browser.call('POST', '/api/v1/setup', { body });
  if (answer.status !== 201) throw new Error(`set-up failed: ${answer.text}`);
  return browser;
}
