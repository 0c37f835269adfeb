import type { DenialRung } from '../../payer/denial-rung.ts';
import type { Block } from '../../platform/pdf/layout.ts';
import { localDate } from '../../platform/zoned-time.ts';
import { shownTo } from '../criteria/shown-to-payer.ts';
import { forfeitsOf, isShort, type RungStanding } from '../denial-ladder.ts';
import { rungNames, standingSays } from '../denial-words.ts';
import type { LetterKind } from './letter.ts';
import {
  careRows,
  caseRows,
  heading,
  heldFacts,
  type LetterFacts,
  lineSaid,
  listing,
  openPoints,
  papers,
  payerNumbers,
  payerWords,
  practiceRows,
  readingsSaid,
  rows,
  rungRows,
  saying,
  signature,
  toFill,
} from './letter-parts.ts';

const standingOf = ({ ladder }: LetterFacts, rung: DenialRung): RungStanding | undefined =>
  ladder.find((one) => one.rung === rung);

/** Rungs that are asked for in writing, lowest first. */
const inWriting: readonly DenialRung[] = ['appeal', 'second-appeal', 'external-review'];

/** The written rung that may be taken today or is under way; where none is, the appeal as it stands. */
const rungToWrite = (facts: LetterFacts): RungStanding | undefined =>
  inWriting
    .map((rung) => standingOf(facts, rung))
    .find((one) => one?.state === 'under-way' || one?.state === 'open') ??
  standingOf(facts, 'appeal');

/** Rights that end with a step, named before it is taken. */
const losing = (rung: DenialRung, { ladder }: LetterFacts): string => {
  const lost = forfeitsOf(rung, ladder).map((one) => rungNames[one.rung]);
  return lost.length > 0
    ? `It ends the right to ${lost.join(' and ')}: take that first, or say that it is given up.`
    : 'It ends no other right.';
};

/** What whoever signs looks at first; it stays here. */
const beforeSigning = (
  rung: DenialRung,
  standing: RungStanding | undefined,
  facts: LetterFacts,
): Block[] => [
  heading('Before you sign (this page is not sent)'),
  standing
    ? rows(...rungRows(standing, facts.payer.zone))
    : saying('No rule on this step is on file for this kind of plan: ask the payer.'),
  saying(losing(rung, facts)),
  heading('Not on file'),
  listing(openPoints(facts), 'nothing that such reviews ask for is missing'),
];

/** The case, and what was decided in it and why. */
const caseDenied = (facts: LetterFacts): Block[] => [
  heading('Case'),
  rows(...caseRows(facts), ['Written on', facts.on]),
  heading('What was decided'),
  listing(
    facts.authorization.lines.filter(isShort).map(lineSaid),
    'no line is denied, or granted otherwise than asked',
  ),
  ...payerWords(facts),
  ...readingsSaid(facts),
];

/** What was ordered, what the payer wants for it, and what we hold of that. */
const careNeeded = (facts: LetterFacts): Block[] => [
  heading('Order'),
  rows(...careRows(facts)),
  heading('Criteria of the payer'),
  listing(shownTo(facts.authorization), 'none of the payer is on file'),
  ...heldFacts(facts),
];

const titles: Readonly<Partial<Record<DenialRung, string>>> = {
  appeal: 'Appeal of a denial',
  'second-appeal': 'Second appeal of a denial',
  'external-review': 'Request for an external review of a denial',
};

/** Who signs it: whoever has the right to it by the rule. */
const signs = (
  { submission: { patient, practice, prescriber } }: LetterFacts,
  takenBy: RungStanding['row']['takenBy'] | undefined,
): Block[] => {
  if (takenBy === 'patient')
    return signature([patient.name.given, patient.name.family].filter(Boolean).join(' '));
  return takenBy === 'practice'
    ? signature(practice.name, practice.npi)
    : signature(prescriber?.name, prescriber?.npi ?? '');
};

const appealBlocks = (facts: LetterFacts): Block[] => {
  const standing = rungToWrite(facts);
  const rung = standing?.rung ?? 'appeal';
  return [
    { kind: 'title', text: titles[rung] ?? 'Appeal of a denial' },
    ...beforeSigning(rung, standing, facts),
    { kind: 'new-page' },
    { kind: 'title', text: titles[rung] ?? 'Appeal of a denial' },
    heading('To'),
    rows(
      ['Payer', facts.payer.name],
      ['For', standing?.row.goesTo],
      ['Numbers on file', payerNumbers(facts)],
    ),
    heading('From'),
    rows(...practiceRows(facts)),
    ...caseDenied(facts),
    heading('What we ask for'),
    saying(
      'We ask that this decision is looked at again and that every line above is approved as it was asked, for the reasons below.',
    ),
    rows(
      ['In the fast form (mark one)', standing?.row.expedited ? '[  ] yes   [  ] no' : 'no'],
      [
        'What a clinician states for it',
        standing?.row.expedited ? toFill : 'nothing: no fast form is on file',
      ],
    ),
    ...careNeeded(facts),
    heading('In the words of the prescriber'),
    rows(['Why it is needed', toFill], ['', toFill], ['', toFill]),
    heading('Enclosed'),
    listing(papers(facts), 'none: no document was given'),
    ...signs(facts, standing?.row.takenBy),
  ];
};

const missed = ({ logged }: LetterFacts, standing: RungStanding | undefined): string => {
  const calls = logged.filter((one) => one.missed).length;
  const most = standing?.row.missedCalls;
  return most
    ? `${calls} on record; after ${most} the payer counts the call as held`
    : `${calls} on record; how many the payer allows is not on file`;
};

const callBlocks = (facts: LetterFacts): Block[] => {
  const standing = standingOf(facts, 'peer-to-peer');
  const sent = facts.authorization.sent;
  return [
    { kind: 'title', text: 'Peer-to-peer call: preparation' },
    saying('For the prescriber who speaks with the clinician of the payer. It stays with us.'),
    heading('The call'),
    rows(
      ['Payer', facts.payer.name],
      ['Numbers on file', payerNumbers(facts)],
      ['Missed calls', missed(facts, standing)],
    ),
    standing
      ? rows(...rungRows(standing, facts.payer.zone))
      : saying('No rule on such calls is on file for this kind of plan: ask the payer.'),
    saying(losing('peer-to-peer', facts)),
    heading('Who calls'),
    rows(...practiceRows(facts)),
    ...caseDenied(facts),
    ...careNeeded(facts),
    heading('Not on file'),
    listing(openPoints(facts), 'nothing that such reviews ask for is missing'),
    heading('Documents'),
    rows([
      'With the request',
      sent ? `${sent.documents} went with sending ${sent.number}` : 'nothing is on record as sent',
    ]),
    listing(papers(facts), 'none was given'),
    heading('To write down in the call'),
    rows(
      ['Held on, at', toFill],
      ['Spoke with', toFill],
      ['Reference', toFill],
      ['What was decided', toFill],
      ['Which criterion is not met', toFill],
      ['What follows, until when', toFill],
    ),
    ...signature(facts.submission.prescriber?.name, facts.submission.prescriber?.npi ?? ''),
  ];
};

const statuses: Readonly<Record<LetterFacts['authorization']['status'], string>> = {
  drafted: 'not sent yet',
  'to-send': 'not sent yet',
  pended: 'not decided yet',
  'information-required': 'not decided: the payer asks for more',
  'contact-payer': 'not decided: the payer wants a call',
  rejected: 'sent back without a decision',
  denied: 'denied',
  changed: 'granted otherwise than asked',
  approved: 'approved',
  withdrawn: 'given up',
};

/** What is left to do, in the words of the ladder; of one that has ended, how it ended. */
const whatFollows = ({ denial, ladder, payer }: LetterFacts): Block[] => [
  heading('What may be done, and until when'),
  listing(
    denial?.ended
      ? [
          `The denial has ended on ${localDate(denial.ended.at, payer.zone)}: ${denial.ended.outcome}.`,
        ]
      : ladder.map((one) => standingSays(one, payer.zone)),
    'nothing is denied',
  ),
];

const determinationBlocks = (facts: LetterFacts): Block[] => {
  const { authorization, payer } = facts;
  return [
    { kind: 'title', text: 'What the payer decided' },
    saying(
      `For the practice and its patient. It tells what ${payer.name} answered; the notice of the payer itself goes before it.`,
    ),
    heading('To'),
    rows(...practiceRows(facts)),
    heading('Case'),
    rows(...caseRows(facts), ['Written on', facts.on]),
    heading('Decision'),
    rows(
      ['On the whole', statuses[authorization.status]],
      [
        'Taken on by us',
        authorization.acceptedAt && `on ${localDate(authorization.acceptedAt, payer.zone)}`,
      ],
    ),
    listing(authorization.lines.map(lineSaid)),
    ...payerWords(facts),
    ...(facts.denial ? readingsSaid(facts) : []),
    heading('Order'),
    rows(...careRows(facts)),
    ...whatFollows(facts),
    ...signature(toFill),
  ];
};

const written: Readonly<Record<LetterKind, (facts: LetterFacts) => Block[]>> = {
  appeal: appealBlocks,
  'peer-to-peer': callBlocks,
  determination: determinationBlocks,
};

/** A letter from top to bottom. Every field is there; an empty one says so, or is a line to write on. */
export const letterBlocks = (letter: LetterKind, facts: LetterFacts): Block[] =>
  written[letter](facts);
