/**
 * The payer's side could not take the interchange in: a TA1 or a 999 that rejects it. Nothing of the
 * request was decided, or seen by anybody. `message` holds codes and places, never content.
 */
export class RejectedInterchange extends Error {
  override name = 'RejectedInterchange';
}
