import Type, { type Static } from 'typebox';
import { Closed } from '../http/schemas.ts';

const Question = Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' });
const AnswerText = Type.String({ minLength: 1, maxLength: 8_000, pattern: '\\S' });

export const Answers = Type.Object({
  answers: Type.Array(Type.Object({ question: Type.String(), answer: Type.String() })),
});
export const AnswersReplacement = Closed({
  answers: Type.Array(Closed({ question: Question, answer: AnswerText }), { maxItems: 2_000 }),
});

export type Answers = Static<typeof Answers>;
