import type { Reader } from '../platform/disclosure.ts';

/** A row of a list of referrals, as far as its reader is shown it. */
export const shownInList = <Row extends { therapyId?: unknown }>(
  { therapyId, ...row }: Row,
  see: Reader,
): Omit<Row, 'therapyId'> & Pick<Row, 'therapyId'> =>
  ({ ...row, ...(see('therapy') && therapyId !== undefined ? { therapyId } : {}) }) as Row;
