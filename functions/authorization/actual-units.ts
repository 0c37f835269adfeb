import type { Complaint } from '../platform/errors.ts';
import { decimal, micro, type Quantity, unitsCovering } from '../platform/quantity.ts';
import type { LedgerEntry, Line } from './authorization.ts';
import { amountAtDose, drawsOn, unitsAtDose } from './line-units.ts';
import { findServiceRule } from './service-codes.ts';

/** What a nurse records of a visit that was given. */
export type VisitGiven = {
  dose: number;
  /** Minutes that the drug ran. */
  infusionMinutes: number;
  /** Of the whole visit, where the nurse wrote down when it ended; not by when it was recorded. */
  visitMinutes?: number | undefined;
  amounts: readonly AmountGiven[];
};

/** Of a drug by its billing code: what the patient got, and what of opened vials was thrown away. */
export type AmountGiven = {
  code: string;
  given: Quantity;
  discarded?: Quantity | undefined;
};

type TakenOfLine = NonNullable<LedgerEntry['taken']>[number];

/** Add-on services that are billed by the time that was spent; the others once, however long it took. */
const byTheTime: ReadonlySet<string> = new Set(['96361', '96366', '96415']);
/** The same by the time of the nurse. */
const byTheVisit = '99602';

const isDrug = ({ kind, dose }: Line): boolean => kind === 'drug' && dose !== undefined;

/** The drugs that are counted of a dose, each by its billing code, with what is planned of it. */
export const drugsCounted = (
  lines: readonly Line[],
  dose: number,
): { code: string; planned: Quantity }[] =>
  lines
    .filter((line) => isDrug(line) && drawsOn(line, dose))
    .map((line) => ({
      code: line.code,
      planned: { value: decimal(amountAtDose(line, dose)), unit: line.dose?.unit ?? '' },
    }));

/**
 * The units of an amount of a drug. What was thrown away counts where the payer authorizes it, and is
 * billed with modifier JW; none thrown away is JZ. Source: CMS discarded drugs policy, one of the two
 * from 1 July 2023.
 */
const unitsOfAmount = (
  { dose }: Line,
  { given, discarded }: AmountGiven,
): Pick<TakenOfLine, 'units' | 'discarded'> => {
  if (!dose?.perUnit) return { units: 1 };
  const size = micro(dose.perUnit);
  const amount = micro(given.value);
  const administered = Number(unitsCovering(amount, size));
  const left = discarded && dose.withWaste ? micro(discarded.value) : 0n;
  const wasted = Math.max(0, Number(unitsCovering(amount + left, size)) - administered);
  return { units: administered + wasted, ...(wasted > 0 ? { discarded: wasted } : {}) };
};

const takenOfDrug = (line: Line, { dose, amounts }: VisitGiven): TakenOfLine[] => {
  const amount = amounts.find(({ code }) => code === line.code);
  if (!amount || !isDrug(line)) return [];
  const counted = unitsOfAmount(line, amount);
  const isAsPlanned =
    counted.units === unitsAtDose(line, dose) &&
    counted.discarded === undefined &&
    micro(amount.given.value) === amountAtDose(line, dose);
  if (isAsPlanned) return [];
  return [{ sequence: line.sequence, ...counted, amount: decimal(micro(amount.given.value)) }];
};

/** Hours beyond the first count as they were; of several drugs nobody knows which of them ran on. */
const takenOfTime = (line: Line, lines: readonly Line[], visit: VisitGiven): TakenOfLine[] => {
  // Of a drug whose billing code changes within the course, this dose has one line.
  const drugs = lines.filter((one) => one.kind === 'drug' && drawsOn(one, visit.dose));
  const { infusionMinutes, visitMinutes } = visit;
  const isTimed =
    byTheTime.has(line.code) || (line.code === byTheVisit && visitMinutes !== undefined);
  if (drugs.length !== 1 || !isTimed) return [];
  const units = findServiceRule(line.code).unitsPerVisit({
    infusionMinutes,
    visitMinutes: visitMinutes ?? 0,
  });
  return units === unitsAtDose(line, visit.dose) ? [] : [{ sequence: line.sequence, units }];
};

/** What the visit took of the lines of its authorization, as far as it is not what was planned. */
export const takenAtVisit = (lines: readonly Line[], visit: VisitGiven): TakenOfLine[] =>
  lines.flatMap((line) => [...takenOfDrug(line, visit), ...takenOfTime(line, lines, visit)]);

/**
 * Amounts that cannot be counted: of a drug that the visit does not give, one that is told twice, or in
 * another measure than it is ordered in.
 */
export const amountComplaints = (
  lines: readonly Line[],
  { dose, amounts }: Pick<VisitGiven, 'dose' | 'amounts'>,
): Complaint[] =>
  amounts.flatMap(({ code, given, discarded }, index): Complaint[] => {
    const drugs = lines.filter((line) => isDrug(line) && drawsOn(line, dose));
    const line = drugs.find((one) => one.code === code);
    const isFirst = amounts.findIndex((one) => one.code === code) === index;
    const pointer = `/amounts/${index}`;
    if (!line || !isFirst)
      return [
        {
          pointer: `${pointer}/code`,
          detail: line ? 'is told twice' : 'is no drug that the visit is authorized for',
          fix: `The drugs of the visit are: ${drugs.map((one) => one.code).join(', ')}.`,
        },
      ];
    const unit = line.dose?.unit ?? '';
    return [
      ['given', given] as const,
      ...(discarded ? [['discarded', discarded] as const] : []),
    ].flatMap(([name, quantity]) =>
      quantity.unit === unit
        ? []
        : [
            {
              pointer: `${pointer}/${name}/unit`,
              detail: 'is not the measure of the drug',
              fix: `Give it in ${unit}.`,
            },
          ],
    );
  });
