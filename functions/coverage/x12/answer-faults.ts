/** The payer asks to try later; nothing is wrong with the question. */
export class AskLater extends Error {
  override name = 'AskLater';
}

/** The payer cannot answer us at all until someone looks at the set-up; `message` is its code. */
export class NotAnswered extends Error {
  override name = 'NotAnswered';
}
