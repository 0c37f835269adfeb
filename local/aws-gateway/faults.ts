/**
 * What the embedded database never does and AWS does: another transaction holds the item, too many
 * calls, or the answer is lost after the write was applied.
 */
export type Fault = 'conflict' | 'throttle' | 'lost-response';
export type FaultPlan = { next(caller: string, operation: string): Fault | undefined };
