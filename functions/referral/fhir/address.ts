import type * as z from 'zod';
import { type FhirAddress, holdsOn } from '../../fhir/elements.ts';
import { shortened, wholeDate } from '../../fhir/values.ts';
import { Address, isPostBox } from '../../platform/address.ts';
import type { PatientClaimed } from '../referral.ts';

type Sent = z.infer<typeof FhirAddress>;

const uses = ['home', 'temp', undefined, 'work', 'billing'];

/** Lines that say something; what goes beyond three stands on the third. */
const linesOf = ({ line = [] }: Sent): string[] => {
  const said = line.map((part) => part.trim()).filter(Boolean);
  return said.length > 3 ? [...said.slice(0, 2), said.slice(2).join(', ')] : said;
};

/** An address for a time that is told is where the patient is in that time. */
const isForNow = ({ use, period }: Sent): boolean =>
  use === 'temp' && period?.start !== undefined && wholeDate(period.end) !== undefined;

/** Where people live before where only mail goes, then by use. */
const preference = (sent: Sent): number => {
  if (isForNow(sent)) return -1;
  const isMailOnly = sent.type === 'postal' || isPostBox({ line: linesOf(sent) });
  const use = uses.indexOf(sent.use);
  return (isMailOnly ? uses.length + 1 : 0) + (use < 0 ? uses.length : use);
};

const partsAsSent = (sent: Sent): PatientClaimed['addressAsSent'] => ({
  ...(linesOf(sent).length > 0 ? { line: linesOf(sent).map((one) => shortened(one, 100)) } : {}),
  ...(sent.city?.trim() ? { city: shortened(sent.city.trim(), 60) } : {}),
  ...(sent.state?.trim() ? { state: shortened(sent.state.trim(), 60) } : {}),
  ...(sent.postalCode?.trim() ? { postalCode: shortened(sent.postalCode.trim(), 60) } : {}),
});

/**
 * Where the patient is: of the addresses in force the one that people live at. One that lacks a part,
 * or has a part that cannot be read, is kept as sent, and the rules ask for that part.
 */
export const addressFrom = (
  addresses: readonly Sent[] = [],
  asOf: string,
): Pick<PatientClaimed, 'address' | 'addressAsSent' | 'addressUntil'> => {
  const [chosen] = addresses
    .filter((one) => holdsOn(one, asOf))
    .sort((a, b) => preference(a) - preference(b));
  if (!chosen) return {};
  const { city, state, postalCode } = chosen;
  const read = Address.safeParse({ line: linesOf(chosen), city, state, postalCode });
  const until = isForNow(chosen) ? wholeDate(chosen.period?.end) : undefined;
  return {
    ...(read.success ? { address: read.data } : { addressAsSent: partsAsSent(chosen) }),
    ...(until ? { addressUntil: until } : {}),
  };
};
