import { listed } from '../clinical-claims.ts';
import { lookedFor, toldIn } from '../facts/looked-for.ts';
import type { Finding, Observation, Submission } from '../referral.ts';
import { block, type Checked, warn } from './findings.ts';
import { lineInPlace } from './vascular-access.ts';

/** Words of one thing that an order tells; what does not stand shows nothing, however it reads. */
type Told = { words: string; stands: boolean };

const usable = new Set(['final', 'amended', 'corrected', 'appended']);

const ofResult = (one: Observation): Told => {
  const { code, text, value, said = [], interpretation = [], notes = [], absent } = one;
  const told = value && ('coded' in value ? value.coded : `${value.value} ${value.unit}`);
  const isUsable = usable.has(one.status ?? 'final') && !one.untied && absent === undefined;
  return {
    words: [
      [[code, text].filter(Boolean).join(' '), told, ...said, ...interpretation]
        .filter(Boolean)
        .join(': '),
      ...notes,
    ].join('. '),
    stands: isUsable,
  };
};

/** All that an order tells in words and codes; the contents of documents are not read. */
const toldBy = (submission: Submission): Told[] => {
  const { observations, conditions, diagnoses, medicines, priorTherapies } = submission;
  const { sig = '', premedications = [], notUnderstood = [] } = submission.order;
  const plainly = (...words: readonly (string | undefined)[]): Told => ({
    words: words.filter(Boolean).join('. '),
    stands: true,
  });
  return [
    ...observations.filter(({ status }) => status !== 'entered-in-error').map(ofResult),
    ...listed(conditions)
      .filter(({ state }) => state !== 'refuted')
      .map(({ name, said = [], icd10 = [], snomed = [], untied = false }) => ({
        ...plainly(name, ...said, ...icd10, ...snomed),
        stands: !untied,
      })),
    ...diagnoses.map(({ code, text }) => plainly(code, text)),
    ...listed(medicines).map(({ name, alsoNamed = [], said = [], reason, state, untied }) => ({
      ...plainly(name, ...alsoNamed, ...said, reason),
      stands: (state === 'taken' || state === 'planned') && !untied,
    })),
    ...(submission.devices ?? []).map(({ name, state, untied }) => ({
      ...plainly(name),
      stands: (state === 'in-place' || state === 'planned') && !untied,
    })),
    ...priorTherapies.map(({ drug, outcome }) => plainly(drug, outcome)),
    ...notUnderstood.map(({ words }) => plainly(words)),
    ...submission.documents.map(({ title }) => plainly(title)),
    plainly(sig),
    plainly(...premedications),
  ].filter(({ words }) => words !== '');
};

const source = 'what therapies ask for; general knowledge - verify';

/**
 * What is looked for and is nowhere to be seen is told to the practice, for a note may hold it; so is
 * what is only spoken of, denied or still to come, with its words.
 */
export const evidenceFindings = ({ submission, therapy }: Checked): Finding[] => {
  const line = lineInPlace(submission);
  const looked = lookedFor.filter(
    ({ therapies, ofLine = line }) => therapies.includes(therapy?.id ?? '') && ofLine === line,
  );
  const told = looked.length > 0 ? toldBy(submission) : [];
  return looked.flatMap((one) => {
    const read = told.map(({ words, stands }) => {
      const as = toldIn(one, words);
      return { words, as: as !== 'nothing' && !stands ? ('unclear' as const) : as };
    });
    const isShown = read.some(({ as }) => as === 'shown');
    const against = one.vital && read.find(({ as }) => as === 'against');
    if (against)
      return [
        {
          ...block({
            code: `${one.id}-denied`,
            pointer: '/observations',
            text: isShown
              ? `One source shows ${one.what}, another says that it is not there.`
              : `The order says that what must be shown is not there: ${one.what}.`,
            fix: 'Say which finding is right, or have a clinician decide with a reason.',
            source,
          }),
          said: against.words.slice(0, 200),
        },
      ];
    if (isShown) return [];
    const unclear = read.find(({ as }) => as === 'unclear' || as === 'against');
    const finding = warn({
      code: `${one.id}-not-shown`,
      pointer: '/documents',
      text: `The order does not show ${one.what}, unless a note that was sent does: notes are not read here.`,
      fix: 'Send it, or say in which note it stands.',
      source,
    });
    if (!unclear) return [finding];
    return [
      {
        ...finding,
        text: `The order speaks of ${one.what}, but does not show it for certain.`,
        fix: 'Read the words, and send it, or say plainly that it is there.',
        said: unclear.words.slice(0, 200),
      },
    ];
  });
};
