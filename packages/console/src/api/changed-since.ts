/** Not done, for somebody has changed or removed the same thing meanwhile: it would undo what they did, too. */
export class ChangedSince extends Error {
  constructor() {
    super('changed since');
    this.name = 'ChangedSince';
  }
}
