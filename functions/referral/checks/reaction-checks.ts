import { listed } from '../clinical-claims.ts';
import { medicineClasses } from '../facts/medicine-classes.ts';
import { anaphylaxisWithoutCause, type ReactionSaid, reactionIn } from '../facts/reaction-words.ts';
import { plain } from '../facts/result-words.ts';
import type { Finding, Submission } from '../referral.ts';
import { conditionsTold } from './condition-checks.ts';
import { block, type Checked, missing, warn } from './findings.ts';

const source =
  'contraindication after hypersensitivity to the drug: drug labels; a pharmacist confirms it before use';

/** Words that tell of one drug or one event, as sent and plain, and where they stand. */
type Told = { words: string; plainly: string; pointer: string };

const sentences = (words: string): string[] => words.split(/[.;](?=\s|$)/);

/** Everything that may tell of a reaction: conditions and their remarks, drugs and how they ended. */
const told = (submission: Submission): Omit<Told, 'plainly'>[] => {
  const { priorTherapies, medicines, allergies } = submission;
  return [
    ...conditionsTold(submission)
      .filter(({ state }) => state !== 'refuted')
      .flatMap(({ name = '', said = [], pointer }) =>
        [name, ...said].flatMap(sentences).map((words) => ({ words, pointer })),
      ),
    ...priorTherapies.map(({ drug, outcome }, index) => ({
      words: [drug, outcome].join(': '),
      pointer: `/priorTherapies/${index}`,
    })),
    ...listed(medicines).map(({ name, reason, said = [] }, index) => ({
      words: [name, reason, ...said].join(': '),
      pointer: `/medicines/${index}`,
    })),
    // What an allergy is to has rules of its own; its remarks may name another drug.
    ...listed(allergies).flatMap(({ said = [] }, index) =>
      said.map((words) => ({ words, pointer: `/allergies/${index}` })),
    ),
  ];
};

/** As much as a person reads of it. */
const shown = (words: string): string => words.trim().slice(0, 300);

const ofDrug = (reaction: ReactionSaid, { words, pointer }: Told): Finding[] => {
  if (reaction === 'none') return [];
  const found = {
    code: reaction === 'serious' ? 'prior-reaction-serious' : 'prior-reaction',
    pointer,
    text:
      reaction === 'serious'
        ? 'The patient had a serious reaction to this drug, or to something in it.'
        : 'The patient had a reaction to this drug, or to something in it.',
    fix: 'Say what happened and when, or have a clinician decide whether and how it may be given.',
    source,
    said: shown(words),
  };
  return [reaction === 'mild' ? warn(found) : block(found)];
};

const ofClass = ({ words, pointer }: Told): Finding =>
  warn({
    code: 'prior-reaction-class',
    pointer,
    text: 'The patient had a serious reaction to another drug of this class.',
    fix: 'Weigh it, and say how the first dose is watched.',
    source,
    said: shown(words),
  });

const ofUnknown = ({ words, pointer }: Told): Finding =>
  missing({
    code: 'reaction-cause-missing',
    pointer,
    text: 'The patient had an anaphylaxis, and nobody says to what.',
    fix: 'Say to which drug or substance it was, or that it was none of this therapy.',
    source,
    said: shown(words),
  });

/** From which grade on no further dose is given before a clinician has looked; CTCAE, clinical reference. */
const seriousFrom = 3;

/** The reaction that the order itself tells of, by its grade and its words: the graver of the two counts. */
const ofOrder = ({ order: { priorReaction } }: Submission): Finding[] => {
  if (!priorReaction) return [];
  const { grade, text = '' } = priorReaction;
  const serious = grade >= seriousFrom || reactionIn(text) === 'serious';
  const pointer = '/order/priorReaction';
  const words = [`grade ${grade}`, ...(text ? [text] : [])].join(': ');
  return ofDrug(serious ? 'serious' : 'mild', { words, plainly: '', pointer });
};

/** Earlier reactions to the drug, to something in it or to its class, wherever they are told. */
export const reactionFindings = ({ submission, therapy }: Checked): Finding[] => {
  if (!therapy) return [];
  const itself = [...therapy.names, ...therapy.allergens];
  const ownClasses = medicineClasses.filter(
    ({ called, id }) => id !== 'corticosteroid' && therapy.names.some((name) => called.test(name)),
  );
  const all = told(submission).map((one) => ({ ...one, plainly: plain(one.words) }));
  const isOwn = ({ plainly }: Told) => itself.some((drug) => plainly.includes(drug));
  const others = all.filter((one) => !isOwn(one));
  const direct = all.filter(isOwn).flatMap((one) => ofDrug(reactionIn(one.words), one));
  const alike = others.filter(
    ({ plainly, words }) =>
      ownClasses.some(({ called }) => called.test(plainly)) && reactionIn(words) === 'serious',
  );
  const unknown = others.filter(({ words }) => anaphylaxisWithoutCause(words));
  return [
    ...[...ofOrder(submission), ...direct].slice(0, 3),
    ...alike.slice(0, 1).map(ofClass),
    ...unknown.slice(0, 1).map(ofUnknown),
  ];
};
