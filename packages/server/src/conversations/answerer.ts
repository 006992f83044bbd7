/** Whose question it is, and when to stop answering. */
export interface QuestionContext {
  readonly chatbotId: string;
  readonly organizationId: string;
  /** Aborted when nobody needs the reply any more, or when it took too long. */
  readonly signal: AbortSignal;
}

/** Whatever answers visitors: the built-in search, or a language model. */
export interface Answerer {
  /** @returns the reply piece by piece, in the order in which it is written */
  reply(question: string, context: QuestionContext): AsyncIterable<string>;
}
