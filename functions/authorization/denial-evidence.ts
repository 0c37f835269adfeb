import { isInForce } from '../payer/dated-row.ts';
import type { DenialReading } from '../payer/denial-readings.ts';
import type { Payer, SiteRule } from '../payer/payer.ts';
import { ageOn } from '../platform/days.ts';
import { decimal } from '../platform/quantity.ts';
import { listed } from '../referral/clinical-claims.ts';
import { resultCalled } from '../referral/facts/result-titles.ts';
import { readWeights } from '../referral/order/measurements.ts';
import type { Observation, Submission } from '../referral/referral.ts';
import type { Authorization } from './authorization.ts';

/** One thing that would answer a denial: what speaks for it in what we hold, or who is asked for it. */
export type EvidencePoint = {
  reading: DenialReading;
  criterion: string;
  /** `ask`: only somebody outside can know. */
  standing: 'held' | 'missing' | 'ask';
  facts: string[];
  fix?: string;
};

export type EvidenceFile = {
  submission: Submission;
  authorization: Pick<Authorization, 'lines' | 'setting' | 'therapyId' | 'information'>;
  payer: Pick<Payer, 'siteRules'>;
  /** Today, by the desk. */
  on: string;
};

type Point = Omit<EvidencePoint, 'reading'>;

/** A point that facts meet, or that somebody is asked for. */
const point = (criterion: string, facts: readonly string[], fix: string): Point =>
  facts.length > 0
    ? { criterion, standing: 'held', facts: [...facts] }
    : { criterion, standing: 'missing', facts: [], fix };

const asked = (criterion: string, fix: string): Point => ({
  criterion,
  standing: 'ask',
  facts: [],
  fix,
});

const diagnoses = ({ submission }: EvidenceFile): string[] =>
  submission.diagnoses.map(({ code, text }) => [code, text].filter(Boolean).join(' '));

const documents = ({ submission }: EvidenceFile): string[] =>
  submission.documents.map(({ title, type }) => (type ? `${title} (${type})` : title));

/** The newest weight that was taken; older ones decide no dose. */
const weight = ({ submission }: EvidenceFile): string[] => {
  const [newest] = readWeights(submission);
  return newest ? [`${decimal(newest.micro)} kg on ${newest.on}`] : [];
};

const counts = ({ status = 'final', untied = false }: Observation): boolean =>
  !untied && ['final', 'amended', 'corrected', 'preliminary'].includes(status);

const daySays = ({ on, dayOfReport }: Observation): string => {
  if (!on) return ', without a day';
  return dayOfReport ? `, reported on ${on}` : ` on ${on}`;
};

const resultSays = (one: Observation): string[] => {
  const { value, interpretation = [] } = one;
  if (!value) return [];
  const said =
    'coded' in value
      ? value.coded.slice(0, 80)
      : `${value.comparator ?? ''}${value.value} ${value.unit}`;
  return [
    `${resultCalled(one)}: ${said}${interpretation.length > 0 ? ` (${interpretation.join(', ')})` : ''}${daySays(one)}`,
  ];
};

/** Results that stand, the newest first; what is of nobody or was withdrawn proves nothing. */
const results = ({ submission }: EvidenceFile): string[] =>
  submission.observations
    .filter(counts)
    .sort((a, b) => (b.on ?? '').localeCompare(a.on ?? ''))
    .flatMap(resultSays)
    .slice(0, 12);

/** What was tried before: as the practice tells it, and medicines that ended for a reason. */
const tried = ({ submission }: EvidenceFile): { drug: string; outcome?: string | undefined }[] => {
  const ended = listed(submission.medicines)
    .filter(({ state, untied }) => state === 'ended' && !untied)
    .map(({ name, reason }) => ({ drug: name, outcome: reason }));
  const named = submission.priorTherapies.map(({ drug, outcome }) => ({ drug, outcome }));
  const known = new Set(named.map(({ drug }) => drug.toLowerCase()));
  return [...named, ...ended.filter(({ drug }) => !known.has(drug.toLowerCase()))];
};

const triedPoints = (file: EvidenceFile): Point[] => {
  const all = tried(file);
  const told = all.flatMap(({ drug, outcome }) => (outcome ? [`${drug}: ${outcome}`] : []));
  const silent = all.filter(({ outcome }) => !outcome).map(({ drug }) => drug);
  return [
    point(
      'What was tried before, and why it ended',
      told,
      silent.length > 0
        ? `Ask the practice what came of ${silent.join(', ')}.`
        : 'Ask the practice which treatments were tried, from when to when, and why each ended.',
    ),
    ...(told.length > 0 && silent.length > 0
      ? [
          {
            criterion: 'What came of each of them',
            standing: 'missing' as const,
            facts: [],
            fix: `Ask the practice what came of ${silent.join(', ')}.`,
          },
        ]
      : []),
  ];
};

type Exception = SiteRule['exceptions'][number];

const exceptionSays: Readonly<Record<Exception, string>> = {
  'prior-severe-reaction': 'A severe reaction before',
  unstable: 'A state that is not stable',
  'difficult-access': 'Veins that are hard to reach',
  pediatric: 'A child',
  'home-unsuitable': 'A home that is not suitable',
  'no-alternative': 'No other place that can be reached',
};

/** What is held for each reason that a payer names for a hospital. */
export const exceptionFacts: Readonly<
  Record<Exception, (file: Pick<EvidenceFile, 'submission' | 'on'>) => string[]>
> = {
  'prior-severe-reaction': ({ submission: { order } }) =>
    order.priorReaction && order.priorReaction.grade >= 3
      ? [
          `grade ${order.priorReaction.grade}${order.priorReaction.on ? ` on ${order.priorReaction.on}` : ''}`,
        ]
      : [],
  unstable: ({ submission: { placement } }) =>
    placement?.unstable ? ['the practice says that the patient is not stable'] : [],
  'difficult-access': ({ submission: { placement } }) =>
    placement?.difficultAccess ? ['the practice says that access is hard'] : [],
  pediatric: ({ submission: { patient }, on }) =>
    ageOn(patient.birthDate, on) < 18 ? [`${ageOn(patient.birthDate, on)} years old`] : [],
  'home-unsuitable': ({ submission: { placement } }) =>
    placement?.homeSuitable === false ? ['the home was looked at and is not suitable'] : [],
  // Whether one can be reached is known once the sites are ranked; a person says it.
  'no-alternative': () => [],
};

/** The payer's own exceptions for the place, with the fact for each; none where no rule of it is on file. */
const sitePoints = (file: EvidenceFile): Point[] => {
  const { authorization, payer, on } = file;
  const rules = payer.siteRules.filter(
    (rule) =>
      isInForce(rule, on) &&
      rule.avoids.includes(authorization.setting) &&
      (rule.therapies === undefined || rule.therapies.includes(authorization.therapyId)),
  );
  const exceptions = [...new Set(rules.flatMap((rule) => rule.exceptions))];
  if (exceptions.length === 0)
    return [
      asked(
        'A reason for this site that the payer names',
        'No rule of the payer on this site is on file: ask it which reasons count.',
      ),
    ];
  return exceptions.map((exception) =>
    point(
      `${exceptionSays[exception]} (an exception of the payer)`,
      exceptionFacts[exception](file),
      'Ask the practice whether it is so, and for the note that shows it.',
    ),
  );
};

const askedFor = ({ authorization: { information = [] } }: EvidenceFile): Point[] =>
  information.map(({ code, says }) =>
    asked(`What the payer asked for: ${[code, says].filter(Boolean).join(' ')}`, 'Send it.'),
  );

const notes = (file: EvidenceFile): Point =>
  point('Documents that can be sent', documents(file), 'Ask the practice for its notes.');

const dose = (file: EvidenceFile): Point =>
  point(
    'The weight that the dose goes by',
    weight(file),
    'Ask the practice for a weight and its day.',
  );

const amounts = ({ authorization: { lines } }: EvidenceFile): Point =>
  point(
    'What was asked, and what is granted',
    lines.map(({ code, units, decision, state }) =>
      state === 'denied'
        ? `${code}: ${units} units asked, none granted`
        : `${code}: ${units} units asked, ${decision?.units ?? units} granted`,
    ),
    'Look at the request.',
  );

const diagnosis = (file: EvidenceFile): Point =>
  point('The diagnosis and its code', diagnoses(file), 'Ask the practice for the diagnosis.');

/** What answers a denial of each kind. */
const points: Readonly<Record<DenialReading, (file: EvidenceFile) => Point[]>> = {
  'site-of-care': (file) => [...sitePoints(file), notes(file)],
  'step-therapy': (file) => [...triedPoints(file), notes(file)],
  'missing-information': (file) => [
    ...askedFor(file),
    diagnosis(file),
    dose(file),
    point('Results', results(file), 'Ask the practice for the results that the payer wants.'),
    notes(file),
  ],
  diagnosis: (file) => [diagnosis(file), notes(file)],
  product: (file) => [
    ...triedPoints(file),
    asked(
      'Why not the product that the payer prefers',
      'Ask the prescriber: another product needs a new signed order, this one a reason.',
    ),
  ],
  amount: (file) => [amounts(file), dose(file)],
  timing: (file) => [
    asked(
      'Why it was asked for when it was',
      'Call the payer: was a date read wrong, or is an earlier start asked for?',
    ),
    notes(file),
  ],
  provider: () => [
    asked(
      'That the provider may give it under the plan',
      'Call the payer: which provider, and is a gap exception possible?',
    ),
  ],
  experimental: (file) => [
    diagnosis(file),
    asked('Literature or a compendium for this use', 'Ask the prescriber for both.'),
    notes(file),
  ],
  'not-covered': () => [
    asked(
      'That the plan covers it under another benefit',
      'Call the payer: medical or pharmacy benefit, and is an exception possible?',
    ),
  ],
  'plan-limit': (file) => [
    amounts(file),
    asked('Why more than the plan allows', 'Ask the prescriber for the reason.'),
  ],
  administrative: () => [
    asked(
      'A request without the fault',
      'Read the words of the payer, correct it and send a new request.',
    ),
  ],
  'medical-necessity': (file) => [
    diagnosis(file),
    ...triedPoints(file),
    point('Results', results(file), 'Ask the practice for results that show the need.'),
    dose(file),
    notes(file),
  ],
  'not-understood': (file) => [
    asked('What the denial is about', 'Call the payer for the criterion that is not met.'),
    notes(file),
  ],
};

/** From what a denial is about to what would answer it, and what of it we hold; each point once. */
export const evidenceFor = (
  readings: readonly DenialReading[],
  file: EvidenceFile,
): EvidencePoint[] => {
  const all = readings.flatMap((reading) =>
    points[reading](file).map((one): EvidencePoint => ({ reading, ...one })),
  );
  return all.filter(
    ({ criterion }, index) => all.findIndex((one) => one.criterion === criterion) === index,
  );
};
