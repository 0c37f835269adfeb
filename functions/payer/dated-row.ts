import type { LineOfBusiness } from './decision-clock.ts';

/** Whom a row of clocks or of rungs is for, and from which day through which it holds. */
export type DatedRow = {
  lineOfBusiness: readonly LineOfBusiness[];
  /** Drug lines only, service lines only, or both. */
  benefit: 'drug' | 'service' | 'any';
  /** First and last day on which it holds, in the payer's zone. */
  from: string;
  through?: string | undefined;
};

/** Whether a row of a payer's entry holds on a day of the payer, first and last day included. */
export const isInForce = ({ from, through }: Pick<DatedRow, 'from' | 'through'>, on: string) =>
  from <= on && (through === undefined || on <= through);

/** Whether a row is for this line of business and benefit, and holds on this day of the payer. */
export const holdsFor = (
  row: DatedRow,
  {
    lineOfBusiness,
    benefit,
    on,
  }: { lineOfBusiness: LineOfBusiness; benefit: 'drug' | 'service'; on: string },
): boolean =>
  row.lineOfBusiness.includes(lineOfBusiness) &&
  (row.benefit === 'any' || row.benefit === benefit) &&
  isInForce(row, on);

/** Whether a row holds wherever and whenever another does: read before it, it leaves it nothing. */
export const coversRow = (row: DatedRow, other: DatedRow): boolean =>
  (row.benefit === 'any' || row.benefit === other.benefit) &&
  other.lineOfBusiness.every((line) => row.lineOfBusiness.includes(line)) &&
  row.from <= other.from &&
  (row.through === undefined || (other.through !== undefined && other.through <= row.through));
