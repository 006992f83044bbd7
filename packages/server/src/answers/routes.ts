import { findChatbot } from '../http/find-chatbot.ts';
import { change } from '../http/idempotency.ts';
import { IdParams } from '../http/schemas.ts';
import type { TypedApp } from '../http/typed-app.ts';
import type { Store } from '../store/store.ts';
import { readAnswers } from './read-answers.ts';
import { replaceAnswers } from './replace-answers.ts';
import { Answers, AnswersReplacement } from './schemas.ts';

const tags = ['Answers'];

export function answerRoutes(app: TypedApp, store: Store): void {
  app.get(
    '/chatbots/:id/answers',
    {
      config: { scope: 'read', permission: 'view' },
      schema: {
        tags,
        summary: 'Show what a chatbot can answer',
        params: IdParams('bot'),
        response: { 200: Answers },
      },
    },
    async (request) => {
      const { caller } = request;
      const { id } = await findChatbot(store.read, caller, request.params.id, 'view');
      return readAnswers(store.read, caller.organizationId, id);
    },
  );
  app.put(
    '/chatbots/:id/answers',
    {
      config: { scope: 'chatbots:write', permission: 'edit' },
      schema: {
        tags,
        summary: 'Replace what a chatbot can answer',
        params: IdParams('bot'),
        body: AnswersReplacement,
        response: { 200: Answers },
      },
    },
    (request) =>
      change(store, request, (tx) => replaceAnswers(tx, request.caller, request.params.id, request.body)),
  );
}
