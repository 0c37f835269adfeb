import type { HoldClock, HoldReason } from './hold-reasons.ts';
import type { Stage } from './stage.ts';

/** Where the workflow goes on: a stage, or what is no stage of the one that waits. */
type Resume =
  | Stage
  /** The workflow ends. */
  | 'close'
  /** A renewal begins, or it is settled that there is none. */
  | 'renewal'
  | 'no-renewal'
  /** What has become possible of a series is booked, or it is settled that nothing more is. */
  | 'series'
  | 'no-series'
  /** The place of the doses to come is chosen anew, then what pays for them and their visits. */
  | 'placement'
  | 'same-stage';

export type Action = {
  /** What the person chooses; a verb. */
  action: string;
  says: string;
  resume: Resume;
  /** Set when the action ends the referral. */
  closeReason?: string;
  /** With `resume: 'Await resolution'`: the reason of the wait that follows, and its clock where the reason has none. */
  thenReason?: string;
  thenWithin?: Exclude<HoldClock, 'given'>;
  /** Fields that must come with the action, named as in the resolution body. */
  needs?: readonly string[];
  /** A clinical decision: a clinician's alone, whoever else the hold was escalated to. */
  clinical?: true;
  /** The word of the practice itself: nobody of our staff gives it. */
  ofPractice?: true;
};

/** To end the referral, and why it is closed then. */
export const close = (closeReason: string, says: string): Action => ({
  action: 'close',
  says,
  resume: 'close',
  closeReason,
});

/**
 * What may be done about the reasons of one room, which names them; functions/worklist/all-actions.ts
 * puts them together, and the compiler sees that none is without.
 */
export type Actions = Readonly<Partial<Record<HoldReason, readonly Action[]>>>;
