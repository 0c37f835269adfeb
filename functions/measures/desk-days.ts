import { deskZone } from '../hold/hold-clock.ts';
import { localDate } from '../platform/zoned-time.ts';

/** The day of an instant where the desk is. */
export const dayAt = (instant: string): string => localDate(instant, deskZone);

/** Its month. */
export const monthAt = (instant: string): string => dayAt(instant).slice(0, 7);
