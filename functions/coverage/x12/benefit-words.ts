import type { LineOfBusiness } from '../../payer/decision-clock.ts';
import { lookup } from '../../platform/lookup.ts';
import { at, components, repetitions } from '../../x12/read-segment.ts';
import type { BenefitLoop } from './eligibility-loops.ts';
import { withoutUsual } from './message-words.ts';
import { entitiesAsSent } from './who-else.ts';

/**
 * X12 1390 in our own words, as far as a benefit of that kind bears on whether a coverage counts. What
 * is neither here nor harmless is not understood.
 */
export const meaningsOfKinds = {
  '1': 'active',
  '2': 'active, but a provider group carries the risk and pays',
  '3': 'active, but paid to a provider by the head',
  '4': 'active, but paid to the primary care provider by the head',
  '5': 'active, but under investigation',
  '6': 'inactive',
  '7': 'inactive until the eligibility is updated',
  '8': 'inactive, under investigation',
  E: 'excluded',
  A: 'the patient pays this share',
  F: 'nothing is left of a limit',
  I: 'not covered',
  M: 'a pre-existing condition',
  MC: 'another entity manages the care',
  N: 'restricted to one provider',
  O: 'not deemed necessary',
  Q: 'a second opinion is required',
  T: 'the card is reported lost or stolen',
  U: 'another entity is to be asked',
  V: 'it cannot be processed',
  W: 'another source has the data',
  X: 'the patient is in the care of a facility',
  Y: 'the patient has to spend down first',
};
const meanings = lookup<string>(meaningsOfKinds);

/** Kinds that tell of costs, of who else is there or of the plan, and speak against nothing. */
const harmless = new Set([
  '1',
  'A',
  'B',
  'C',
  'CB',
  'D',
  'F',
  'G',
  'H',
  'J',
  'K',
  'L',
  'P',
  'R',
  'S',
]);

/** Whether a benefit of this kind keeps somebody from counting on the coverage. */
export const isDoubtful = (code: string): boolean => !harmless.has(code);

/** One benefit as sent: its code with what it means, what it is about, who is named, its messages. */
export const benefitAsSent = (loop: BenefitLoop): string => {
  const { benefit, segments } = loop;
  const code = at(benefit, 1);
  const [, procedure] = components(benefit, 13);
  const types = repetitions(benefit, 3);
  return [
    `${code} (${meanings[code] ?? 'not understood'})`,
    types.length > 0 ? `service type ${types.join(', ')}` : '',
    procedure ? `procedure ${procedure}` : '',
    at(benefit, 2) ? `level ${at(benefit, 2)}` : '',
    at(benefit, 12) === 'N' ? 'out of network' : '',
    at(benefit, 4) ? `insurance ${at(benefit, 4)}` : '',
    at(benefit, 5),
    ...entitiesAsSent(loop),
    ...segments
      .filter(({ id }) => id === 'DTP' || id === 'MSG')
      .map((segment) =>
        segment.id === 'MSG' ? at(segment, 1) : `date ${at(segment, 1)} ${at(segment, 3)}`,
      ),
  ]
    .filter(Boolean)
    .join('; ')
    .slice(0, 400);
};

/** Programs that pay premiums, or for an emergency or one kind of care, and no infusion. */
const partial =
  /\b(emergenc\w*|family planning|only|spend-?\s?down|share of cost|medically needy|QMB|SLMB|QDWI|QI-?[12]?|hospital indemnity|accident|workers'? comp\w*|no-?fault|subrogat\w*|minimum (essential|value)|short[- ]term|critical illness|discount)\b/i;

/** That a coverage has ended, does not count, or is somebody else's to pay, to manage or to supply. */
const contrary = [
  /\b(terminat\w*|termed|(retro )?term(ed)? (date|possible)|ended|expired?|disenroll\w*|lapsed|no longer|void(ed)?|deceased|incarcerat\w*)\b/i,
  /\b(coverage|policy|plan|benefits?|eligibility) (ends?|ending|expires?|term)\b|\b(last day|end date)\b/i,
  /\b(unpaid|past due|delinquent|grace period|not received|suspend\w*|cancel\w*|pending|presumptive|will (be held|pend))\b/i,
  /\b(inactive|in-?eligib\w*|not (a )?(eligible|covered|active|enrolled|payable|benefit)|no (active |medical )?(coverage|benefits?)|non-?\s?covered|exclu(ded|des|sion)\w*)\b/i,
  /\b(exhausted|exceeded|maximum (benefit )?(has been |is |was )?(met|reached)|limit (has been |is |was )?(met|reached)|waiting period|pre-?\s?existing)\b/i,
  /\b(step therapy|preferred|carve\w*|lock(ed)?[- ]?in\w*|restricted to|must (be )?(obtain\w*|fill\w*|dispens\w*|use|enroll))\b/i,
  /\b((other|another) (ins\w*|coverage|carrier|payer|payor|plan)|medicare (is )?(advantage|primary)|(primary|first) (insur\w*|payer|payor|carrier)|COB\b|coordination of benefits)/i,
  /\b(pharmacy benefit|under (the )?pharmacy|speciali?ty pharmacy only|hospice|delegat\w*|managed by|enrolled in|(do not|don't) bill|in error|out of area)\b/i,
];

/** Whether a message of the payer says in words what no code says. */
export const isContraryMessage = (message: string): boolean => {
  const said = withoutUsual(message);
  return contrary.some((pattern) => pattern.test(said)) || partial.test(said);
};

/**
 * Whether the name of a plan says that it is none for an infusion, or has ended. "Preferred" is part of
 * many a name, and a Medicare Advantage plan is called so where the payer is one.
 */
export const isContraryName = (name: string, line?: LineOfBusiness): boolean => {
  const said = name
    .replace(/\bpreferred\b/gi, '')
    .replace(line === 'medicare-advantage' ? /\bmedicare advantage\b/gi : /$^/, '');
  return isContraryMessage(said) || /\b(dental|vision|limited)\b/i.test(said);
};
