import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { axeViolations } from './support/axe.ts';
import { callAs, createChatbot, type Person } from './support/console-person.ts';
import type { ConsoleServer } from './support/console-server.ts';
import { type OwnedConsole, openOwnedConsole } from './support/owned-console.ts';

describe('explaining decisions in the console', () => {
  let scene: OwnedConsole;
  let server: ConsoleServer;
  let owner: Person;
  let page: Page;
  let chatbotId: string;
  let deploymentId: string;
  let key: string;
  before(async () => {
    scene = await openOwnedConsole();
    ({ server, owner, page } = scene);
    chatbotId = await createChatbot(page, 'Helper');
    const { body } = await callAs(page, 'POST', `/chatbots/${chatbotId}/deployments`, {
      type: 'website',
      label: 'Shop',
      environment: 'live',
      site: 'https://www.example.com',
    });
    deploymentId = body.deployment.id;
    key = body.key.secret;
  });
  after(() => scene?.close());

  it('a refused call is explained by its request id', async () => {
    const refused = await fetch(`${server.url}/widget/config?key=${key}`, {
      headers: { origin: 'https://www.example.org' },
    });
    assert.equal(refused.status, 403);
    const requestId = refused.headers.get('x-request-id') ?? '';
    await page.getByRole('link', { name: 'Explain', exact: true }).click();
    const search = page.getByRole('search');
    await search.getByLabel('Request id').fill('something else');
    await search.getByRole('button', { name: 'Explain' }).click();
    await search.getByText('begins with req_').waitFor();
    await search.getByLabel('Request id').fill(` ${requestId} `);
    await search.getByRole('button', { name: 'Explain' }).click();
    await page.getByText('The gate refuses it').waitFor();
    await page.getByText('origin_not_allowed').waitFor();
    await page.getByText('Decided by: Allowed domains').waitFor();
    assert.ok(page.url().includes(`request=${requestId}`), 'it can be shared');
    const steps = page.getByRole('list', { name: 'Step by step' }).getByRole('listitem');
    assert.equal(await steps.filter({ hasText: 'Refused here' }).count(), 1);
    assert.ok((await steps.filter({ hasText: 'Passed' }).count()) > 5);
    await page.getByRole('link', { name: 'Shop' }).waitFor();
    assert.deepEqual(await axeViolations(page), []);
  });

  it('one that nobody kept is told so', async () => {
    await page.goto(`${server.url}/console/explain?request=req_00000000000000000000`);
    await page.getByText('No refusal is kept under this request id').waitFor();
  });

  it('from a deployment: a call that could come, with the rule that lets it in', async () => {
    await page.goto(`${server.url}/console/chatbots/${chatbotId}/install/${deploymentId}`);
    await page.getByRole('link', { name: 'Explain a call' }).click();
    assert.equal(await page.getByRole('combobox', { name: 'Deployment' }).inputValue(), deploymentId);
    await page.getByText('origin_missing').waitFor();
    await page.getByLabel('Origin of the page').fill('https://www.example.com/a/page?of=it');
    await page.getByRole('button', { name: 'Ask the gate' }).click();
    await page.getByText('The gate lets it in').waitFor();
    await page.getByText('The rule that lets it in: https://www.example.com').waitFor();
    assert.deepEqual(await axeViolations(page), []);
  });

  it('from the tester of the domains, on to what is saved', async () => {
    await page.goto(`${server.url}/console/chatbots/${chatbotId}/install/${deploymentId}`);
    await page.getByLabel('Would a page pass?').fill('http://www.example.com');
    await page.getByRole('link', { name: 'Ask the gate about what is saved' }).click();
    await page.getByText('The gate refuses it').waitFor();
    assert.equal(await page.getByLabel('Origin of the page').inputValue(), 'http://www.example.com');
  });

  it('asking leaves no trace', async () => {
    const { body } = await callAs(page, 'GET', `/deployments/${deploymentId}`);
    assert.equal(body.keys[0].lastUsedAt, null);
  });

  it('nothing on the way broke the page’s own policy or threw', () => {
    assert.deepEqual(owner.complaints, []);
  });
});
