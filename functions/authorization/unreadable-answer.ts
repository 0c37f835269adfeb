/** The body is not an answer to a request. `message` is a code. */
export class UnreadableAnswer extends Error {
  override name = 'UnreadableAnswer';
}
