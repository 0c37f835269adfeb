import { inWords } from '../platform/complaint-words.ts';
import { Refusal } from '../platform/errors.ts';
import type { Therapy } from '../therapy/therapy.ts';
import { lookUpTherapy } from '../therapy/therapy-catalogue.ts';
import { pumpWhy, setsPump } from './checks/pump-words.ts';
import { underItsCode } from './facts/result-names.ts';
import { submissionFromBundle } from './fhir/submission-from-bundle.ts';
import { NativeSubmission, nativeComplaints } from './native-submission.ts';
import { type NotUnderstood, totalWhy } from './not-understood-words.ts';
import { hasLostPart, phasesOf } from './order/course.ts';
import { findTherapy, namedIn, namesOf } from './order/drug.ts';
import { nextDoseSaid, withoutNextDose } from './order/next-dose-words.ts';
import { separateSuffix } from './person/name.ts';
import type { Phase } from './phase.ts';
import type { InfusedDrug, Order, Submission } from './referral.ts';
import {
  amountOfEach,
  amountsOfOtherMeasure,
  contradictsDose,
  meanTheSame,
} from './sig/agreement.ts';
import { careIn, careWhy, withoutCare } from './sig/care.ts';
import { minutesInWords } from './sig/duration.ts';
import { readSig } from './sig/sig.ts';
import { startSaid } from './sig/start.ts';

/** A submission as it came in; a bundle's own identifier tells a repeated one. */
type Received = { submission: Submission; bundleKey?: string };

const isBundle = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && Object.hasOwn(body, 'resourceType');

/** The parts of a course, the loading dose in all of them but the last; undefined where there is no other. */
const loaded = (phases: Phase[], { loadingDose }: Order): Phase[] | undefined => {
  if (!loadingDose) return phases;
  return phases.length < 2
    ? undefined
    : phases.map((phase, part) =>
        part < phases.length - 1 ? { ...phase, dose: loadingDose } : phase,
      );
};

/**
 * The doses of an order's fields, where its words count doses too: not of a course that goes on, of
 * which both may count other ones, nor where words name single days, which may be the loading alone.
 */
const dosesToCompare = (
  { doses, firstDose, nextDose = 1 }: Order,
  said: readonly Phase[],
): number | undefined => {
  const last = said.at(-1);
  return firstDose !== false && nextDose === 1 && (last?.every ?? last?.weekdays)
    ? doses
    : undefined;
};

/** Whether a drug runs on without a pause, for so many days: then each is one of its days. */
const runsOn = (words: string, { dose, doses }: Order): boolean =>
  doses !== undefined &&
  /\bcontinuous(?:ly)?\b/i.test(words) &&
  !/\bover \d/i.test(words) &&
  /\/(?:h|hr|min)$/.test(dose?.unit ?? '');

/** The order with what its words say of the days; words and fields must agree. */
const readWords = (order: Order, therapy: Therapy | undefined): Order => {
  const words = order.sig;
  if (words === undefined) return order;
  const sig = readSig(withoutCare(withoutNextDose(words, 'instruction')), {
    also: [...(namedIn(order).words ?? []), ...(therapy ? namesOf(therapy) : [])],
  });
  const { phases, frequency, dose, loadingDose } = order;
  const others = [loadingDose, ...(phases ?? []).map((phase) => phase.dose)];
  const each =
    sig.outcome === 'read' && sig.amounts && dose && !phases && !frequency && !loadingDose
      ? amountOfEach(sig.amounts, dose)
      : undefined;
  const ask = (about: NotUnderstood['about'], why: string): NotUnderstood => ({
    about,
    at: '/order/sig',
    words: words.slice(0, 300),
    why,
  });
  const notUnderstood: NotUnderstood[] = [];
  if (setsPump(words)) notUnderstood.push(ask('instruction', pumpWhy));
  const care = careIn(words).join(' ');
  if (care) notUnderstood.push({ ...ask('remark', careWhy), words: care.slice(0, 300) });
  const said = nextDoseSaid(words, 'instruction');
  if (said !== undefined && order.nextDose !== undefined && said !== order.nextDose)
    notUnderstood.push(ask('history', 'names another number of the next dose than the fields'));
  const isBegun = said !== undefined && said > 1 && order.firstDose === undefined;
  const next =
    said === undefined ? {} : { nextDose: said, ...(isBegun ? { firstDose: false } : {}) };
  const saidMinutes = minutesInWords(words, therapy?.measure === 'unit');
  const minutes = order.durationMinutes ?? saidMinutes;
  const runs = [minutes, ...(phases ?? []).map((phase) => phase.durationMinutes)];
  if (saidMinutes !== undefined && !runs.includes(saidMinutes))
    notUnderstood.push(ask('duration', 'names another duration than the fields'));
  const startOn = order.startOn ?? startSaid([words]);
  if (order.startOn !== undefined && order.startOn !== (startSaid([words]) ?? order.startOn))
    notUnderstood.push(ask('timing', 'names another first day than the fields'));
  const asking = (): Order => ({
    ...order,
    ...(startOn === undefined ? {} : { startOn }),
    ...(minutes === undefined ? {} : { durationMinutes: minutes }),
    ...next,
    ...(notUnderstood.length > 0 ? { notUnderstood } : {}),
  });
  if (
    dose &&
    contradictsDose(
      words,
      dose,
      [...others, ...(each ?? [])].filter((one) => one !== undefined),
    )
  )
    notUnderstood.push(ask('dose', 'names another amount than the fields'));
  else if (dose && amountsOfOtherMeasure(words, dose).length > 0)
    notUnderstood.push(ask('total', totalWhy));
  if (phases || frequency) {
    const told = phasesOf({ ...order, firstDose: undefined }, undefined);
    if (sig.outcome === 'read' && !meanTheSame(told, sig.phases, dosesToCompare(order, sig.phases)))
      notUnderstood.push(ask('timing', 'says one thing in words and another in its fields'));
    if (sig.outcome === 'unclear' && !sig.settles?.(told.at(-1) as Phase))
      notUnderstood.push(ask('timing', `has its days in fields, but ${sig.why}`));
    return asking();
  }
  if (sig.outcome === 'silent' && runsOn(words, order))
    return { ...asking(), phases: [{ days: [0], every: { value: 1, unit: 'd' } }] };
  if (sig.outcome === 'read' && each) {
    const parts = sig.phases.map((phase, part) => ({ ...phase, dose: each[part] }));
    return { ...asking(), dose: each.at(-1), phases: parts };
  }
  if (sig.outcome === 'read') {
    const parts = loaded(sig.phases, order);
    if (parts) return { ...asking(), phases: parts };
    notUnderstood.push(ask('dose', 'does not say which days have the loading dose'));
  } else
    notUnderstood.push(
      ask(
        'timing',
        `names no days that can be read${sig.outcome === 'unclear' ? `: ${sig.why}` : ''}`,
      ),
    );
  return asking();
};

/** The order with what is to be asked where a part of it goes on, and another one follows. */
const asked = (order: Order): Order => ({
  ...order,
  notUnderstood: [
    ...(order.notUnderstood ?? []),
    {
      about: 'timing',
      at: '/order/phases',
      why: 'has a part without an end, and another after it',
    },
  ],
});

/** One drug of an order with its therapy, and with what its words say of the days. */
const readDrug = (named: Order): Order => {
  const therapy = named.therapyId ? lookUpTherapy(named.therapyId) : findTherapy(namedIn(named));
  const read = readWords(named, therapy);
  const order = hasLostPart(named.phases ?? []) ? asked(read) : read;
  return therapy && !order.therapyId ? { ...order, therapyId: therapy.id } : order;
};

/** Another drug of the order: at each of its visits, or on days of its own, never both. */
const readInfused = (drug: InfusedDrug, index: number): InfusedDrug => {
  const { eachVisit, ...named } = drug;
  const at = `/order/alsoInfused/${index}`;
  const read = readDrug(named);
  const twice = eachVisit && (named.frequency ?? named.phases ?? named.sig ?? named.doses);
  const notUnderstood = [
    ...(read.notUnderstood ?? []).map((one) => ({ ...one, at: one.at.replace('/order', at) })),
    ...(twice
      ? [
          {
            about: 'timing' as const,
            at,
            why: 'is given at every visit of the order, and has days of its own',
          },
        ]
      : []),
  ];
  return {
    ...read,
    ...(eachVisit === undefined ? {} : { eachVisit }),
    ...(notUnderstood.length > 0 ? { notUnderstood } : {}),
  };
};

/** The native form of a body, with every complaint at once. */
export const readNative = (body: unknown): Submission => {
  const parsed = NativeSubmission.safeParse(body, { error: inWords });
  if (!parsed.success)
    throw new Refusal(422, 'submission-invalid', 'The referral cannot be read as sent.', {
      errors: nativeComplaints(parsed.error),
    });
  const { patient } = parsed.data;
  const order = readDrug(parsed.data.order);
  const { alsoInfused } = order;
  return {
    ...parsed.data,
    observations: parsed.data.observations.map(underItsCode),
    patient: { ...patient, name: separateSuffix(patient.name) },
    order: alsoInfused ? { ...order, alsoInfused: alsoInfused.map(readInfused) } : order,
  };
};

/**
 * Reads a referral, as a FHIR bundle or in the native form. `asOf` is the day of its receipt in the
 * desk's zone: of names, addresses and numbers with a period the ones in force then are taken.
 *
 * @throws Refusal 422 with every problem when it cannot be read.
 */
export const readSubmission = (body: unknown, contentType: string, asOf: string): Received => {
  if (contentType !== 'application/fhir+json' && !isBundle(body))
    return { submission: readNative(body) };
  const mapped = submissionFromBundle(body, asOf);
  if (mapped.outcome === 'refused')
    throw new Refusal(422, 'bundle-invalid', 'The bundle cannot be read as a referral.', {
      errors: mapped.problems,
    });
  return mapped;
};
