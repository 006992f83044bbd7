import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { addChatbot, SITE } from './support/deployed.ts';
import { ENGINES, startInstance, type TestInstance } from './support/test-instance.ts';

const basics = { label: 'Here', environment: 'live' };
const websites = (...origins: string[]) => ({ kind: 'websites', origins });

interface Refusal {
  readonly why: string;
  readonly body: object;
  readonly code: string;
  readonly pointers?: readonly string[];
}
const REFUSALS: readonly Refusal[] = [
  {
    why: 'a website with neither site nor restriction would be open or shut to all',
    body: { ...basics, type: 'website' },
    code: 'validation_failed',
    pointers: ['/site'],
  },
  {
    why: 'an empty list of websites would refuse every call',
    body: { ...basics, type: 'website', site: SITE, restriction: websites() },
    code: 'origins_required',
    pointers: ['/restriction/origins'],
  },
  {
    why: 'a linked Shopify installation is not exempt from that',
    body: { ...basics, type: 'shopify', site: SITE, restriction: websites() },
    code: 'origins_required',
  },
  {
    why: 'a site is one host, not a pattern',
    body: { ...basics, type: 'website', site: '*.example.com' },
    code: 'origin_pattern_invalid',
    pointers: ['/site'],
  },
  {
    why: 'a site that is no host',
    body: { ...basics, type: 'website', site: 'ftp://example.com' },
    code: 'origin_pattern_invalid',
    pointers: ['/site'],
  },
  {
    why: 'each bad origin is named by its place',
    body: { ...basics, type: 'website', restriction: websites('*.com', 'fine.example', 'a b') },
    code: 'origin_pattern_invalid',
    pointers: ['/restriction/origins/0', '/restriction/origins/2'],
  },
  {
    why: 'more than 200 origins',
    body: {
      ...basics,
      type: 'website',
      restriction: websites(...Array.from({ length: 201 }, (_, index) => `s${index}.example.com`)),
    },
    code: 'origin_pattern_invalid',
    pointers: ['/restriction/origins'],
  },
  {
    why: 'each bad range is named by its place',
    body: {
      ...basics,
      type: 'custom',
      restriction: { kind: 'ips', ranges: ['203.0.113.0/24', '010.0.0.1'] },
    },
    code: 'ip_range_invalid',
    pointers: ['/restriction/ranges/1'],
  },
  {
    why: 'no addresses at all',
    body: { ...basics, type: 'custom', restriction: { kind: 'ips', ranges: [] } },
    code: 'ip_range_invalid',
  },
  {
    why: 'a custom deployment is used from servers, which send no origin',
    body: { ...basics, type: 'custom', restriction: websites('example.com') },
    code: 'validation_failed',
    pointers: ['/restriction/kind'],
  },
  {
    why: 'a custom deployment is bound to no site',
    body: { ...basics, type: 'custom', site: SITE },
    code: 'validation_failed',
    pointers: ['/site'],
  },
  {
    why: 'a secret key is never revealable',
    body: { ...basics, type: 'custom', revealable: true },
    code: 'validation_failed',
    pointers: ['/revealable'],
  },
  {
    why: 'fields of another kind of restriction',
    body: { ...basics, type: 'website', restriction: { kind: 'none', origins: ['example.com'] } },
    code: 'validation_failed',
    pointers: ['/restriction/origins'],
  },
  {
    why: 'a list that its kind needs',
    body: { ...basics, type: 'website', restriction: { kind: 'websites' } },
    code: 'validation_failed',
    pointers: ['/restriction/origins'],
  },
  {
    why: 'an unknown kind of restriction',
    body: { ...basics, type: 'website', restriction: { kind: 'everyone' } },
    code: 'validation_failed',
    pointers: ['/restriction/kind'],
  },
  {
    why: 'an unknown type',
    body: { ...basics, type: 'drupal', site: SITE },
    code: 'validation_failed',
    pointers: ['/type'],
  },
  {
    why: 'an unknown environment',
    body: { ...basics, environment: 'production', type: 'website', site: SITE },
    code: 'validation_failed',
    pointers: ['/environment'],
  },
  {
    why: 'a label of white space',
    body: { ...basics, label: '  ', type: 'website', site: SITE },
    code: 'validation_failed',
    pointers: ['/label'],
  },
  {
    why: 'a label over 120 characters',
    body: { ...basics, label: 'x'.repeat(121), type: 'website', site: SITE },
    code: 'validation_failed',
    pointers: ['/label'],
  },
  {
    why: 'a flag as text',
    body: { ...basics, type: 'website', site: SITE, allowLocalhost: 'false' },
    code: 'validation_failed',
    pointers: ['/allowLocalhost'],
  },
  {
    why: 'an unknown field',
    body: { ...basics, type: 'website', site: SITE, secret: 'mine' },
    code: 'validation_failed',
    pointers: ['/secret'],
  },
  { why: 'an empty body', body: {}, code: 'validation_failed' },
];

for (const engine of ENGINES) {
  describe(`deployments that are not created, on ${engine}`, () => {
    let instance: TestInstance;
    let path: string;
    before(async () => {
      instance = await startInstance(engine);
      path = `/api/v1/chatbots/${await addChatbot(instance)}/deployments`;
    });
    after(() => instance.close());

    for (const { why, body, code, pointers } of REFUSALS) {
      it(`refuses to create: ${why}`, async () => {
        const answer = await instance.call('POST', path, { body });
        assert.equal(answer.json.code, code, answer.text);
        assert.equal(answer.status, 422);
        if (pointers !== undefined) {
          assert.deepEqual(
            answer.json.errors.map((error: { pointer: string }) => error.pointer),
            pointers,
          );
        }
      });
    }
  });
}
