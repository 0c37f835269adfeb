import { isInForce } from '../../payer/dated-row.ts';
import type { Criterion, PolicyPack } from '../../payer/pack.ts';
import type { Payer } from '../../payer/payer.ts';
import type { Determination, Reason } from '../../platform/determination.ts';
import { drugsOf } from '../../referral/order/regimen.ts';
import type { Submission } from '../../referral/referral.ts';
import type { Setting } from '../../therapy/setting.ts';
import type { Therapy } from '../../therapy/therapy.ts';
import type { Line } from '../authorization.ts';
import { begins, type CriteriaFile, judgeCriterion, otherDiagnosis } from './judge-criterion.ts';
import type { CriterionStanding, DecidingFact } from './standing.ts';

/** What a request asks for, and of whom. */
export type RequestAsked = {
  payer: Pick<Payer, 'packs'>;
  submission: Submission;
  therapy: Therapy;
  setting: Setting;
  lines: readonly Line[];
  /** The day of the request, by the payer. */
  on: string;
};

/** One criterion of one policy, and how it stands. */
export type JudgedCriterion = CriterionStanding & {
  /** Of the payer: `policy/criterion`, for another drug than the order's own with its number: `policy/criterion/2`. */
  id: string;
  pack: PolicyPack;
  criterion: Pick<Criterion, 'id' | 'kind' | 'says' | 'suppliedBy' | 'without'>;
};

const isOpen = ({ standing }: Pick<CriterionStanding, 'standing'>): boolean => standing !== 'met';

/** No policy of the payer for the therapy is for this diagnosis: what it wants then nobody has read. */
const notListed = (packs: readonly PolicyPack[], submission: Submission): JudgedCriterion => {
  const [pack] = packs as readonly [PolicyPack];
  return {
    ...otherDiagnosis(submission),
    id: `${pack.id}/diagnosis-of-policy`,
    pack,
    criterion: {
      id: 'diagnosis-of-policy',
      kind: 'diagnosis',
      says: 'A diagnosis for which the payer has a policy of this therapy.',
      suppliedBy: 'practice',
      without: 'denies',
    },
  };
};

const ofDrug = (packs: readonly PolicyPack[], file: CriteriaFile): JudgedCriterion[] => {
  const forDiagnosis = packs.filter(
    ({ diagnoses }) =>
      diagnoses === undefined ||
      file.submission.diagnoses.some(({ code }) => begins(code, diagnoses)),
  );
  if (packs.length > 0 && forDiagnosis.length === 0) return [notListed(packs, file.submission)];
  return forDiagnosis.flatMap((pack) =>
    pack.criteria.map((criterion) => ({
      ...judgeCriterion(criterion, file),
      id: `${pack.id}/${criterion.id}`,
      pack,
      criterion,
    })),
  );
};

/** Every criterion of every policy that holds for a drug of the request on its day. */
export const judgeCriteria = ({
  payer,
  submission,
  therapy,
  setting,
  lines,
  on,
}: RequestAsked): JudgedCriterion[] => {
  const inForce = payer.packs.filter((pack) => isInForce(pack, on));
  return drugsOf(submission, therapy).flatMap((drug, index) => {
    const { id: therapyId } = drug.therapy ?? {};
    return ofDrug(
      inForce.filter(({ therapies }) => therapies.some((one) => one === therapyId)),
      {
        ...drug,
        lines: lines.filter(
          (line) =>
            line.kind === 'drug' && (line.drug ?? 0) === index && line.state !== 'not-required',
        ),
        setting,
        on,
      },
    ).map((one) => (index === 0 ? one : { ...one, id: `${one.id}/${index + 1}` }));
  });
};

/** Every condition that the claims of an order will be held against, where no request is made. */
export const judgeConditions = ({
  payer,
  ...asked
}: Omit<RequestAsked, 'lines'>): JudgedCriterion[] =>
  judgeCriteria({
    ...asked,
    payer: { packs: payer.packs.filter(({ heldAgainst }) => heldAgainst === 'claim') },
    lines: [],
  });

/** Criteria that are not met, as they are taken on by a person: `policy/criterion: standing`. */
export const gapsOf = (judged: readonly Pick<JudgedCriterion, 'id' | 'standing'>[]): string[] =>
  judged.filter(isOpen).map(({ id, standing }) => `${id}: ${standing}`);

/** What all criteria come to. What is not known is asked for first: the rest is told with it, and answered at once. */
export type CriteriaAnswer = 'met' | 'unknown' | 'not-met';

export const answerOf = (
  judged: readonly Pick<CriterionStanding, 'standing'>[],
): CriteriaAnswer => {
  if (judged.some(({ standing }) => standing === 'unknown' || standing === 'contradictory'))
    return 'unknown';
  return judged.some(isOpen) ? 'not-met' : 'met';
};

const bearings: Readonly<Record<CriterionStanding['standing'], Reason['bearing']>> = {
  met: 'for',
  'not-met': 'against',
  contradictory: 'note',
  unknown: 'note',
};

const inWords: Readonly<Record<CriterionStanding['standing'], string>> = {
  met: 'Met',
  'not-met': 'Not met',
  contradictory: 'What is on record contradicts itself',
  unknown: 'Not known',
};

const without = { denies: 'Without it the payer denies.', asks: 'Without it the payer asks.' };

/** A fact with its day, unless its words name that already. */
export const sayFact = ({ says, on }: Pick<DecidingFact, 'says' | 'on'>): string =>
  on && !says.includes(on) ? `${says}, ${on}` : says;

/** A fact with its day and where it was told. */
export const tellFact = (fact: DecidingFact): string => `${sayFact(fact)} [${fact.pointer}]`;

const marks: Readonly<Record<PolicyPack['mark'], string>> = {
  official: 'official source',
  secondary: 'told by others',
  'general-knowledge': 'general knowledge, to be confirmed',
  'own-target': 'our own example',
};

const reasonOf = (one: JudgedCriterion): Reason => {
  const { standing, facts, criterion, pack } = one;
  const told = facts.map(tellFact).join('; ');
  const words = [
    `${criterion.says} ${inWords[standing]}${told ? `: ${told}.` : '.'}`,
    ...(one.standing === 'unknown' ? [one.lacks] : []),
    ...(standing === 'met' ? [] : [without[criterion.without]]),
  ];
  return {
    bearing: bearings[standing],
    code: `criterion-${standing}`,
    text: words.join(' '),
    source: `${pack.id}, from ${pack.from} (${marks[pack.mark]}): ${pack.source}`,
  };
};

/** The answer with every criterion, the met ones too; undefined where no policy of the payer is on file. */
export const criteriaDetermination = (
  judged: readonly JudgedCriterion[],
  about: {
    authorizationId?: string;
    therapyId: string;
    setting: Setting;
    on: string;
    /** Which version of the order it was judged by, so that it can be judged again. */
    orderVersion?: number;
  },
): Determination | undefined => {
  const [first] = judged;
  if (!first) return undefined;
  const packs = [...new Map(judged.map(({ pack }) => [pack.id, pack])).values()];
  return {
    question: 'criteria',
    facts: {
      ...about,
      criteria: judged.map(({ id, standing, facts }) => ({
        id,
        standing,
        facts: facts.map(({ says, pointer, on }) => ({ says, pointer, ...(on ? { on } : {}) })),
      })),
    },
    rule: {
      id: packs.map(({ id }) => id).join(' '),
      version: packs.map(({ from }) => from).join(' '),
      source: packs.map(({ source }) => source).join(' '),
    },
    answer: answerOf(judged),
    reasons: judged.map(reasonOf),
  };
};
