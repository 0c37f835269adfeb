import { shortened } from '../../fhir/values.ts';
import type { NotUnderstood } from '../not-understood-words.ts';
import type { BundleReading } from './bundle.ts';

/** Kinds that no rule reads, in which people write what is to be done. */
const kinds = [
  'CarePlan',
  'Communication',
  'CommunicationRequest',
  'Composition',
  'Encounter',
  'EpisodeOfCare',
  'Goal',
  'RequestGroup',
  'Task',
];
/** Findings in words, which carry the name of a drug where it did harm. */
const findings = ['Observation', 'DiagnosticReport'];
const inWords = ['valueString', 'conclusion', 'note'] as const;

/** What has ended says nothing; a message is completed once it was sent. */
const over: ReadonlySet<unknown> = new Set([
  'entered-in-error',
  'revoked',
  'cancelled',
  'rejected',
  'failed',
]);

/** Elements in which people write. */
const written = new Set([
  'text',
  'div',
  'description',
  'contentString',
  'title',
  'detail',
  'reason',
]);
const mostTexts = 200;

/** Texts of a resource, however deep; a stack of ours, as the sender chooses the depth. */
const textsOf = (resource: object): string[] => {
  const found: string[] = [];
  const open: object[] = [resource];
  for (let next = open.pop(); next && found.length < mostTexts; next = open.pop())
    for (const [element, part] of Object.entries(next))
      if (typeof part === 'string' && written.has(element))
        found.push(part.slice(0, 20_000).replace(/<[^>]*>/g, '. '));
      else if (typeof part === 'object' && part !== null) open.push(part);
  return found;
};

const findingsOf = (resource: Readonly<Record<string, unknown>>): string[] =>
  inWords.flatMap((element) => {
    const part = resource[element];
    if (typeof part === 'string') return [part.slice(0, 20_000)];
    return typeof part === 'object' && part !== null ? textsOf(part) : [];
  });

const ofInfusion = /\b(her|his|their|the|all|next|this|any|future) infusions?\b/i;
/** Words that stop, move or change a drug; conditions and days alone stand in every plan. Own list. */
const against =
  /\b(stop\w*|discontinu\w*|d\/c|cancel\w*|hold|holding|held|withh\w+|paus\w+|suspend\w*|delay\w*|postpon\w*|defer\w*|do not|should not|must not|no longer|avoid\w*|contraindicat\w*|instead|replac\w*|switch\w*|chang\w+ to|increas\w*|decreas\w*|reduc\w* (the )?dose|anaphyla\w*|react\w+ to|allergic to|intoleran\w+)\b/i;
/** What such a sentence is about, where it is not about the drug. */
const ofOthers = /\b(vaccin\w*|immuniz\w*)\b/i;

const sentencesOf = (words: string): string[] => words.split(/[;!?\n]+|\.(?!\d)/);

/**
 * What plans, messages and tasks of the chart say of the ordered drug that may change it: a clinician
 * reads the sentence. `names` are those of the drug.
 */
export const toldElsewhere = (
  reading: BundleReading,
  names: readonly string[],
): NotUnderstood[] => {
  const known = names.map((name) => name.toLowerCase()).filter((name) => name.length >= 4);
  const isAgainst = (sentence: string) =>
    against.test(sentence) &&
    !ofOthers.test(sentence) &&
    (ofInfusion.test(sentence) || known.some((name) => sentence.toLowerCase().includes(name)));
  return reading
    .unlookedOf([...kinds, ...findings])
    .filter(({ resource }) => !over.has(resource.status))
    .flatMap(({ at, resource }) => {
      const isFinding = findings.some((type) => type === resource.resourceType);
      const [sentence] = (isFinding ? findingsOf(resource) : textsOf(resource))
        .flatMap(sentencesOf)
        .filter(isAgainst);
      if (!sentence) return [];
      reading.use(at, 'words about the ordered drug');
      return [
        {
          about: 'instruction' as const,
          at,
          words: shortened(sentence.replace(/\s+/g, ' ').trim(), 300),
          why: 'stands elsewhere in the chart, and may change what is given and when',
        },
      ];
    })
    .slice(0, 5);
};
