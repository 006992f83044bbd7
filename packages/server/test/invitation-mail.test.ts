import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Browser, becomeFirstOwner, PASSWORD } from './support/browser.ts';
import { startMailServer } from './support/mail-server.ts';
import { acceptInvitation, tokenOf } from './support/people.ts';
import { startInstance } from './support/test-instance.ts';

describe('mail', () => {
  it('brings the invitation and the reset; the answer, the log and the database have no link', async () => {
    const mail = await startMailServer();
    const smtp = { url: mail.url, from: 'Wicketgate <chat@example.com>' };
    const instance = await startInstance('sqlite', { smtp });
    try {
      const owner = await becomeFirstOwner(instance);
      assert.equal((await owner.call('GET', '/api/v1/session')).json.instance.smtp, true);
      const email = 'mailed@example.com';
      const invited = await owner.call('POST', '/api/v1/invitations', { body: { email, role: 'admin' } });
      assert.deepEqual(Object.keys(invited.json), ['invitation']);
      assert.equal(mail.mails.length, 1);
      const [text = ''] = mail.mails;
      assert.match(text, /^To: mailed@example\.com/m);
      assert.match(text, /Olive Owner invites you to Default/);
      const token = /token=(cbt_[\w-]+)/.exec(text)?.[1] as string;
      const person = new Browser(instance);
      const accepted = await acceptInvitation(person, token, { name: 'May', password: PASSWORD });
      assert.equal(accepted.status, 200);

      const ask = (address: string) =>
        new Browser(instance).call('POST', '/api/auth/request-password-reset', { body: { email: address } });
      const [known, unknown] = [await ask(email), await ask('nobody@example.com')];
      assert.deepEqual(unknown.json, known.json, 'the answer does not tell who has an account');
      await instance.app.close();
      assert.equal(mail.mails.length, 2);
      assert.match(mail.mails[1] ?? '', /http:\/\/localhost:8787\/console\/reset-password\?token=\w+/);
      const reset = /reset-password\?token=([\w-]+)/.exec(mail.mails[1] ?? '')?.[1] as string;
      const stored = await instance.store.read.selectFrom('verification').selectAll().execute();
      for (const secret of [token, reset]) {
        assert.ok(!instance.log.some((line) => line.includes(secret)));
        assert.ok(!JSON.stringify(stored).includes(secret));
      }
    } finally {
      await instance.close();
      await mail.close();
    }
  });

  it('that cannot be delivered leaves the link with the inviter', async () => {
    const mail = await startMailServer({ refuses: true });
    const instance = await startInstance('sqlite', { smtp: { url: mail.url, from: 'chat@example.com' } });
    try {
      const owner = await becomeFirstOwner(instance);
      const body = { email: 'gone@example.com', role: 'admin' };
      const { status, json } = await owner.call('POST', '/api/v1/invitations', { body });
      assert.equal(status, 201);
      assert.match(json.link, /token=cbt_/);
      assert.ok(instance.log.some((line) => line.includes('could not be mailed')));
      assert.ok(!instance.log.some((line) => line.includes(tokenOf(json.link))));
    } finally {
      await instance.close();
      await mail.close();
    }
  });
});
