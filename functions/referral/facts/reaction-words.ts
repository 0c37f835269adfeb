import { wordsOf } from './condition-words.ts';
import { plain } from './result-words.ts';

/** Reactions after which a drug is not given again without a clinician; general knowledge - verify. */
const serious =
  /anaphyla|anafila|angio-?o?edema|stevens|\bsjs\b|toxic epidermal|\bdress\b|serum sickness|airway|throat|tongue swelling|bronchospas|stridor|cardiac arrest|\bicu\b|intubat|epinephrine|\bepi-?pen\b|life[- ]threat|grade (3|4|iii|iv)\b|\bshock\b|loss of consciousness|(severe|serious|grave) (\w+ ){0,2}(reaction|allerg|hypersensitiv|reaccion)/;
const any =
  /allerg|alergi|hypersensitiv|reaction|reaccion|reacted|intoleran|hives|urticaria|rash|flushing|wheez|pruritus|itching|rigors|chest tightness|hypotension|dyspnea/;
const mild =
  /\b(mild|minor|slight|grade (1|2|i|ii)\b|leve|tolerat)|(nausea|headache|fatigue|injection site|local) /;

/** What a reaction is watched, prepared or treated for, and has not been. */
const ahead =
  /\b(anaphyla\w*|reaction|allergy) (kit|protocol|orders?|plan)\b|\b(monitor\w*|watch\w*|observ\w*|premedicat\w*|prevent\w*|in case of|if|when|prn|as needed|have ready|at bedside|protocol|kit|risk of|counsel\w*|educat\w*|warn\w*)\b[^.;]*/g;

/** Words without what they deny, and without what is only ahead. */
const told = (words: string): string =>
  (wordsOf({ name: words }, { whenPast: true })[0] ?? '').replace(ahead, '');

export type ReactionSaid = 'serious' | 'unclear' | 'mild' | 'none';

/** Which reaction words tell of, once what they deny is taken out. */
export const reactionIn = (words: string): ReactionSaid => {
  const said = told(words);
  if (serious.test(said)) return 'serious';
  if (!any.test(said)) return 'none';
  return mild.test(said) ? 'mild' : 'unclear';
};

const anaphylaxis = /anaphyla|anafila/;
/** Words that say what happened and not by what. */
const saysNoCause =
  /\b(history|of|personal|h\/o|hx|prior|previous|past|anaphyla\w*|anafila\w*|anaphylactoid|reactions?|shock|allergic|allerg(y|ies)|due|to|or|adverse|effects?|correct|drugs?|medications?|medicaments?|medicinal|products?|substances?|properly|administered|given|initial|subsequent|encounter|sequela|unspecified|other|severe|serious|nos|idiopathic|disorder|finding|situation|status|the|a|an|in|on|with|and|after|by|from|patient|had|has|was|[\d/.-]+)\b|[^a-z0-9]/g;

/** Whether words tell of an anaphylaxis and not by what. */
export const anaphylaxisWithoutCause = (words: string): boolean => {
  // Spares most words the reading.
  if (!anaphylaxis.test(plain(words))) return false;
  const said = told(words);
  return anaphylaxis.test(said) && plain(said).replace(saysNoCause, '') === '';
};
