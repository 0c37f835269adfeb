import { conceptWords } from '../../fhir/elements.ts';
import { shortened, wholeDate } from '../../fhir/values.ts';

import { namesOf } from '../drug.ts';
import type { NotUnderstood } from '../not-understood-words.ts';
import type { Order, Submission } from '../referral.ts';
import { alertsFrom } from './alerts.ts';
import type { BundleReading, PlacedResource } from './bundle.ts';
import { courseFrom } from './course.ts';
import { lineFrom, routeFrom } from './dosage.ts';
import { historyOf, nextDoseFrom } from './doses-given.ts';
import { productFrom, readDrug } from './medication.ts';
import { remarksFrom } from './order-remarks.ts';
import { toldElsewhere } from './prose.ts';
import { isForReaction, isInfused, isPremedication, isTakenOtherwise } from './roles.ts';
import { forbiddenServices, reactionProtocols, tiedServices } from './services.ts';
import { dosesSupplied, endedValidity, pastCourse } from './supply.ts';
import type { PlacedDosage } from './timing.ts';

type Request = PlacedResource<'MedicationRequest'>;

const ended = (request: Request): boolean =>
  ['stopped', 'completed', 'cancelled'].includes(request.resource.status ?? '');

/** Told by the patient or somebody else, as a drug that is taken: no order of this practice. */
const reported = ({ resource }: Request): boolean =>
  resource.reportedBoolean === true || resource.reportedReference !== undefined;

/** Orders that stand beside the drug's own: ordered, and not held back. */
const ordered = (request: Request): boolean =>
  !reported(request) &&
  /order$/.test(request.resource.intent ?? 'order') &&
  ['active', 'draft'].includes(request.resource.status ?? 'active');

const asNeeded = ({ resource }: Request): boolean =>
  (resource.dosageInstruction ?? []).some(
    (dosage) => dosage.asNeededBoolean === true || dosage.asNeededCodeableConcept !== undefined,
  );

/**
 * The request that is the order, among those that are no premedication: one for a drug that the
 * catalogue knows, else one whose drug is infused, else any. A premedication is the order only
 * where nothing else is, and none of those ended that it may have stood beside (`premedicates`).
 */
const findOrders = (
  reading: BundleReading,
  live: readonly Request[],
  premedicates: readonly Request[],
): readonly Request[] => {
  const isKnown = (one: Request) =>
    readDrug(reading, one.resource).therapy !== undefined && !isTakenOtherwise(one);
  const regular = live.filter((one) => !asNeeded(one));
  // An infusion that is ordered as needed is the order where no other is; its days are asked for.
  const asAsked = live.filter((one) => isKnown(one) && isInfused(one));
  const isMain = (one: Request) => isKnown(one) || !isPremedication(reading, one);
  const steady = regular.some(isMain) || asAsked.length === 0 ? regular : asAsked;
  const known = steady.filter(isKnown);
  // One that is only told of, planned or proposed is the order only where no other is.
  const inForce = known.filter(ordered);
  if (known.length > 0) return inForce.length > 0 ? inForce : known;
  // The one that could not be read may be the infusion drug; another must not stand in for it.
  if (reading.isUnread('MedicationRequest')) return [];
  const unknown = steady.filter((one) => !isPremedication(reading, one));
  const [first] = [
    ...unknown.filter((one) => ordered(one) && isInfused(one)),
    ...unknown.filter((one) => ordered(one) && !isTakenOtherwise(one)),
    ...unknown,
    ...(premedicates.some(isKnown) ? [] : steady),
  ];
  return first ? [first] : [];
};

/** The medication requests of a bundle by the part they play in the order. */
export const sortRequests = (reading: BundleReading) => {
  const requests = reading.all('MedicationRequest');
  const prior = requests.filter(ended);
  const inForce = requests.filter(
    (one) => !ended(one) && one.resource.status !== 'entered-in-error',
  );
  const replaced = inForce.flatMap(
    (one) => reading.get('MedicationRequest', one.resource.priorPrescription) ?? [],
  );
  const live = inForce.filter(({ at }) => !replaced.some((one) => one.at === at));
  for (const { at } of replaced) reading.leave(at, 'was replaced by another order');
  const main = findOrders(reading, live, prior);
  if (main.length === 0 && !reading.isUnread('MedicationRequest')) {
    const over = prior.find((one) => readDrug(reading, one.resource).therapy !== undefined);
    if (over)
      reading.complain(
        `${over.at}.status`,
        'says that this order has ended, and no other is there',
        'Send an order that is active.',
      );
    else
      reading.complain(
        'Bundle.entry',
        'holds no MedicationRequest for an infusion drug',
        'Add the order as a MedicationRequest.',
      );
  }
  const others = live.filter((one) => ordered(one) && !main.includes(one));
  // A medicine that the patient takes anyway is no part of the order.
  const beside = others.filter((one) => isPremedication(reading, one) || asNeeded(one));
  const alsoInfused = [
    ...main.slice(1),
    ...others.filter((one) => !beside.includes(one) && isInfused(one)),
  ];
  return { order: main[0], beside, prior, alsoInfused, replaced };
};

/** Premedication and reaction orders: other drugs of the bundle, regular or as needed. */
const besideOrders = (
  reading: BundleReading,
  beside: readonly Request[],
): Pick<Order, 'premedications' | 'reactionOrders'> => {
  const names = (requests: readonly Request[]) =>
    requests.flatMap((one) => {
      const dosage = one.resource.dosageInstruction?.[0]?.text;
      const { name } = readDrug(reading, one.resource);
      return name ? [[name, dosage].filter(Boolean).join(', ').slice(0, 200)] : [];
    });
  const premedications = names(beside.filter((one) => !asNeeded(one))).slice(0, 20);
  const againstReaction = beside.some((one) => asNeeded(one) && isForReaction(reading, one));
  return {
    ...(premedications.length > 0 ? { premedications } : {}),
    ...(againstReaction || reactionProtocols(reading).length > 0 ? { reactionOrders: true } : {}),
  };
};

/** Another drug to be infused that is no part of this order: asked about, never dropped. */
const askAboutOthers = (reading: BundleReading, others: readonly Request[]): NotUnderstood[] =>
  others.slice(0, 5).map((one) => {
    const { name } = readDrug(reading, one.resource);
    return {
      about: 'drug',
      at: one.at,
      ...(name ? { words: name.slice(0, 300) } : {}),
      why: 'is another drug to be infused, and is neither this order nor its premedication',
    };
  });

/**
 * When the order was signed: an active order with a requester is signed when it was authored, or
 * when a Provenance of it carries a signature. A day without a time counts from noon, which is
 * the same day everywhere in the United States; so does one whose time has no zone. What is no day is
 * no signature, and the rules ask for one.
 */
const signedAtOf = (reading: BundleReading, order: Request): string | undefined => {
  const { status, requester, authoredOn } = order.resource;
  if (status !== 'active') return undefined;
  const signature = reading
    .all('Provenance')
    .filter(({ resource }) =>
      (resource.target ?? []).some(
        (target) => reading.get('MedicationRequest', target)?.at === order.at,
      ),
    )
    .flatMap(({ resource }) => resource.signature ?? [])[0]?.when;
  const when = signature ?? (requester ? authoredOn : undefined);
  if (!when) return undefined;
  const on = wholeDate(when);
  const isInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/.test(
    when,
  );
  return on && (isInstant ? when : `${on}T12:00:00Z`);
};

/** Complains of a request that is no order in force: its status, its intent, who it is from. */
const checkInForce = (reading: BundleReading, order: Request): void => {
  const { at, resource } = order;
  const { status = '', intent } = resource;
  if (!['active', 'draft', 'on-hold'].includes(status))
    reading.complain(`${at}.status`, 'is not an order in force', 'Send an order that is active.');
  if (intent && !/order$/.test(intent))
    reading.complain(`${at}.intent`, 'is not an order', 'Send intent "order".');
  if (reported(order))
    reading.complain(
      `${at}.${resource.reportedBoolean ? 'reportedBoolean' : 'reportedReference'}`,
      'says that somebody told of this drug, not that it is ordered',
      'Send the order itself.',
    );
};

const placedDosages = ({ at, resource }: Request): PlacedDosage[] =>
  (resource.dosageInstruction ?? []).map((dosage, index) => ({
    at: `${at}.dosageInstruction[${index}]`,
    dosage,
  }));

/** When the service that is tied to the order should begin. */
const serviceStart = (reading: BundleReading, order: Request): string | undefined =>
  tiedServices(reading, order)
    .map(
      ({ resource: { occurrenceDateTime, occurrencePeriod, occurrenceTiming } }) =>
        occurrenceDateTime ??
        occurrencePeriod?.start ??
        occurrenceTiming?.repeat?.boundsPeriod?.start,
    )
    .find((when) => when !== undefined);

/** A service that begins after the first day that the instructions name: one of them is wrong. */
const otherStart = (
  reading: BundleReading,
  order: Request,
  placed: readonly PlacedDosage[],
): NotUnderstood[] => {
  const service = wholeDate(serviceStart(reading, order));
  const named = placed
    .flatMap(({ dosage: { timing } }) => [
      ...(timing?.event ?? []),
      timing?.repeat?.boundsPeriod?.start,
    ])
    .flatMap((day) => wholeDate(day) ?? [])
    .sort();
  // An order that goes on since long names a day that is past.
  return service && named[0] && named[0] >= reading.asOf && service > named[0]
    ? [
        {
          about: 'timing',
          at: `${placed[0]?.at}.timing`,
          words: `${named[0]}; the service from ${service}`,
          why: 'names a first day before the service begins',
        },
      ]
    : [];
};

/** When the therapy begins: by its instructions, the order's validity, or the service asked for. */
const startFrom = (
  reading: BundleReading,
  order: Request,
  timing: ReturnType<typeof courseFrom>,
): string | undefined => {
  const service = serviceStart(reading, order);
  return (
    timing.startOn ??
    wholeDate(order.resource.dispenseRequest?.validityPeriod?.start) ??
    wholeDate(service)
  );
};

/** What an order says of its drug and its reason, which its instructions may repeat. */
const ownWords = (reading: BundleReading, { resource }: Request): string[] => {
  const { named, therapy } = readDrug(reading, resource);
  return [
    ...named.words,
    ...(therapy ? namesOf(therapy) : []),
    ...(resource.reasonCode ?? []).flatMap(conceptWords),
  ];
};

/** Doses that an order may ask for; one with more is read as one that goes on. */
const mostDoses = 400;

/** How much is given and when: amounts, rhythm, number, start, duration, and what is not understood. */
const courseOf = (
  reading: BundleReading,
  order: Request,
  placed: readonly PlacedDosage[],
): Partial<Order> => {
  const { notUnderstood, ...course } = courseFrom(placed, ownWords(reading, order));
  const timing = { ...course, notUnderstood };
  const startOn = startFrom(reading, order, timing);
  const supplied = () =>
    dosesSupplied(order, {
      intervalDays: course.frequency?.intervalDays,
      startOn: timing.startOn,
    });
  const doses = course.phases ? undefined : (course.doses ?? supplied());
  return {
    ...course,
    ...(doses !== undefined && doses <= mostDoses ? { doses } : {}),
    ...(startOn ? { startOn } : {}),
    notUnderstood,
  };
};

const siteAt = (placed: readonly PlacedDosage[], at: string): string =>
  shortened(
    placed
      .filter((one) => at.startsWith(one.at))
      .flatMap(({ dosage }) => conceptWords(dosage.site))
      .join(' | '),
    300,
  );

/** The order, from its MedicationRequest and what stands beside it. */
export const orderFrom = (
  reading: BundleReading,
  {
    order,
    beside,
    alsoInfused,
  }: { order: Request; beside: readonly Request[]; alsoInfused: readonly Request[] },
): Order => {
  checkInForce(reading, order);
  const product = productFrom(reading, order.resource);
  const placed = placedDosages(order);
  const routes: NotUnderstood[] = [];
  const route = routeFrom(placed, (at, why) => routes.push({ about: 'route', at, why }));
  const { notUnderstood: asked = [], ...course } = courseOf(reading, order, placed);
  const { asked: ofHistory, days, ...history } = historyOf(reading, order);
  const { asked: ofNext, ...next } = nextDoseFrom(order, { course, days });
  const lineType = lineFrom(placed, (at, why) =>
    routes.push({ about: 'route', at, words: siteAt(placed, at), why }),
  );
  const notUnderstood = [
    ...asked,
    ...routes,
    ...ofHistory,
    ...ofNext,
    ...askAboutOthers(reading, alsoInfused),
    ...endedValidity(reading, order),
    ...pastCourse(reading, placed),
    ...otherStart(reading, order, placed),
    ...alertsFrom(reading, order),
    ...remarksFrom(
      order,
      {
        placed,
        order: course,
        services: tiedServices(reading, order),
        usualMinutes: readDrug(reading, order.resource).therapy?.infusionMinutes.subsequent ?? 0,
      },
      ownWords(reading, order),
    ),
    ...forbiddenServices(reading),
    ...toldElsewhere(reading, ownWords(reading, order)),
  ].slice(0, 40);
  const signedAt = signedAtOf(reading, order);
  return {
    ...product,
    ...(route ? { route } : {}),
    ...course,
    ...(notUnderstood.length > 0 ? { notUnderstood } : {}),
    ...(signedAt ? { signedAt } : {}),
    ...history,
    ...next,
    ...besideOrders(reading, beside),
    ...(lineType ? { lineType } : {}),
  };
};

/** Drugs that were tried before, with the reason they ended. */
export const priorTherapiesFrom = (
  reading: BundleReading,
  prior: readonly Request[],
): Submission['priorTherapies'] =>
  prior.slice(0, 30).flatMap((one) => {
    const { name } = readDrug(reading, one.resource);
    const outcome = conceptWords(one.resource.statusReason)[0];
    return name
      ? [{ drug: name.slice(0, 100), ...(outcome ? { outcome: outcome.slice(0, 200) } : {}) }]
      : [];
  });
