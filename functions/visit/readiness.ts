import type { Authorization } from '../authorization/authorization.ts';
import { shortfalls } from '../authorization/ledger.ts';
import { isAskedAnew } from '../authorization/renewal-rules.ts';
import { isBeyondCoverage, isHeardTooLongAgo } from '../coverage/covered-day.ts';
import type { Eligibility } from '../coverage/eligibility.ts';
import { isPayingConfirmed } from '../hold/decisions.ts';
import { type Hold, isOpen } from '../hold/hold.ts';
import { findCompetencyNeeds, missingCompetencies } from '../network/competency-rules.ts';
import { instantToMinute, opening, type Span } from '../network/days.ts';
import type { Nurse, Site } from '../network/network.ts';
import { siteOpening } from '../network/site-hours.ts';
import type { Determination, Reason } from '../platform/determination.ts';
import { micro } from '../platform/quantity.ts';
import { holdsUp } from '../referral/checks/findings.ts';
import { checkScreening, notTakenAnew } from '../referral/checks/screening-checks.ts';
import { dosedByWeight } from '../referral/order/dose.ts';
import { readWeights } from '../referral/order/measurements.ts';
import { drugsOf } from '../referral/order/regimen.ts';
import type { Referral, Submission } from '../referral/referral.ts';
import { dutyOn } from '../scheduling/calendars.ts';
import { withAccess } from '../series/access-found.ts';
import { type PlanMade, planNeeds, plansStanding } from '../series/care-plan.ts';
import { isClearanceEnded } from '../series/clearance.ts';
import { planDoses } from '../series/dose-plan.ts';
import type { Series } from '../series/series.ts';
import { saysDied, saysUnwell } from '../series/suspension.ts';
import { isAhead, totalMinutes, type Visit } from '../series/visit.ts';
import { visitRecord } from '../series/visit-record.ts';
import { isSelfGiven } from '../therapy/nurse-visits.ts';
import { policyOf, type Therapy } from '../therapy/therapy.ts';
import { keepsVisits } from './access-review.ts';
import { isOverdue, type Moment } from './moments.ts';
import { findOrderHold, isOfOrder, isOrdered } from './order-accepted.ts';
import { isTenthApart } from './unusual-values.ts';

/** What readiness looks at, as it stands now. */
export type ReadinessFacts = {
  visit: Visit;
  referral: Referral;
  submission: Submission;
  series?: Series | undefined;
  holds: readonly Hold[];
  therapy: Therapy | undefined;
  authorization: Authorization | undefined;
  /** Every authorization of the referral, as far as they are known here. */
  authorizations?: readonly Authorization[] | undefined;
  eligibility: Eligibility | undefined;
  site: Site | undefined;
  nurses: readonly Nurse[];
  /** Whether the nurse's or the site's calendar has the visit. */
  onCalendar: boolean;
  /** Every visit of the referral, and the time it is looked at. */
  visits: readonly Visit[];
  now: Date;
};

export type Gate = {
  code: string;
  /** What is asked for, as read when it lacks. */
  text: string;
  source: string;
  lacks: (facts: ReadinessFacts) => boolean;
};

const afterReaction = 'CTCAE v5, reaction table: after grade 3 the prescriber says how doses go on';
const gateSource = 'a visit is confirmed and reminded only when everything it needs is there';

/** Whether the visit lies within the hours of the day, as far as there are any. */
const isWithin = ({ startsAt, endsAt }: Visit, hours: Span | undefined): boolean =>
  hours !== undefined &&
  hours.from <= instantToMinute(startsAt) &&
  instantToMinute(endsAt) <= hours.to;

/** Whether one or another of these is there from the beginning of a stretch to its end. */
const isCovered = ({ from, to }: Span, there: readonly Span[]): boolean =>
  [...there]
    .sort((a, b) => a.from - b.from)
    .reduce((until, one) => (one.from <= until ? Math.max(until, one.to) : until), from) >= to;

const nurseReady = (facts: ReadinessFacts): boolean => {
  const { visit, nurses, therapy, site } = facts;
  if (!therapy || !site) return false;
  const known = withAccess(facts.submission, facts.visits, facts.holds);
  const needs = findCompetencyNeeds(therapy, known, visit.on, visit.setting);
  if (!visit.nurseId) {
    const duty = dutyOn({ site, nurses }, needs, visit.on).filter(({ competent }) => competent);
    return isCovered(
      { from: instantToMinute(visit.startsAt), to: instantToMinute(visit.endsAt) },
      duty,
    );
  }
  const nurse = nurses.find(({ nurseId }) => nurseId === visit.nurseId);
  return (
    nurse !== undefined &&
    isWithin(visit, opening(nurse.shifts, nurse.awayOn, nurse.zone)(visit.on)) &&
    missingCompetencies(nurse, needs, visit.on).length === 0
  );
};

/** Whether local policy asks for a longer watch than was booked; where doses are self-given none is. */
const isTooShort = (
  { dose, minutes, setting }: Visit,
  therapy: Therapy | undefined,
  { order }: Submission,
): boolean => {
  if (therapy?.policyVersion === undefined || isSelfGiven(therapy, setting)) return false;
  const kind = dose === 1 && order.firstDose !== false ? 'first' : 'subsequent';
  return minutes.observation < therapy.observationMinutes[kind];
};

/** Whether a result that is taken anew before this dose is not there since the dose before. */
const isNotTakenAnew = ({
  visit,
  submission,
  therapy,
  visits,
}: Pick<ReadinessFacts, 'visit' | 'submission' | 'therapy' | 'visits'>): boolean => {
  const { firstDose, nextDose, lastDoseOn } = submission.order;
  const before = visits.filter(({ dose, status }) => dose < visit.dose && status !== 'cancelled');
  const after =
    before
      .map(({ on }) => on)
      .sort()
      .at(-1) ?? lastDoseOn;
  const begun = firstDose === false ? nextDose : 1;
  // Of a course that went on elsewhere nobody knows the number: intake has asked.
  if (begun === undefined) return false;
  return notTakenAnew({ submission, therapy }, { dose: begun + visit.dose - 1, after }).length > 0;
};

/** The plans of clinicians after a reaction that stand on the day of the visit. */
const plansOf = ({ visit, holds }: ReadinessFacts): PlanMade[] => plansStanding(holds, visit.on);

/** Whether the visit is shorter than a dose takes as a clinician wants it after a reaction. */
const isShorterThanPlanned = (facts: ReadinessFacts): boolean => {
  const { visit, visits, holds, therapy, series, submission } = facts;
  const { ratePercent, extraMinutes } = planNeeds(plansOf(facts));
  if (!therapy || (ratePercent === 100 && extraMinutes === 0)) return false;
  const known = withAccess(submission, visits, holds);
  const plan = { submission: known, therapy, setting: visit.setting, series };
  const planned = planDoses(plan, visit.on).find(({ number }) => number === visit.dose);
  return planned !== undefined && totalMinutes(planned.minutes) > totalMinutes(visit.minutes);
};

/** Whether the last weight taken at a visit is another than the one that the dose goes by. */
const isWeightOther = ({ visit, visits, submission, therapy }: ReadinessFacts): boolean => {
  const [ordered] = readWeights(submission);
  if (!ordered || !dosedByWeight(therapy, submission.order)) return false;
  const weighed = visits
    .filter(({ startsAt }) => startsAt < visit.startsAt)
    .sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1))
    .flatMap((one) => {
      const { weightKg } = visitRecord(one);
      return weightKg === undefined ? [] : [{ weightKg, on: one.on }];
    })
    .at(-1);
  return (
    weighed !== undefined &&
    weighed.on > ordered.on &&
    isTenthApart(ordered.micro, micro(weighed.weightKg))
  );
};

/** The lack that a coordinator is asked about for all visits of the referral. */
export const payerChanged = 'payer-changed';

/** The lack that a clinician is asked about before all others. */
export const clearanceEnded = 'clearance-ended';

/** What a visit needs, in the order shown. */
export const gates: readonly Gate[] = [
  {
    code: 'order-not-active',
    text: 'The order is not active, or is for another therapy now.',
    source: gateSource,
    lacks: ({ visit, referral }) => !isOfOrder(visit, referral),
  },
  {
    code: 'order-not-accepted',
    text: 'The order was changed, or is being looked at, and nobody has accepted it yet.',
    source: gateSource,
    lacks: ({ holds }) => findOrderHold(holds) !== undefined,
  },
  {
    code: 'dose-not-ordered',
    text: 'The order has fewer doses now, and not this one.',
    source: gateSource,
    lacks: (facts) => !isOrdered(facts.visit, facts),
  },
  {
    code: 'order-incomplete',
    text: 'The order lacks something, or a safety check blocks it.',
    source: 'hold taxonomy H01, H05',
    lacks: ({ referral }) => referral.findings.some(holdsUp),
  },
  {
    code: clearanceEnded,
    text: 'A check had stopped the order, and what a clinician cleared does not cover this visit.',
    source: 'hold taxonomy H05',
    lacks: (facts) => isClearanceEnded(facts.visit, facts),
  },
  {
    code: 'earlier-visit-unrecorded',
    text: 'An earlier dose is over, and nobody has recorded whether it was given.',
    source: gateSource,
    lacks: ({ visit, visits, now }) =>
      visits.some(
        (earlier) =>
          earlier.dose < visit.dose &&
          (isAhead(earlier) || earlier.status === 'in-progress') &&
          isOverdue(earlier, now),
      ),
  },
  {
    code: 'not-authorized',
    text: 'The authorization does not cover the day or the units of the visit, or is asked for anew.',
    source: 'hold taxonomy H24, H26, H27',
    lacks: ({ visit, authorization, authorizations = [] }) =>
      visit.authorizationId !== undefined &&
      (authorization?.status !== 'approved' ||
        isAskedAnew(authorizations, visit.authorizationId) ||
        authorization.ledger[visit.visitId]?.state !== 'reserved' ||
        shortfalls(authorization, [visit]).some(({ lacks }) => lacks !== 'grant')),
  },
  {
    code: 'coverage-ended',
    text: 'The coverage ends before the visit, as the payer said last.',
    source: 'hold taxonomy H09',
    lacks: ({ visit, eligibility, holds }) => isBeyondCoverage(visit, eligibility, holds),
  },
  {
    code: 'coverage-unconfirmed',
    text: 'The payer has not confirmed the coverage for two months, or not in this year of the plan: it did not answer, or it says that the member is not covered.',
    source: 'hold taxonomy H09',
    lacks: ({ visit, eligibility, now }) => isHeardTooLongAgo(visit, eligibility, now),
  },
  {
    code: payerChanged,
    text: 'Another payer covers the patient now than the one that authorized the visit.',
    source: 'hold taxonomy H10',
    lacks: ({ authorization, eligibility, holds }) =>
      authorization !== undefined &&
      eligibility !== undefined &&
      authorization.payerId !== eligibility.payerId &&
      !isPayingConfirmed(holds, eligibility.checkedAt),
  },
  {
    code: 'nurse-not-ready',
    text: 'The nurse is away, or no longer current in all that is asked.',
    source: 'hold taxonomy H31',
    lacks: (facts) => !nurseReady(facts),
  },
  {
    code: 'access-open',
    text: 'An earlier visit found no line that suits, and no clinician has said how to go on.',
    source: 'own rule; a drug that harms veins does not run through what is there',
    lacks: ({ holds }) => keepsVisits(holds),
  },
  {
    code: 'place-not-held',
    text: 'The calendar of the nurse or the site does not have the visit.',
    source: gateSource,
    lacks: ({ onCalendar }) => !onCalendar,
  },
  {
    code: 'site-closed',
    text: 'The site is closed at that time.',
    source: gateSource,
    lacks: ({ site, visit }) =>
      !site || (site.setting !== 'home' && !isWithin(visit, siteOpening(site)(visit.on))),
  },
  {
    code: 'home-not-suitable',
    text: 'The home was found unsuitable.',
    source: 'hold taxonomy H32',
    lacks: ({ visit, submission }) =>
      visit.setting === 'home' && submission.placement?.homeSuitable === false,
  },
  {
    code: 'setting-not-allowed',
    text: 'Local policy does not allow the therapy, or its first dose, in this setting any more.',
    source: gateSource,
    lacks: ({ visit, therapy, submission }) =>
      therapy?.policyVersion !== undefined &&
      (therapy.settings[visit.setting].status === 'not-usual' ||
        (visit.setting === 'home' &&
          visit.dose === 1 &&
          submission.order.firstDose !== false &&
          therapy.firstDoseHome.value === 'no')),
  },
  {
    code: 'watched-too-short',
    text: 'Local policy asks for a longer watch after the dose than the visit has.',
    source: gateSource,
    lacks: ({ visit, therapy, submission }) => isTooShort(visit, therapy, submission),
  },
  {
    code: 'patient-unwell',
    text: 'It was written or told that the patient may be unwell, and no clinician has spoken with them yet.',
    source: 'education moments: fever, infection, pregnancy or a new medicine: call first',
    lacks: ({ visit, holds }) => holds.some((hold) => isOpen(hold) && saysUnwell(hold, visit)),
  },
  {
    code: 'death-reported',
    text: 'We were told that the patient has died, and nobody has made sure of it yet.',
    source: 'own rule: a family is called by a person, and no nurse comes to a door in mourning',
    lacks: ({ holds }) => holds.some(saysDied),
  },
  {
    code: 'plan-place',
    text: 'After a reaction a clinician wants doses to be given in another place.',
    source: afterReaction,
    lacks: (facts) => !planNeeds(plansOf(facts)).allows(facts.visit.setting),
  },
  {
    code: 'plan-too-short',
    text: 'After a reaction a clinician wants a slower or longer visit than this one is: move it.',
    source: afterReaction,
    lacks: isShorterThanPlanned,
  },
  {
    code: 'weight-changed',
    text: 'The last visit weighed the patient a tenth apart from the weight that the dose goes by.',
    source: 'automatic checks: weight plausibility, more than a tenth',
    lacks: isWeightOther,
  },
  {
    code: 'results-missing',
    text: 'A result that the dose needs is missing or too old on the day.',
    source: 'hold taxonomy H04: before the first dose, or anew before a later one',
    lacks: ({ visit, submission, therapy, visits }) =>
      isNotTakenAnew({ visit, submission, therapy, visits }) ||
      (visit.dose === 1 &&
        [{ submission, therapy }, ...drugsOf(submission).slice(1)].some(
          (drug) =>
            drug.submission.order.firstDose !== false &&
            checkScreening({ ...drug, asOf: visit.on }).some(
              ({ severity }) => severity === 'missing',
            ),
        )),
  },
];

const lacking = (facts: ReadinessFacts, asked: readonly Gate[]): Reason[] =>
  asked
    .filter(({ lacks }) => lacks(facts))
    .map(({ code, text, source }) => ({ bearing: 'against', code, text, source }));

/** What the visit lacks; empty when it is ready. */
export const findLacks = (facts: ReadinessFacts): Reason[] => lacking(facts, gates);

const placeGates: readonly string[] = ['nurse-not-ready', 'site-closed'];

/** What the visit lacks of nurse and site, which may be looked at however far ahead it is. */
export const findPlaceLacks = (facts: ReadinessFacts): Reason[] =>
  lacking(
    facts,
    gates.filter(({ code }) => placeGates.includes(code)),
  );

export const readinessDetermination = (
  { visit, therapy }: Pick<ReadinessFacts, 'visit' | 'therapy'>,
  moment: Moment,
  lacks: readonly Reason[],
): Determination => ({
  question: 'ready',
  facts: {
    visitId: visit.visitId,
    revision: visit.revision,
    moment,
    on: visit.on,
    ...(therapy ? policyOf(therapy) : {}),
  },
  rule: { id: 'readiness', version: '1', source: gateSource },
  answer: lacks.length === 0 ? 'ready' : 'not-ready',
  reasons: [...lacks],
});
