import { conceptWords } from '../../fhir/elements.ts';
import { shortened, wholeDate } from '../../fhir/values.ts';

import type { NotUnderstood } from '../not-understood-words.ts';
import type { InfusedDrug, Order, Submission } from '../referral.ts';
import { alertsFrom } from './alerts.ts';
import type { BundleReading, PlacedResource } from './bundle.ts';
import { lineFrom, routeFrom } from './dosage.ts';
import { historyOf, nextDoseFrom, sameDrug } from './doses-given.ts';
import { hospitalStay } from './living.ts';
import { productFrom, readDrug } from './medication.ts';
import { courseOf, otherStart, ownWords, placedDosages } from './order-course.ts';
import { remarksFrom } from './order-remarks.ts';
import { toldElsewhere } from './prose.ts';
import { isAtEachVisit, splitRegimen } from './regimen.ts';
import { isForReaction, isInfused, isPremedication, isTakenOtherwise } from './roles.ts';
import { forbiddenServices, reactionProtocols, tiedServices } from './services.ts';
import { endedValidity, pastCourse } from './supply.ts';
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
  // An infusion that is ordered as needed is the order where no other is; its days are asked for. So is
  // a drug of the catalogue of which nothing else is said: what is given before it is not the order.
  const asNeededToo = live.filter((one) => isKnown(one));
  const infused = asNeededToo.filter(isInfused);
  const asAsked = infused.length > 0 ? infused : asNeededToo;
  const isMain = (one: Request) => isKnown(one) || !isPremedication(reading, one);
  const steady = regular.some(isMain) || asAsked.length === 0 ? regular : asAsked;
  const known = steady.filter(isKnown);
  // One that is only told of, planned or proposed is the order only where no other is.
  const inForce = known.filter(ordered);
  if (known.length > 0) return inForce.length > 0 ? inForce : known;
  // The one that could not be read, or is not to be given, may be the drug; another must not stand in for it.
  if (reading.isUnread('MedicationRequest') || reading.forbidden().some(isKnown)) return [];
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
    if (reading.forbidden().length > 0) reading.refuseForbidden();
    else if (over)
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
  const further = [
    ...main.slice(1),
    ...others.filter((one) => !beside.includes(one) && isInfused(one)),
  ];
  const { order, together, apart } = splitRegimen(reading, main[0], further);
  return { order, together, beside, prior, alsoInfused: apart, replaced };
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

/** What a drug is called before its strength and form; nothing where it has no name. */
const firstWord = ({ name = '' }: { name?: string | undefined }): string =>
  /^[a-z-]+/.exec(name.toLowerCase())?.[0] ?? '';

/**
 * Drugs that are not to be given. One that is ordered or taken all the same is a clinician's to read; of
 * others the clinician is told.
 */
const forbiddenDrugs = (reading: BundleReading): NotUnderstood[] => {
  const given = reading.all('MedicationRequest').filter((one) => !ended(one));
  const isGiven = (drug: ReturnType<typeof readDrug>): boolean =>
    given.some(({ resource }) => {
      const other = readDrug(reading, resource);
      return sameDrug(drug, other) === 'same' || firstWord(drug) === firstWord(other);
    });
  return reading.forbidden().flatMap((one): NotUnderstood[] => {
    if (ended(one) || one.resource.status === 'entered-in-error') {
      reading.leave(one.at, 'asks no more that a drug is not given');
      return [];
    }
    reading.use(one.at, 'what must not be given');
    const drug = readDrug(reading, one.resource);
    return [
      {
        about: !drug.name || isGiven(drug) ? 'instruction' : 'remark',
        at: `${one.at}.doNotPerform`,
        words: shortened(drug.named.words.join(' | ') || 'a drug without a name', 300),
        why: 'says that this is not to be given',
      },
    ];
  });
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

const siteAt = (placed: readonly PlacedDosage[], at: string): string =>
  shortened(
    placed
      .filter((one) => at.startsWith(one.at))
      .flatMap(({ dosage }) => conceptWords(dosage.site))
      .join(' | '),
    300,
  );

type Stood = { lineType?: Order['lineType'] };

/** One drug that is ordered: product, route, course and history, with what is not understood of it. */
const drugFrom = (reading: BundleReading, order: Request): Partial<Order> & Stood => {
  const placed = placedDosages(order);
  const routes: NotUnderstood[] = [];
  const route = routeFrom(placed, (at, why) => routes.push({ about: 'route', at, why }));
  const { notUnderstood: asked = [], ...course } = courseOf(reading, order, placed);
  const { asked: ofHistory, days, ...history } = historyOf(reading, order);
  const { asked: ofNext, ...next } = nextDoseFrom(order, { course, days });
  const lineType = lineFrom(placed, (at, why) =>
    routes.push({ about: 'route', at, words: siteAt(placed, at), why }),
  );
  return {
    ...productFrom(reading, order.resource, route),
    ...(route ? { route } : {}),
    ...course,
    notUnderstood: [
      ...asked,
      ...routes,
      ...ofHistory,
      ...ofNext,
      ...endedValidity(reading, order),
      ...pastCourse(reading, placed),
      ...otherStart(reading, order, placed),
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
    ],
    ...history,
    ...next,
    ...(lineType ? { lineType } : {}),
  };
};

/** Another drug of the regimen; its start and its line are those of the order. */
const infusedFrom = (reading: BundleReading, request: Request): InfusedDrug => {
  checkInForce(reading, request);
  const { startOn: _, lineType: __, notUnderstood = [], ...drug } = drugFrom(reading, request);
  const eachVisit = isAtEachVisit(reading, request);
  const asked = notUnderstood
    .filter(({ about }) => !(eachVisit && about === 'timing'))
    .slice(0, 40);
  return {
    drug: 'not named',
    ...drug,
    ...(eachVisit ? { eachVisit } : {}),
    ...(asked.length > 0 ? { notUnderstood: asked } : {}),
  };
};

/** SNOMED CT: a nurse, professional, registered or of infusions. */
const nurses: readonly string[] = ['106292003', '224535009'];
/** SNOMED CT: the patient, or who cares for them; these are the usual ones, and say nothing new. */
const usualGivers: readonly string[] = ['116154003', '133932002'];
const nurseWords = /\bnurse\b|\bRN\b/i;
const usualWords = /\b(patient|self|care ?giver|carer|parent|family|spouse)\b/i;

/** Who is meant to give the doses, where the order says it; words that say something else are told. */
const giverFrom = ({ at, resource: { performerType } }: Request) => {
  const codes = (performerType?.coding ?? []).flatMap(({ code }) => code ?? []);
  const words = conceptWords(performerType);
  const isUsual =
    codes.some((code) => usualGivers.includes(code)) || words.some((one) => usualWords.test(one));
  const isNurse =
    codes.some((code) => nurses.includes(code)) || words.some((one) => nurseWords.test(one));
  const isSaid = codes.length + words.length > 0;
  return {
    ...(isNurse && !isUsual ? { nurseGives: true } : {}),
    asked:
      isSaid && isNurse === isUsual
        ? [
            {
              about: 'remark' as const,
              at: `${at}.performerType`,
              words: shortened([...words, ...codes].join(' | '), 300),
              why: 'says who is to give the doses, in words that are not understood',
            },
          ]
        : [],
  };
};

type Parts = Record<'together' | 'beside' | 'alsoInfused', readonly Request[]> & {
  order: Request;
};

/** The order, from its MedicationRequest and what stands beside it. */
export const orderFrom = (
  reading: BundleReading,
  { order, together, beside, alsoInfused }: Parts,
): Order => {
  checkInForce(reading, order);
  const { notUnderstood: asked = [], ...drug } = drugFrom(reading, order);
  const { asked: ofGiver, ...giver } = giverFrom(order);
  const notUnderstood = [
    ...asked,
    ...ofGiver,
    ...askAboutOthers(reading, alsoInfused),
    ...alertsFrom(reading, order),
    ...forbiddenServices(reading),
    ...forbiddenDrugs(reading),
    ...hospitalStay(reading, drug.startOn),
    ...toldElsewhere(reading, ownWords(reading, order)),
  ].slice(0, 40);
  const signedAt = signedAtOf(reading, order);
  return {
    drug: 'not named',
    ...drug,
    ...giver,
    ...(notUnderstood.length > 0 ? { notUnderstood } : {}),
    ...(signedAt ? { signedAt } : {}),
    ...besideOrders(reading, beside),
    ...(together.length > 0
      ? { alsoInfused: together.map((one) => infusedFrom(reading, one)) }
      : {}),
  };
};

/** Drugs that were tried before, with the reason they ended. */
export const priorTherapiesFrom = (
  reading: BundleReading,
  prior: readonly Request[],
): Submission['priorTherapies'] => {
  // Many systems tell of what was taken by statements alone.
  const stated = reading
    .all('MedicationStatement')
    .filter(({ resource: { status = '' } }) => ['completed', 'stopped'].includes(status));
  const told = [
    ...prior.map(({ resource }) => ({ resource, reason: resource.statusReason })),
    ...stated.map(({ resource }) => ({ resource, reason: resource.statusReason?.[0] })),
  ].flatMap(({ resource, reason }) => {
    const drug = readDrug(reading, resource).name?.slice(0, 100);
    const outcome = conceptWords(reason)[0]?.slice(0, 200);
    return drug ? [{ drug, ...(outcome ? { outcome } : {}) }] : [];
  });
  return told
    .filter(
      ({ drug }, at) => at < prior.length || !told.slice(0, at).some((one) => one.drug === drug),
    )
    .slice(0, 30);
};
