import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sendRawBody } from './support/raw-body.ts';
import { ENGINES, startInstance, type TestInstance } from './support/test-instance.ts';

const accepted: Record<string, { body: string; type?: string; name: string }> = {
  'a byte order mark, which some editors write': { body: '\ufeff{"name":"x"}', name: 'x' },
  'a charset': { body: '{"name":"\u00e9"}', type: 'application/json; charset=utf-8', name: '\u00e9' },
  'a charset in quotes and capitals': {
    body: '{"name":"x"}',
    type: 'Application/JSON;CHARSET="UTF-8"',
    name: 'x',
  },
  'a field twice: the last one counts, as JSON.parse reads it': { body: '{"name":1,"name":"x"}', name: 'x' },
  'a pair of surrogates in escapes': { body: '{"name":"\\ud83d\\ude00"}', name: '\u{1f600}' },
  'escapes that only look like U+0000': { body: '{"name":"\\\\u0000 \\\\ud83d"}', name: '\\u0000 \\ud83d' },
  '120 characters beyond the BMP: characters are counted, not code units': {
    body: `{"name":"${'\u{1f600}'.repeat(120)}"}`,
    name: '\u{1f600}'.repeat(120),
  },
  'a noncharacter': { body: '{"name":"\\uffff"}', name: '\uffff' },
  'a name that is SQL': { body: `{"name":"'; drop table chatbot; --"}`, name: "'; drop table chatbot; --" },
};

for (const engine of ENGINES) {
  describe(`bodies that are odd, and right, on ${engine}`, () => {
    let instance: TestInstance;
    before(async () => {
      instance = await startInstance(engine);
    });
    after(() => instance.close());

    for (const [reason, { name, ...row }] of Object.entries(accepted)) {
      it(`${reason}: taken as it is meant`, async () => {
        const answer = await sendRawBody(instance, row);
        assert.equal(answer.status, 201, answer.body);
        const made = JSON.parse(answer.body);
        assert.equal(made.name, name);
        const shown = await instance.call('GET', `/api/v1/chatbots/${made.id}`);
        assert.equal(shown.json.name, name, 'the database kept it');
      });
    }
  });
}
