import { daysBetween } from '../../platform/days.ts';
import { therapies } from '../../therapy/therapies.ts';
import { listed, type Medicine } from '../clinical-claims.ts';
import { isKnownMedicine } from '../facts/common-medicines.ts';
import { antiHerpes, antiInfective } from '../facts/infections.ts';
import { type Interaction, interactions } from '../facts/interactions.ts';
import { classesNamed, medicineClasses } from '../facts/medicine-classes.ts';
import { saidToBeTaken, stateInWords } from '../facts/medicine-words.ts';
import { plain } from '../facts/result-words.ts';
import type { Finding, Submission } from '../referral.ts';
import { conditionsTold } from './condition-checks.ts';
import { block, type Checked, missing, warn } from './findings.ts';

const source =
  'interactions with current medicines: drug labels and intake checks; a pharmacist confirms them before use';

type Placed = Medicine & { pointer: string };

const placed = ({ medicines }: Submission): Placed[] =>
  listed(medicines).map((one, index) => ({
    ...one,
    state: stateInWords(one),
    pointer: `/medicines/${index}`,
  }));

const stillTaken = /\b(current|ongoing|continu|taking|active)/i;

/** Prior therapies of which it is said that they go on. */
export const goingOn = ({ priorTherapies }: Submission): Placed[] =>
  priorTherapies.flatMap(({ drug, outcome = '' }, index) =>
    stillTaken.test(outcome) && stateInWords({ name: outcome, state: 'taken' }) === 'taken'
      ? [
          {
            name: drug,
            said: [outcome],
            state: 'unknown' as const,
            pointer: `/priorTherapies/${index}`,
          },
        ]
      : [],
  );

const isDrug = (words: string): boolean =>
  classesNamed(words).length > 0 || antiInfective.test(words) || antiHerpes.test(words);

/** What the remarks beside conditions and medicines say that the patient takes. */
const remarked = (submission: Submission, medicines: readonly Placed[]): Placed[] =>
  [
    ...conditionsTold(submission).filter(({ state }) => state !== 'refuted'),
    ...medicines.map((one) => ({ ...one, name: undefined })),
  ].flatMap(({ name = '', said = [], pointer }) =>
    saidToBeTaken([name, ...said], isDrug).map((words) => ({
      name: words.slice(0, 200),
      state: 'unknown' as const,
      pointer,
    })),
  );

/** Medicines that the patient takes, will take, or may take: what is not said to have ended. */
export const medicinesTaken = (submission: Submission): Placed[] => {
  const medicines = placed(submission);
  return [...medicines, ...goingOn(submission), ...remarked(submission, medicines)].filter(
    ({ state }) => state !== 'ended' && state !== 'not-taken',
  );
};

/** The classes that a medicine belongs to, by its codes and by its names. */
export const classesOf = ({
  name,
  alsoNamed = [],
  rxnorm = [],
}: Pick<Medicine, 'name' | 'alsoNamed' | 'rxnorm'>) => {
  const named = new Set([name, ...alsoNamed].flatMap((words) => classesNamed(plain(words))));
  return medicineClasses.filter(
    (one) => named.has(one) || rxnorm.some((code) => one.rxnorm.has(code)),
  );
};

const verbs = { taken: 'takes', planned: 'will take', unknown: 'may take' } as const;

const interactionOf = (
  { takes, severity, why }: Interaction,
  { state, name, said = [], pointer }: Placed,
): Finding => ({
  code: `takes-${takes}`,
  severity,
  pointer,
  text: `The patient ${verbs[state as keyof typeof verbs]} ${titleOf(takes)}: ${why}.`,
  fix:
    severity === 'block'
      ? 'Say when it ends or ended, or have a clinician decide with a reason.'
      : 'Weigh it, and say how it is watched.',
  source,
  said: [name, ...said].join('; ').slice(0, 300),
});

/** The interaction as it is with a medicine of the class that is only told; undefined where it is none. */
const milderWith = (
  { milder, ...row }: Interaction,
  { name, alsoNamed = [], said = [] }: Placed,
): Interaction | undefined => {
  const words = plain([name, ...alsoNamed, ...said].join(' '));
  return milder?.called.test(words) && !milder.never.test(words)
    ? { ...row, severity: 'warn', why: milder.why }
    : undefined;
};

const titleOf = (takes: string) => medicineClasses.find(({ id }) => id === takes)?.title;

/** Days after its last dose in which what it does to the immune system may go on; own rule. */
const washoutDays = 84;
/** Classes whose effect outlasts the last dose. */
const lasting = new Set(
  'tnf il6 il17 il23 il12-23 ctla4 cd20 integrin s1p ms-dmt complement amyloid other-biologic bone-mab bisphosphonate'.split(
    ' ',
  ),
);

const recentOf = ({ takes }: Interaction, { pointer, until }: Placed): Finding =>
  warn({
    code: `recently-took-${takes}`,
    pointer,
    text: `The patient took ${titleOf(takes)} until ${until}: it may still act when this therapy begins.`,
    fix: 'Weigh how long it should be washed out, and say what was decided.',
    source,
  });

/** A medicine that only a code names, which no table here has. */
const unreadOf = ({ pointer, name }: Placed): Finding =>
  missing({
    code: 'medicine-not-named',
    pointer,
    text: 'A medicine is given by a code only, and the code is not known here.',
    fix: 'Send the name of the medicine.',
    source,
    said: name,
  });

const isOnlyCode = ({ name, alsoNamed = [] }: Medicine) =>
  [name, ...alsoNamed].every((words) => !/[a-z]{3}/i.test(words));

const drugsHere = therapies.flatMap(({ names }) => names);

/** No class, no drug of the catalogue and no common medicine is called so. */
const isUnheardOf = ({ name, alsoNamed = [] }: Medicine): boolean =>
  ![name, ...alsoNamed]
    .map(plain)
    .some((words) => isKnownMedicine(words) || drugsHere.some((drug) => words.includes(drug)));

/** Told to a pharmacist once for all: of what is not known here, nothing was compared. */
const unknownOf = (medicines: readonly Placed[]): Finding[] =>
  medicines.slice(0, 1).map(({ pointer }) =>
    warn({
      code: 'medicine-unknown',
      pointer,
      text: 'What the patient takes is not all known here: nothing was compared with what is not.',
      fix: 'Look up whether it may be given with the therapy.',
      source,
      said: medicines
        .map(({ name }) => name)
        .join('; ')
        .slice(0, 300),
    }),
  );

/** Before these, what the patient takes beside decides: bleeding, seizures, breath. Clinical reference, 4.2. */
const decidedBy: readonly string[] = ['lecanemab', 'ertapenem', 'hydromorphone_pca'];

/** Words in the place of a list, which say that there is none yet. */
const untold =
  /^(unknown|unable to \w+|not (known|available|obtained|on file|reviewed)|see (list|chart|attached|notes?)|n\/?a|pending)\.?$/;

/** Silence about other medicines is no word that there are none. */
export const silenceFindings = ({ submission, therapy }: Checked): Finding[] => {
  const bears = interactions.some(({ therapies }) => therapies.includes(therapy?.id ?? ''));
  const { medicines } = submission;
  const list = listed(medicines);
  const isTold =
    medicines !== undefined &&
    (list.length === 0 || list.some(({ name }) => !untold.test(plain(name))));
  if (!therapy || isTold || !bears) return [];
  return [
    {
      code: 'medicines-not-told',
      severity: decidedBy.includes(therapy.id) ? 'missing' : 'warn',
      pointer: '/medicines',
      text: 'Nothing is told of other medicines, and some must not be given with this therapy.',
      fix: 'List what the patient takes, or say that there is nothing else.',
      source,
    },
  ];
};

/** Medicines that the therapy must not, or had better not, be given with. */
export const medicineFindings = ({ submission, therapy, asOf }: Checked): Finding[] => {
  if (!therapy) return [];
  const isOrdered = ({ name, alsoNamed = [] }: Medicine) =>
    therapy.names.some((one) => [name, ...alsoNamed].some((words) => plain(words).includes(one)));
  const taken = medicinesTaken(submission);
  const classed = (medicines: readonly Placed[]) =>
    medicines
      .filter((one) => !isOrdered(one))
      .map((one) => ({ ...one, classes: new Set(classesOf(one).map(({ id }) => id)) }));
  const others = classed(taken);
  const justEnded = classed(
    placed(submission).filter(
      ({ state, until }) =>
        state === 'ended' && until !== undefined && daysBetween(until, asOf) <= washoutDays,
    ),
  );
  const rows = interactions.filter(({ therapies }) => therapies.includes(therapy.id));
  const found = rows.flatMap((row): Finding[] => {
    const taking = others.filter(({ classes }) => classes.has(row.takes));
    const medicine = taking.find((one) => !milderWith(row, one)) ?? taking[0];
    if (medicine) return [interactionOf(milderWith(row, medicine) ?? row, medicine)];
    const recent =
      lasting.has(row.takes) && justEnded.find(({ classes }) => classes.has(row.takes));
    return recent ? [recentOf(row, recent)] : [];
  });
  const unread =
    rows.length > 0 ? others.filter((one) => isOnlyCode(one) && one.classes.size === 0) : [];
  found.push(...unread.slice(0, 1).map(unreadOf));
  const isPlaced = (one: (typeof others)[number]) =>
    one.classes.size > 0 || isOnlyCode(one) || !isUnheardOf(one);
  if (rows.length > 0) found.push(...unknownOf(others.filter((one) => !isPlaced(one))));
  const again = taken.find(isOrdered);
  return again && submission.order.firstDose === true && again.state === 'taken'
    ? [
        ...found,
        block({
          code: 'first-dose-contradictory',
          pointer: again.pointer,
          text: 'The order says that this is the first dose, and the drug is listed as taken.',
          fix: 'Say whether it is the first dose, and when the last one was given.',
          source,
        }),
      ]
    : found;
};
