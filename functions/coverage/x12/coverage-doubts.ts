import { lookup } from '../../platform/lookup.ts';
import { at, components, type ReadSegment, repetitions } from '../../x12/read-segment.ts';
import type { EligibilityAnswer, EligibilityInquiry, Rejection } from '../eligibility-answer.ts';
import { benefitAsSent, isContraryMessage, isContraryName, isDoubtful } from './benefit-words.ts';
import type { BenefitLoop, Level } from './eligibility-loops.ts';
import { isUsualMessage } from './message-words.ts';
import { outOfPlace } from './out-of-place.ts';
import { datesAgainst, datesIn, isWithin, unknownDates } from './plan-dates.ts';
import { rejectionCodes } from './rejection-codes.ts';
import { kindsBeside, managersIn, type Named } from './who-else.ts';

/** What was asked, as far as the answer is held against it. */
export type Asked = Pick<
  EligibilityInquiry,
  'trace' | 'on' | 'serviceTypes' | 'member' | 'procedures'
> &
  Partial<Pick<EligibilityInquiry, 'payer'>>;

/** Hospice: what is given then, hospice pays. */
const hospice = '45';
/** Medical care: an infusion is part of it, whatever type the payer has for infusions. */
const medicalCare = '1';

/** Whether a benefit is in force on the day and about the plan, or about what was asked. */
const isOurMatter = (loop: BenefitLoop, asked: Asked): boolean =>
  concernsUs(loop, asked) && placesOf(loop).length === 0;

/** The places of service (III) to which a benefit is limited. */
const placesOf = ({ segments }: BenefitLoop): string[] =>
  segments
    .filter((segment) => segment.id === 'III' && at(segment, 1) === 'ZZ')
    .map((segment) => at(segment, 2));

/** Places where infusions are given: an office, a home, a hospital's clinic, a surgery or infusion center. */
const infusionPlaces = ['11', '12', '19', '22', '24', '49'];

/** Codes of giving an infusion: CPT 96360 to 96379 and 96401 to 96425, and home infusion. */
const isGiving = (code: string): boolean =>
  /^963[67]\d$|^964([01]\d|2[0-5])$|^9960[12]$|^S9[3-5]\d\d$/.test(code);

type Procedure = { qualifier: string; code: string; through: string };

/** EB13 names one procedure, or those from its second component through its eighth. */
const procedureOf = ({ benefit }: BenefitLoop): Procedure => {
  const [qualifier = '', code = '', , , , , , through = ''] = components(benefit, 13);
  return { qualifier, code, through };
};

/** Whether a procedure may be ours; nobody can say that a code of another system, or a range, is not. */
const mayBeOurs = ({ qualifier, code, through }: Procedure, { procedures }: Asked): boolean =>
  !['HC', 'CJ', 'AD', 'ID', 'DX'].includes(qualifier) ||
  isGiving(code) ||
  // Where the order names none, nobody can say that this one is not the drug's.
  (procedures ?? [code]).some((one) => (through ? code <= one && one <= through : one === code));

const concernsUs = (loop: BenefitLoop, asked: Asked): boolean => {
  const { benefit, segments } = loop;
  const types = repetitions(benefit, 3).filter(Boolean);
  const procedure = procedureOf(loop);
  const isAbout = procedure.code
    ? mayBeOurs(procedure, asked)
    : types.length === 0 ||
      types.some((type) => ['30', hospice, medicalCare, ...asked.serviceTypes].includes(type));
  return isAbout && at(benefit, 12) !== 'N' && isWithin(datesIn(segments, asked.on), asked.on);
};

/** X12 615: what remains, in this period or in a lifetime. */
const remaining = ['29', '33'];
/** X12 615: the limit is exceeded, by the amount that stands there. */
const exceeded = '30';

/** Kinds of benefit (X12 1390) of which an amount may be nothing: a plan itself, and a limit. */
const bounded = ['1', 'F'];

/** Nothing is left of a limit, or it is a limit of nothing; of a plan itself only its visits and days are counted. */
const isExhausted = ({ benefit, segments }: BenefitLoop): boolean =>
  bounded.includes(at(benefit, 1)) &&
  (at(benefit, 6) === exceeded ||
    [
      ...(at(benefit, 1) === 'F' ? [at(benefit, 7)] : []),
      at(benefit, 10),
      ...segments.filter(({ id }) => id === 'HSD').map((segment) => at(segment, 2)),
    ].some((amount) => /^(0*\.?0+|-.*)$/.test(amount)));

/** Of a limit that is told by what remains, nobody knows how much that is. */
const isUncounted = (loop: BenefitLoop): boolean =>
  at(loop.benefit, 1) === 'F' &&
  remaining.includes(at(loop.benefit, 6)) &&
  messagesIn(loop) === '' &&
  [
    ...[7, 8, 10].map((position) => at(loop.benefit, position)),
    ...loop.segments.filter(({ id }) => id === 'HSD').map((segment) => at(segment, 2)),
  ].every((amount) => !/\d/.test(amount));

/** The patient pays all of it: `A` with a share (EB08) of the whole. */
const isAllTheirs = ({ benefit }: BenefitLoop): boolean =>
  at(benefit, 1) === 'A' && /^1(\.0*)?$/.test(at(benefit, 8));

const denies = (code: string): boolean => /^[678I]$/.test(code);

/** The messages of a benefit as one text: a long one goes on over several segments. */
const messagesIn = ({ segments }: BenefitLoop): string =>
  segments
    .filter(({ id }) => id === 'MSG')
    .map((segment) => at(segment, 1))
    .join(' ')
    .trim();

/**
 * Whether what a payer adds to a benefit has to be read by a person: beside one that is active all but
 * what payers write under every one, beside costs and limits what speaks against the coverage.
 */
const isToRead = (loop: BenefitLoop): boolean => {
  const said = messagesIn(loop);
  return at(loop.benefit, 1) === '1' ? !isUsualMessage(said) : isContraryMessage(said);
};

/** Medicare by the name of one of its parts, where no code says so; stays alone are Part A. */
const partOfMedicare = /^MEDICARE (PART )?([AB])$/;

/** Part A by name, and nothing that says that there is more. */
const staysAlone = (plans: readonly string[]): string[] =>
  plans.length > 0 && plans.every((plan) => partOfMedicare.exec(plan)?.[2] === 'A')
    ? plans.map((plan) => `The plan is called ${plan}, which pays for stays.`)
    : [];

/** Several plans for the whole; the parts of Medicare are one. */
const several = (plans: readonly string[]): string[] => {
  const whole = new Set(plans.map((plan) => (partOfMedicare.test(plan) ? 'MEDICARE' : plan)));
  return whole.size > 1 ? [`It names several plans in force: ${plans.join(', ')}.`] : [];
};

const plansIn = (loops: readonly BenefitLoop[]): string[] => [
  ...new Set(
    loops
      .filter(({ benefit }) => at(benefit, 1) === '1' && !/^M[AB]$/.test(at(benefit, 4)))
      .filter(({ benefit }) => {
        const types = repetitions(benefit, 3);
        return types.length === 0 || types.includes('30');
      })
      .map(({ benefit }) => at(benefit, 5).toUpperCase().replace(/\s+/g, ' '))
      .filter(Boolean),
  ),
];

const rejected = ({ code, followUp, loop }: Rejection): string =>
  `It rejects the question beside its answer: ${code} ${followUp}, ${rejectionCodes[code]?.says ?? 'no code that we know'} (${loop}).`;

/** X12 1069 as the relationships that an order tells. */
const relationships = lookup<string>({ '18': 'self', '01': 'spouse', '19': 'child' });

/** The answer is from another place in the family than we asked about. */
const relationshipDiffers = (ours: Level | undefined, { member }: Asked): string[] => {
  const insured = ours?.segments.find(({ id }) => id === 'INS');
  const told = relationships[insured ? at(insured, 2) : ''];
  const isTold = told !== undefined && member.relationship !== 'other';
  const isDependent = ours?.kind === '23' || (insured && at(insured, 1) === 'N');
  return (member.relationship === 'self' && isDependent) || (isTold && told !== member.relationship)
    ? ['The payer knows the patient by another relationship to the policy holder.']
    : [];
};

const names = (segments: readonly ReadSegment[]): boolean =>
  segments.some(
    (segment) =>
      (segment.id === 'NM1' && [3, 4, 9].some((position) => at(segment, position))) ||
      (segment.id === 'DMG' && at(segment, 2) !== ''),
  );

/** It does not say whom it is about: no trace of ours, or the policy holder's place for a dependent. */
const unnamed = (ours: Level | undefined, { member, trace }: Asked): string[] => {
  const isTraced = ours?.segments.some(({ id, elements }) => id === 'TRN' && elements[1] === trace);
  const isNamed = ours ? names(ours.segments) : false;
  return isNamed || (isTraced && (member.relationship === 'self' || ours?.kind === '23'))
    ? []
    : ['It does not say whether it is about the patient.'];
};

/** Group numbers are written with and without hyphens and naughts, and with a part behind them or not. */
const plainGroup = (number: string): string =>
  number
    .toUpperCase()
    .replace(/[^A-Z\d]/g, '')
    .replace(/^0+/, '');

/** The payer has the member in another group than the card says: an old card, or another employer. */
const groupDiffers = (
  segments: readonly ReadSegment[],
  { member: { groupNumber } }: Pick<Asked, 'member'>,
): string[] => {
  const told = segments
    .filter((segment) => segment.id === 'REF' && ['6P', '1L'].includes(at(segment, 1)))
    .map((segment) => at(segment, 2))
    .filter((number) => plainGroup(number) !== '');
  const ours = plainGroup(groupNumber ?? '');
  const isSame = told.map(plainGroup).some((one) => one.includes(ours) || ours.includes(one));
  return ours === '' || told.length === 0 || isSame
    ? []
    : [`It has the member in group ${told.join(', ')}, not in ${groupNumber}.`];
};

/** A benefit that is told to be active for the whole or for what was asked, whether or not it counts. */
const isToldActive = ({ benefit }: BenefitLoop, { serviceTypes }: Asked): boolean => {
  const types = repetitions(benefit, 3);
  return (
    at(benefit, 1) === '1' &&
    (types.length === 0 ||
      types.some((type) => ['30', medicalCare, ...serviceTypes].includes(type)))
  );
};

/**
 * The plan is told with dates that it is not within, and a part of it is called active all the same: nobody
 * can say which of the two holds.
 */
const partBeyondPlan = (
  loops: readonly BenefitLoop[],
  bearing: readonly BenefitLoop[],
): string[] => {
  const isPlan = ({ benefit }: BenefitLoop) => {
    const types = repetitions(benefit, 3);
    return at(benefit, 1) === '1' && (types.length === 0 || types.includes('30'));
  };
  const told = loops.filter((loop) => isPlan(loop) && procedureOf(loop).code === '');
  const isInForce = told.some((loop) => bearing.includes(loop) || at(loop.benefit, 12) === 'N');
  const isActive = bearing.some(({ benefit }) => at(benefit, 1) === '1');
  return isActive && told.length > 0 && !isInForce
    ? told.map((loop) => `The plan itself is not in force on the day: ${benefitAsSent(loop)}`)
    : [];
};

/** Medical care alone is called active: nobody can say whether that is the plan, or holds for an infusion. */
const medicalCareAlone = (bearing: readonly BenefitLoop[], { serviceTypes }: Asked): string[] => {
  const types = bearing
    .filter(({ benefit }) => at(benefit, 1) === '1')
    .map(({ benefit }) => repetitions(benefit, 3));
  const isTold = types.some(
    (some) => some.length === 0 || some.some((type) => ['30', ...serviceTypes].includes(type)),
  );
  return types.length > 0 && !isTold
    ? ['It calls medical care (1) active, and says nothing of the plan or of what was asked.']
    : [];
};

/** From when and through when the member is known, where the payer says so. */
const ofMember = (segments: readonly ReadSegment[]): string[] => {
  const { from, through } = datesIn(segments);
  return from || through
    ? [
        `the member’s dates run${from ? ` from ${from}` : ''}${through ? ` through ${through}` : ''}`,
      ]
    : [];
};

/** What the loops and levels of our patient are, as far as they were told apart. */
type AnswerLevels = {
  levels: readonly Level[];
  loops: readonly BenefitLoop[];
  ours: Level | undefined;
  segments: readonly ReadSegment[];
  rejections: readonly Rejection[];
  /** Whoever answers, by the names and ids that the answer gives. */
  payers: readonly Named[];
  /** What of the member is not as asked, as sent. */
  differs: readonly string[];
  isTest: boolean;
};

/** What an answer denies in a place where infusions are given, and not in every place. */
const deniedInPlaces = (loops: readonly BenefitLoop[], asked: Asked): string[] =>
  loops
    .filter((loop) => denies(at(loop.benefit, 1)) && concernsUs(loop, asked))
    .filter((loop) => placesOf(loop).some((place) => infusionPlaces.includes(place)))
    .map((loop) => `${benefitAsSent(loop)}; place of service ${placesOf(loop).join(', ')}`);

/**
 * What in an answer leaves open whether the coverage may be counted on, or contradicts it, each in
 * words with the payer's own. Denials are told apart: they decide by themselves.
 */
export const doubtsIn = (
  { levels, loops, ours, segments, rejections, payers, differs, isTest }: AnswerLevels,
  asked: Asked,
): Pick<EligibilityAnswer, 'doubts' | 'denials' | 'actives'> => {
  const bearing = loops.filter((loop) => isOurMatter(loop, asked));
  const codeOf = ({ benefit }: BenefitLoop) => at(benefit, 1);
  const denials = bearing.filter((loop) => denies(codeOf(loop)));
  const open = bearing.filter(
    (loop) =>
      (isDoubtful(codeOf(loop)) && !denies(codeOf(loop))) ||
      isExhausted(loop) ||
      isUncounted(loop) ||
      isAllTheirs(loop),
  );
  const plans = plansIn(bearing);
  return {
    denials: denials.slice(0, 10).map(benefitAsSent),
    actives: [
      ...loops.filter((loop) => isToldActive(loop, asked)).map(benefitAsSent),
      ...ofMember(segments),
    ].slice(0, 10),
    doubts: [
      ...differs,
      ...open.map(benefitAsSent),
      ...deniedInPlaces(loops, asked),
      ...several(plans),
      ...staysAlone(plans),
      ...kindsBeside(bearing),
      ...managersIn(bearing, payers),
      ...medicalCareAlone(bearing, asked),
      ...partBeyondPlan(loops, bearing),
      ...outOfPlace(levels),
      ...plans
        .filter((plan) => isContraryName(plan, asked.payer?.lineOfBusiness))
        .map((plan) => `The plan is called ${plan}.`),
      ...(isTest ? ['It is marked as a test (ISA15).'] : []),
      ...(loops.length > 0 ? rejections.map(rejected) : []),
      ...datesAgainst(segments, asked.on),
      ...relationshipDiffers(ours, asked),
      ...groupDiffers(segments, asked),
      ...unnamed(ours, asked),
      ...[...segments, ...bearing.flatMap((loop) => loop.segments)].flatMap((segment) =>
        unknownDates([segment]),
      ),
      ...bearing.filter(isToRead).map((loop) => `It says: ${messagesIn(loop)}`),
    ]
      .map((words) => words.slice(0, 400))
      .slice(0, 20),
  };
};
