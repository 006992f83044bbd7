import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { AnswerIndex } from '../src/answerer/answer-index.ts';
import { NO_ANSWER } from '../src/answerer/built-in-answerer.ts';
import { pieces } from '../src/answerer/pieces.ts';
import { type Chat, createChat } from './support/chat.ts';
import { MessageStream, textOf } from './support/message-stream.ts';
import { ENGINES, type TestInstance } from './support/test-instance.ts';
import { startTwoNodes, type TwoNodes } from './support/two-nodes.ts';

describe('the entry that answers a question', async () => {
  const index = await AnswerIndex.build([
    { question: 'What are your opening hours?', answer: 'hours' },
    { question: 'How much does delivery cost?', answer: 'delivery' },
    { question: 'Can I return a product?', answer: 'returns: refunded within fourteen days of the purchase' },
    { question: 'Who are you?', answer: 'bot' },
    { question: 'Welche Öffnungszeiten haben Sie?', answer: 'Öffnungszeiten' },
    { question: 'Où se trouve votre magasin ?', answer: 'magasin' },
    { question: '营业时间是什么?', answer: '营业' },
    { question: '営業時間を教えてください', answer: '営業' },
    { question: '배송비는 얼마인가요?', answer: '배송비' },
    { question: 'Сколько стоит доставка?', answer: 'доставка' },
  ]);
  const rows: [question: string, answer: string | null, reason: string][] = [
    ['What are your opening hours?', 'hours', 'its own words'],
    ['WHAT ARE YOUR OPENING HOURS', 'hours', 'its own words, without case and marks'],
    ['opening hours', 'hours', 'the words that name something'],
    ['when are you open', 'hours', 'the beginning of a word'],
    ['openning hours', 'hours', 'a letter too many'],
    ['what would delivery to Norway cost me?', 'delivery', 'most of what the question names'],
    ['who are you?', 'bot', 'a question of nothing but asking words, word for word'],
    ['who is she?', null, 'a question of nothing but asking words that shares only some'],
    [
      'is it refunded after the purchase?',
      'returns: refunded within fourteen days of the purchase',
      'words of the answer itself',
    ],
    ['offnungszeiten', 'Öffnungszeiten', 'without the accents'],
    ['ou est le magasin', 'magasin', 'another language that has asking words too'],
    ['你们的营业时间?', '营业', 'Chinese, which has no spaces'],
    ['営業時間は何時ですか', '営業', 'Japanese, which has no spaces'],
    ['배송비', '배송비', 'Korean, which glues particles to words'],
    ['сколько стоит доставка', 'доставка', 'Cyrillic'],
    ['ＯＰＥＮＩＮＧ　ＨＯＵＲＳ', 'hours', 'full-width letters'],
    ['What is the capital of Mongolia?', null, 'sharing only words that ask'],
    ['天气怎么样', null, 'another matter, in Chinese'],
    ['xyzzy', null, 'no word at all'],
    ['???', null, 'nothing but marks'],
    ['👋', null, 'a picture'],
    ['', null, 'an empty question'],
    ['x'.repeat(4_000), null, 'one very long word'],
  ];
  for (const [question, answer, reason] of rows) {
    it(reason, () => assert.equal(index.find(question), answer));
  }

  it('the first of two entries with the same question', async () => {
    const twice = await AnswerIndex.build([
      { question: 'Hours?', answer: 'first' },
      { question: 'hours', answer: 'second' },
    ]);
    assert.equal(twice.find('hours'), 'first');
  });

  it('no entries, no answer', async () => {
    const none = await AnswerIndex.build([]);
    assert.equal(none.find('hours'), null);
  });

  it('each of a thousand entries is found, and others are served while they are indexed', async () => {
    const many = Array.from({ length: 1_000 }, (_, id) => ({
      question: `Article ${id} price`,
      answer: `€ ${id}`,
    }));
    let served = 0;
    const others = setInterval(() => {
      served += 1;
    });
    const large = await AnswerIndex.build(many);
    clearInterval(others);
    assert.ok(served > 3);
    for (let id = 0; id < 1_000; id += 7) assert.equal(large.find(`price of article ${id}`), `€ ${id}`);
  });
});

describe("the demo's bot knows its demo answers", async () => {
  const path = new URL('../../../demo/answers.json', import.meta.url);
  const entries = JSON.parse(readFileSync(path, 'utf8')) as { question: string; answer: string }[];
  const index = await AnswerIndex.build(entries);
  for (const { question, answer } of entries) it(question, () => assert.equal(index.find(question), answer));
});

describe('pieces', () => {
  const rows: [text: string, reason: string][] = [
    ['', 'nothing'],
    ['short', 'one word'],
    ['word '.repeat(500), 'many words'],
    ['x'.repeat(8_000), 'one word of 8,000 letters'],
    ['👩‍👩‍👧‍👦'.repeat(100), 'families of code points'],
    ['九点到六点，周末休息。'.repeat(50), 'text without spaces'],
    [' \n\n leading and trailing \n ', 'white space'],
  ];
  for (const [text, reason] of rows) {
    it(`${reason}: together they are the text, each is whole`, () => {
      const cut = [...pieces(text)];
      assert.equal(cut.join(''), text);
      for (const piece of cut) assert.ok(piece !== '' && piece.isWellFormed());
    });
  }
});

for (const engine of ENGINES) {
  describe(`the built-in answerer on ${engine}`, () => {
    let nodes: TwoNodes;
    let instance: TestInstance;
    let otherNode: TestInstance;
    let chat: Chat;
    before(async () => {
      nodes = await startTwoNodes(engine);
      ({ instance, node: otherNode } = nodes);
      chat = await createChat(instance, {
        answers: [{ question: 'Opening hours?', answer: 'Nine to five.' }],
      });
    });
    after(() => nodes.close());

    const ask = async (at: Chat, text: string): Promise<string> => {
      const { messages, token } = await at.open();
      const answer = await at.call('POST', messages, { token, body: { text, clientMessageId: '1' } });
      assert.equal(answer.status, 201, answer.text);
      return answer.json.reply.text;
    };

    it('says honestly that it does not know', async () => {
      assert.equal(await ask(chat, 'What is the capital of Mongolia?'), NO_ANSWER);
      assert.equal(await ask(await createChat(instance), 'Opening hours?'), NO_ANSWER);
    });

    it('knows a changed entry with the next message, on every node', async () => {
      for (const at of [chat, chat.at(otherNode)])
        assert.equal(await ask(at, 'opening hours'), 'Nine to five.');
      const path = `/api/v1/chatbots/${chat.chatbotId}/answers`;
      for (const answer of ['Ten to six.', 'Ten to two.']) {
        await instance.call('PUT', path, { body: { answers: [{ question: 'Opening hours?', answer }] } });
        for (const at of [chat.at(otherNode), chat]) assert.equal(await ask(at, 'opening hours'), answer);
      }
      await instance.call('PUT', path, { body: { answers: [] } });
      for (const at of [chat.at(otherNode), chat]) assert.equal(await ask(at, 'opening hours'), NO_ANSWER);
    });

    it("never answers from another chatbot's entries", async () => {
      await createChat(instance, { answers: [{ question: 'What is the code?', answer: 'Swordfish.' }] });
      assert.equal(await ask(chat, 'What is the code?'), NO_ANSWER);
    });

    it('streams a long answer in many pieces', async () => {
      const answer = 'A sentence of some length, and then one more. '.repeat(170).trim();
      const talkative = await createChat(instance, { answers: [{ question: 'Tell me everything', answer }] });
      const conversation = await talkative.open();
      const body = { text: 'Tell me everything', clientMessageId: '1' };
      const events = await (await MessageStream.open(talkative, conversation, body)).rest();
      assert.equal(textOf(events), answer);
      assert.ok(events.filter(({ name }) => name === 'delta').length > 3);
    });
  });
}
