import { systems } from '../../fhir/elements.ts';
import { wholeDate } from '../../fhir/values.ts';
import type { NotUnderstood } from '../not-understood-words.ts';
import { namesUnknownProduct } from '../order/drug.ts';
import { nextAfter } from '../order/next-dose.ts';
import { nextDoseSaid } from '../order/next-dose-words.ts';
import type { Order } from '../referral.ts';
import type { BundleReading, PlacedResource } from './bundle.ts';
import { readDrug } from './medication.ts';

type Drug = ReturnType<typeof readDrug>;
type Request = PlacedResource<'MedicationRequest'>;
type Given = PlacedResource<'MedicationAdministration'>;

const codesOf = ({ named: { hcpcs, ndc, rxnorm } }: Drug): string[] => [
  ...hcpcs.map((code) => `hcpcs ${code}`),
  ...ndc.map((code) => `ndc ${code}`),
  ...rxnorm.map((code) => `rxnorm ${code}`),
];

const wordsOf = ({ named }: Drug): string[] =>
  named.words.map((word) => word.toLowerCase().replace(/\s+/g, ' '));

const sharesOne = (some: readonly string[], others: readonly string[]): boolean =>
  some.some((one) => others.includes(one));

/**
 * Whether two drugs are the same: by their therapies where the catalogue knows them, else by a code or
 * a name that both have. That nobody knows either of them makes them neither the same nor different.
 */
export const sameDrug = (one: Drug, other: Drug): 'same' | 'different' | 'unclear' => {
  if (one.therapy && other.therapy)
    return one.therapy.id === other.therapy.id ? 'same' : 'different';
  if (sharesOne(codesOf(one), codesOf(other)) || sharesOne(wordsOf(one), wordsOf(other)))
    return 'same';
  const isUnclear = (drug: Drug): boolean => !drug.name || namesUnknownProduct(drug.named);
  if (isUnclear(one) || isUnclear(other)) return 'unclear';
  return one.therapy || other.therapy ? 'different' : 'unclear';
};

/** What became of an administration; the patient has had of the drug where it was begun. */
const begun = ['completed', 'stopped', 'in-progress', 'on-hold'];
const notGiven = ['not-done', 'entered-in-error'];

const dayOf = ({ resource }: Given): string | undefined =>
  wholeDate(resource.effectiveDateTime ?? resource.effectivePeriod?.start);

/** The administrations of the ordered drug that were begun, the oldest first; accounts for each. */
const dosesBegun = (reading: BundleReading, { resource: order }: Request): Given[] => {
  const ordered = readDrug(reading, order);
  const given = reading.all('MedicationAdministration').filter(({ at, resource }) => {
    const { status = '' } = resource;
    if (notGiven.includes(status)) reading.leave(at, 'was not given');
    else {
      const same = sameDrug(ordered, readDrug(reading, resource));
      if (same === 'different') reading.pass(at, 'is of another drug');
      else if (same === 'unclear')
        reading.doubt(at, 'may be of the ordered drug or of another one');
      else if (begun.includes(status)) {
        reading.use(at, 'doses given before');
        return true;
      } else reading.doubt(at, 'does not say whether it was given');
    }
    return false;
  });
  return given.sort((a, b) => ((dayOf(a) ?? '') < (dayOf(b) ?? '') ? -1 : 1));
};

type History = Pick<Order, 'firstDose' | 'lastDoseOn' | 'stoppedDoseOn'> & {
  asked: NotUnderstood[];
  /** The days of the doses given before, where each was given whole on a day that is known. */
  days: string[];
};

/** One day for each dose; none where a dose was stopped, or its day is not known. */
const daysOf = (given: readonly Given[]): string[] => {
  const isKnown = given.every((one) => dayOf(one) && one.resource.status !== 'stopped');
  return isKnown ? [...new Set(given.flatMap((one) => dayOf(one) ?? []))] : [];
};

/**
 * Doses given before, of the ordered drug: by administrations, or said outright. An order that says
 * that this is the first dose beside one that was given is asked back.
 */
export const historyOf = (reading: BundleReading, order: Request): History => {
  const stated = order.resource.extension ?? [];
  const given = dosesBegun(reading, order);
  const lastDoseOn =
    given.map(dayOf).findLast((day) => day !== undefined) ??
    wholeDate(stated.find(({ url }) => url === systems.lastDose)?.valueDate);
  const firstDose = stated.find(({ url }) => url === systems.firstDose)?.valueBoolean;
  const stopped = given.filter(({ resource }) => resource.status === 'stopped').map(dayOf);
  const stoppedDoseOn = stopped.findLast((day) => day !== undefined);
  const told = stoppedDoseOn ? { stoppedDoseOn } : {};
  if (given.length === 0 && !lastDoseOn)
    return { ...(firstDose === undefined ? {} : { firstDose }), asked: [], days: [] };
  if (firstDose !== true)
    return {
      firstDose: false,
      ...(lastDoseOn ? { lastDoseOn } : {}),
      ...told,
      asked: [],
      days: daysOf(given),
    };
  const why = 'says that this is the first dose, and a dose given before is told of beside it';
  return { ...told, asked: [{ about: 'history', at: order.at, why }], days: [] };
};

/**
 * With which dose the course goes on: as the order says in its own words or its extension, else after
 * the doses given before, where they are those with which the course begins. Two that say another
 * number are asked about.
 */
export const nextDoseFrom = (
  { at, resource }: Request,
  { course, days }: { course: Partial<Order>; days: readonly string[] },
): Pick<Order, 'nextDose' | 'firstDose'> & { asked: NotUnderstood[] } => {
  const instructions = resource.dosageInstruction ?? [];
  const ofDrug = instructions.flatMap(({ text = '' }) => text || []);
  const beside = [
    ...instructions.flatMap(({ patientInstruction = '' }) => patientInstruction || []),
    ...(resource.note ?? []).flatMap(({ text = '' }) => text || []),
  ];
  const inWords = [
    ...ofDrug.flatMap((text) => nextDoseSaid(text, 'instruction') ?? []),
    ...beside.flatMap((text) => nextDoseSaid(text, 'note') ?? []),
  ];
  const coded = (resource.extension ?? [])
    .filter(({ url }) => url === systems.nextDose)
    .flatMap(({ valueInteger, valuePositiveInt }) => valueInteger ?? valuePositiveInt ?? []);
  const order = course as Order;
  const said = [...new Set([...coded, ...inWords])];
  const counted = said.length > 0 ? undefined : nextAfter(order, days, undefined);
  const [nextDose = counted] = said;
  const isFirst = (resource.extension ?? []).some(
    ({ url, valueBoolean }) => url === systems.firstDose && valueBoolean === true,
  );
  const isOdd = (number: number): boolean =>
    number < 1 || number > 400 || days.length >= number || (number > 1 && isFirst);
  if (said.length > 1 || (nextDose !== undefined && isOdd(nextDose)))
    return {
      asked: [
        {
          about: 'history',
          at,
          ...(inWords.length > 0
            ? { words: [...ofDrug, ...beside].join(' | ').slice(0, 300) }
            : {}),
          why: 'names the number of the next dose, and another source speaks against it',
        },
      ],
    };
  return nextDose === undefined || nextDose === 1
    ? { asked: [] }
    : { nextDose, firstDose: false, asked: [] };
};
