import type { Authenticator } from './authenticator.ts';
import type { Browser } from './browser.ts';
import type { TestAnswer } from './test-instance.ts';

export async function registerPasskey(browser: Browser, authenticator: Authenticator): Promise<TestAnswer> {
  const options = await browser.call('GET', '/api/auth/passkey/generate-register-options');
  const response = authenticator.register(options.json.challenge);
  return browser.call('POST', '/api/auth/passkey/verify-registration', {
    body: { response, name: 'Laptop' },
  });
}

export async function signInByPasskey(browser: Browser, authenticator: Authenticator): Promise<TestAnswer> {
  const options = await browser.call('GET', '/api/auth/passkey/generate-authenticate-options');
  const response = authenticator.authenticate(options.json.challenge);
  return browser.call('POST', '/api/auth/passkey/verify-authentication', { body: { response } });
}
