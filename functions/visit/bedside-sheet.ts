import type { Reader } from '../platform/disclosure.ts';
import { disclosed } from '../platform/disclosure.ts';
import { decimal } from '../platform/quantity.ts';
import { lineInPlace, veinsKnown, type WithAccess } from '../referral/checks/vascular-access.ts';
import { dosedByWeight, orderedAmount } from '../referral/order/dose.ts';
import { lineCourseOf } from '../referral/order/line-course.ts';
import { readWeights } from '../referral/order/measurements.ts';
import { type DrugDue, dueAt, dueOrdered, visitTherapy } from '../referral/order/regimen.ts';
import { timedTherapy } from '../referral/order/timed-therapy.ts';
import { wholeName } from '../referral/person/name.ts';
import type { Submission } from '../referral/referral.ts';
import type { VisitFile } from '../scheduling/visit-file.ts';
import { accessFound, withAccess } from '../series/access-found.ts';
import { plansEnded, plansStanding } from '../series/care-plan.ts';
import { dayQuestions } from '../series/day-questions.ts';
import { isAhead, type Visit } from '../series/visit.ts';
import { entriesOf, type VisitRecord, visitRecord } from '../series/visit-record.ts';
import { visitView } from '../series/visit-view.ts';
import { proposeLines } from '../therapy/line-choice.ts';
import { isSelfGiven } from '../therapy/nurse-visits.ts';
import type { Therapy } from '../therapy/therapy.ts';
import type { BedsideSheet } from './bedside-view.ts';

/** What a sheet is made from: the file of a referral, from one query. */
export type BedsideFile = Pick<VisitFile, 'referral' | 'submission' | 'visits' | 'holds'> & {
  visit: Visit;
  /** The drugs of the visit that its authorization counts. */
  counted?: BedsideSheet['counted'];
};

type Recorded = { visit: Visit; record: VisitRecord };
type Sheet = Omit<BedsideSheet, keyof ReturnType<typeof visitView> | 'notKnown'>;

/** The visits that took place before this one or go on, with their records, oldest first. */
const recordedBefore = ({ visit, visits }: BedsideFile): Recorded[] =>
  visits
    .filter(
      (other) =>
        other.visitId !== visit.visitId &&
        (other.status === 'completed' || other.status === 'in-progress') &&
        other.startsAt <= visit.startsAt,
    )
    .sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1))
    .map((other) => ({ visit: other, record: visitRecord(other) }));

const drugOf = (
  { drug: { submission, therapy }, dose }: DrugDue,
  kind: 'first' | 'subsequent',
): NonNullable<Sheet['order']>['drugs'][number] => {
  const { order } = submission;
  const amount = therapy && dose.amount && orderedAmount(submission, therapy, dose.amount);
  const measure = therapy?.measure ?? 'mg';
  const minutes =
    dose.durationMinutes ?? (therapy && timedTherapy(therapy, submission).infusionMinutes[kind]);
  const { fastest } = therapy ?? {};
  return {
    drug: therapy?.name ?? order.drug,
    ...(dose.amount ? { dose: `${dose.amount.value} ${dose.amount.unit}` } : {}),
    ...(amount === undefined ? {} : { amount: { value: decimal(amount), unit: measure } }),
    ...(order.route ? { route: order.route } : {}),
    ...(minutes ? { minutes } : {}),
    ...(fastest?.minutes ? { atLeastMinutes: fastest.minutes } : {}),
    ...(fastest?.rate
      ? {
          fastest: {
            rate: fastest.rate,
            measure,
            perKilogram: fastest.of === 'amount-a-minute-per-kg',
            source: [fastest.source].flat().join('; '),
          },
        }
      : {}),
  };
};

const weightOrdered = (submission: Submission): NonNullable<Sheet['order']>['weightOrdered'] => {
  const [newest] = readWeights(submission);
  return (
    newest && {
      kilograms: newest.text,
      on: newest.on,
      ...(newest.stated ? { stated: true } : {}),
    }
  );
};

const weightMeasured = (before: readonly Recorded[]): Sheet['weightMeasured'] => {
  const weighed = before.findLast(({ record }) => record.weightKg !== undefined);
  return (
    weighed && {
      kilograms: weighed.record.weightKg as string,
      on: weighed.visit.on,
      visitId: weighed.visit.visitId,
    }
  );
};

const reactionsOf = (
  before: readonly Recorded[],
  { priorReaction }: Submission['order'],
): NonNullable<Sheet['reactions']> => [
  ...before
    .flatMap(({ visit, record }) =>
      record.reactions.map((reaction) => ({ ...reaction, visitId: visit.visitId })),
    )
    .reverse(),
  ...(priorReaction
    ? [
        {
          grade: priorReaction.grade,
          ...(priorReaction.on ? { on: priorReaction.on } : {}),
          ...(priorReaction.text ? { note: priorReaction.text } : {}),
        },
      ]
    : []),
];

const accessOf = (
  visit: Visit,
  known: Submission & WithAccess,
  therapy: Therapy | undefined,
  visits: readonly Visit[],
): Sheet['access'] => {
  if (therapy?.route === 'SC') return undefined;
  const lineType = lineInPlace(known);
  const { risk, because, score } = veinsKnown(known, visit.on);
  const found = accessFound(visits.filter(({ visitId }) => visitId !== visit.visitId));
  const last = found.at(-1);
  const worked = last?.worked === false ? found.findLast((one) => one.worked !== false) : undefined;
  return {
    ...(lineType ? { lineType } : {}),
    difficult: because.length > 0,
    risk,
    ...(score
      ? {
          score: {
            scale: score.scale,
            points: score.points,
            atMost: score.atMost,
            source: score.source,
          },
        }
      : {}),
    keepOff: [...(known.veins?.keepOff ?? [])],
    proposed: therapy ? proposeLines(lineCourseOf(known, therapy, visit.on)) : [],
    ...(last ? { last } : {}),
    ...(worked ? { lastThatWorked: worked } : {}),
  };
};

/** Of each topic what came of it last: what visits say, then what was said right of them. */
const taughtSoFar = (before: readonly Recorded[]): NonNullable<Sheet['taught']> => {
  const byTopic = new Map(
    before.flatMap(({ visit, record }) =>
      [...(visit.actual?.teachBack ?? []), ...record.teachBack].map(
        (one) =>
          [one.topic, { ...one, on: visit.on } as NonNullable<Sheet['taught']>[number]] as const,
      ),
    ),
  );
  return [...byTopic.values()];
};

const lastOf = (before: readonly Recorded[]): Sheet['last'] => {
  const last = before.at(-1);
  if (!last) return undefined;
  const { visit, record } = last;
  const { reactions: _, teachBack: __, ...rest } = record;
  const { infusionMinutes, doseComplete, amounts } = visit.actual ?? {};
  return {
    ...rest,
    visitId: visit.visitId,
    dose: visit.dose,
    on: visit.on,
    ...(infusionMinutes === undefined ? {} : { infusionMinutes }),
    ...(doseComplete === undefined ? {} : { doseComplete }),
    ...(amounts ? { amounts } : {}),
  };
};

const nextOf = ({ visit, visits }: BedsideFile): Sheet['next'] => {
  const [next] = visits
    .filter((other) => isAhead(other) && other.startsAt > visit.startsAt)
    .sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
  return next && { visitId: next.visitId, dose: next.dose, startsAt: next.startsAt };
};

/** What a sheet may not have, and how that is said. */
const unknowns: readonly {
  code: string;
  says: string;
  is: (sheet: Sheet, file: BedsideFile) => boolean;
}[] = [
  {
    code: 'allergies',
    says: 'Nobody has said whether there are allergies: ask before the drug is given.',
    is: (_, { submission }) => submission.allergies === undefined,
  },
  {
    code: 'asked',
    says: 'Nobody has asked today of fever, infection, pregnancy, new medicine, hospital and vaccines.',
    is: (_, { visit }) =>
      dayQuestions.some((question) => visitRecord(visit).asked?.[question] === undefined),
  },
  {
    code: 'interpreter',
    says: 'Nobody has said whether an interpreter is needed.',
    is: (_, { submission: { patient } }) =>
      patient.interpreter === undefined && patient.language !== 'en',
  },
  {
    code: 'weight-ordered',
    says: 'The order has no weight, and the dose goes by it.',
    is: ({ order }) => order?.byWeight === true && !order.weightOrdered,
  },
  {
    code: 'weight-measured',
    says: 'No visit has weighed the patient.',
    is: ({ weightMeasured }) => !weightMeasured,
  },
  {
    code: 'dose-amount',
    says: 'What the dose comes to is not known for each drug: ask the pharmacy.',
    is: ({ order }) =>
      order === undefined ||
      order.drugs.length === 0 ||
      order.drugs.some(({ amount }) => amount === undefined),
  },
  {
    code: 'volume',
    says: 'Volume and concentration are on the label of the pharmacy; neither order nor catalogue has them.',
    is: ({ order }) => order?.drugs.every(({ amount }) => amount?.unit === 'mL') !== true,
  },
  {
    code: 'rate-steps',
    says: 'Steps of the rate are not in the order: ask the pharmacy or the prescriber.',
    is: () => true,
  },
  {
    code: 'premedication',
    says: 'The order says nothing of premedication.',
    is: (_, { submission }) => submission.order.premedications === undefined,
  },
  {
    code: 'reaction-orders',
    says: 'The order has no orders for a reaction.',
    is: (_, { submission }) => submission.order.reactionOrders !== true,
  },
  {
    code: 'reactions',
    says: 'No reaction is on record; who gave earlier doses elsewhere may know of one.',
    is: ({ reactions = [] }, { submission }) =>
      reactions.length === 0 && submission.order.firstDose === false,
  },
  {
    code: 'access',
    says: 'Nobody has looked at the veins yet.',
    is: ({ access }) => access !== undefined && !access.last && !access.score,
  },
  {
    code: 'lots',
    says: 'The last visit has no lot on record.',
    is: ({ last }) => last !== undefined && last.lots === undefined,
  },
  {
    code: 'taught',
    says: 'No visit has asked back what was taught.',
    is: ({ taught = [] }) => taught.length === 0,
  },
];

/**
 * The sheet of a visit: whom it is for, what is given, and what every visit before it left on record. A
 * drug that is given under the skin has no access.
 */
export const bedsideSheet = (file: BedsideFile, see: Reader): BedsideSheet => {
  const { visit, visits, holds, referral } = file;
  const submission = withAccess(file.submission, visits, holds);
  const { patient, order, allergies } = submission;
  const therapy = visitTherapy(visit.therapyId, order, referral.policy);
  const before = recordedBefore(file);
  const kind = visit.dose === 1 && order.firstDose !== false ? 'first' : 'subsequent';
  const due =
    therapy && isSelfGiven(therapy, visit.setting)
      ? dueOrdered(submission)
      : dueAt(submission, visit.dose, visit.idealOn);
  const weight = weightOrdered(submission);
  const measured = weightMeasured(before);
  const access = accessOf(visit, submission, therapy, visits);
  const last = lastOf(before);
  const next = nextOf(file);
  const ended = plansEnded(holds).filter((plan) => visit.on >= plan.ended.from);
  const whole: Sheet = {
    patient: disclosed(see, {
      name: {
        name: wholeName(patient.name),
        language: patient.language,
        ...(patient.interpreter === undefined ? {} : { interpreter: patient.interpreter }),
      },
      identity: { birthDate: patient.birthDate, sex: patient.sex },
      contact: {
        ...(patient.phone ? { phone: patient.phone } : {}),
        ...(patient.guardian ? { guardian: patient.guardian } : {}),
        ...(patient.emergencyContact ? { emergencyContact: patient.emergencyContact } : {}),
      },
      clinical: allergies === undefined ? {} : { allergies },
    }),
    ...disclosed(see, {
      therapy: {
        therapy: { name: therapy?.name ?? order.drug, firstDose: kind === 'first' },
      },
      order: {
        order: {
          drugs: due.map((one) => drugOf(one, kind)),
          byWeight: dosedByWeight(therapy, order),
          ...(weight ? { weightOrdered: weight } : {}),
          premedications: order.premedications ?? [],
          reactionOrders: order.reactionOrders ?? false,
        },
        ...(access ? { access } : {}),
        ...(file.counted ? { counted: file.counted } : {}),
        topics: [...(therapy?.educationTopics ?? [])],
      },
      clinical: {
        ...(measured ? { weightMeasured: measured } : {}),
        taught: taughtSoFar(before),
      },
      notes: {
        plans: plansStanding(holds, visit.on),
        ...(ended.length > 0 ? { plansEnded: ended } : {}),
        reactions: reactionsOf(before, order),
        ...(last ? { last } : {}),
        entries: entriesOf(visit),
      },
    }),
    ...(next ? { next } : {}),
  };
  return {
    ...visitView(visit),
    ...whole,
    notKnown: unknowns
      .filter(({ is }) => is(whole, file))
      .map(({ code, says }) => ({ code, says })),
  };
};
