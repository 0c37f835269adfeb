import { coverageToldBy, paysFirst } from '../hold/decisions.ts';
import { type HoldOutcome, hold } from '../hold/hold-clock.ts';
import type { Payer } from '../payer/payer.ts';
import { orHoldForPayer } from '../payer/payer-unavailable.ts';
import { TransientFault } from '../platform/errors.ts';
import { derivedIdPart } from '../platform/ids.ts';
import { StepInput, step } from '../platform/step.ts';
import { table } from '../platform/table.ts';
import { localDate } from '../platform/zoned-time.ts';
import type { CoverageClaimed, Order, Submission } from '../referral/referral.ts';
import { wordCountsOn } from './covered-day.ts';
import { wordsKept } from './eligibility.ts';
import type { EligibilityAnswer, EligibilityInquiry } from './eligibility-answer.ts';
import { type EligibilityGateway, guardedEligibilityGateway } from './eligibility-gateway.ts';
import {
  type AskedCoverage,
  decideCoverage,
  readWait,
  summarizeEligibility,
  withPatientShare,
} from './eligibility-rules.ts';
import { type CoverageStore, coverageStore } from './store.ts';
import { isAskable } from './x12/eligibility-inquiry.ts';

type Deps = {
  store: Pick<CoverageStore, 'read' | 'payer' | 'recordEligibility'>;
  gateway: EligibilityGateway;
  now: () => Date;
};

/** `30` asks for the plan as a whole, beside the payer's own type for infusion. */
const serviceTypesOf = (payer: Payer): string[] => [...new Set(['30', payer.serviceTypeCode])];

/** The billing codes that the order names for its drugs; undefined where it names none for one of them. */
const proceduresOf = (order: Order): string[] | undefined => {
  const named = [order, ...(order.alsoInfused ?? [])].map(({ hcpcs, codes = [] }) => [
    ...(hcpcs ? [hcpcs] : []),
    ...codes.flatMap(({ system, code }) => (system === 'hcpcs' ? code.toUpperCase() : [])),
  ]);
  return named.every((codes) => codes.length > 0) ? named.flat() : undefined;
};

/** What is asked of the payer of one coverage. */
const inquireAbout = (
  coverage: CoverageClaimed,
  payer: Payer,
  { practice, patient, order }: Submission,
  { trace, on }: Pick<EligibilityInquiry, 'trace' | 'on'>,
): EligibilityInquiry => ({
  payer: {
    name: payer.name,
    ediId: payer.ediId,
    receiverId: payer.clearinghouse.receiverId,
    lineOfBusiness: payer.lineOfBusiness,
  },
  provider: { name: practice.name, npi: practice.npi },
  member: {
    memberId: coverage.memberId,
    groupNumber: coverage.groupNumber,
    relationship: coverage.relationship,
    ...patient.name,
    birthDate: patient.birthDate,
    sex: patient.sex,
  },
  on,
  serviceTypes: serviceTypesOf(payer),
  procedures: proceduresOf(order),
  trace,
});

/**
 * What people were told goes before what an answer leaves open: the payer's file may be old about
 * another payer, and a call settles a contradiction. Nobody's word makes good what the payer denies.
 */
const believing = (
  asked: { coverage: CoverageClaimed; answer: EligibilityAnswer },
  { first, told }: { first: ReadonlySet<string>; told: ReadonlySet<string> },
): AskedCoverage => {
  const { answer, coverage } = asked;
  const isTold = told.has(coverage.payerId);
  switch (answer.outcome) {
    case 'other-payer-first':
    case 'other-payer-unclear':
      if (!first.has(coverage.payerId)) return asked;
      if (answer.doubts.length === 0) return { ...asked, told: true };
      return { coverage, answer: { ...answer, outcome: 'in-doubt' }, told: isTold };
    case 'in-doubt':
      return { ...asked, told: isTold };
    default:
      return asked;
  }
};

type Outcome = { outcome: 'active' | 'another-payer' | 'closed' } | HoldOutcome;

const verified =
  ({ store, gateway, now }: Deps) =>
  async ({ referralId, operation }: StepInput): Promise<Outcome> => {
    const file = await store.read(referralId);
    const { referral, submission, holds } = file;
    if (referral.status === 'closed') return { outcome: 'closed' };
    const at = now();
    const payers = new Map<string, Payer>();
    const first = paysFirst(holds, at);
    const words = wordsKept(file.kept).filter((word) => wordCountsOn(word, holds, at));
    const told = new Set([...coverageToldBy(holds, at), ...words.map(({ payerId }) => payerId)]);

    const ask = async (coverage: CoverageClaimed): Promise<AskedCoverage> => {
      const payer = await store.payer(coverage.payerId);
      if (!payer) return { coverage, answer: { outcome: 'payer-unknown' } };
      payers.set(payer.payerId, payer);
      const trace = derivedIdPart(operation, coverage.rank).toUpperCase();
      const on = localDate(at, payer.zone);
      const inquiry = inquireAbout(coverage, payer, submission, { trace, on });
      if (!isAskable(inquiry)) return { coverage, answer: { outcome: 'not-askable' } };
      const answer = await gateway.ask(payer, inquiry, at);
      return believing({ coverage, answer }, { first, told });
    };

    const asked: AskedCoverage[] = [];
    for (const rank of ['primary', 'secondary'] as const) {
      const coverage = submission.coverages.find((claimed) => claimed.rank === rank);
      if (!coverage) continue;
      const one = await ask(coverage);
      asked.push(one);
      if (one.answer.outcome === 'active' || one.told) break;
    }

    const { chosen, determination } = decideCoverage(asked);
    const recording = { operation, at: at.toISOString() };
    if (!chosen || !('doubts' in chosen.answer)) {
      const done = await store.recordEligibility(referral, recording, determination);
      return outcomeOf(done);
    }
    const payer = payers.get(chosen.coverage.payerId) as Payer;
    const eligibility = {
      payerId: payer.payerId,
      rank: chosen.coverage.rank,
      status: 'active' as const,
      checkedAt: recording.at,
      ...summarizeEligibility(chosen.answer, {
        serviceTypes: serviceTypesOf(payer),
        on: localDate(at, payer.zone),
      }),
    };
    const explained = withPatientShare(determination, eligibility);
    const done = await store.recordEligibility(referral, recording, explained, eligibility);
    return outcomeOf(done);
  };

/**
 * Asks the primary payer whether the patient is covered, the secondary when the primary does not
 * pay, and records the answer. Where another payer covers the patient than the one for which a place was
 * chosen, that is said: places are weighed under its rules. While a payer is not to be asked it waits, and nothing is recorded.
 */
export const verifyEligibility =
  (deps: Deps) =>
  (input: StepInput): Promise<Outcome> =>
    orHoldForPayer(verified(deps)(input), deps.now);

type Done = Awaited<ReturnType<CoverageStore['recordEligibility']>>;

/** The answer on record: an earlier run of the same operation may have heard another one. */
const outcomeOf = (done: Done): Outcome => {
  // Closed, or given another order while the payer was asked: the retry sees which.
  if (done.outcome === 'refused') throw new TransientFault('referral-changed-meanwhile');
  const { at, detail } = done.record;
  if (detail.answer === 'active') return { outcome: detail.replaces ? 'another-payer' : 'active' };
  return hold(readWait(detail.answer), new Date(at));
};

export const handler = step('verify-eligibility', StepInput, (input) =>
  verifyEligibility({
    store: coverageStore(table()),
    gateway: guardedEligibilityGateway(table(), () => new Date()),
    now: () => new Date(),
  })(input),
);
