/**
 * What the embedded database never does and AWS does: another transaction holds the item, too many
 * calls, or the answer is lost after the write was applied. `overtaken`: somebody wrote what the last
 * part of a transaction is about since it was read.
 */
export type Fault = 'conflict' | 'throttle' | 'lost-response' | 'overtaken';
export type FaultPlan = { next(caller: string, operation: string): Fault | undefined };
