import type { CorrespondenceView } from '../../hold/correspondence.ts';
import type { Site } from '../../network/network.ts';
import { isByHand, whereTo } from '../../payer/channel.ts';
import { isInForce } from '../../payer/dated-row.ts';
import { type DenialReading, readingSays } from '../../payer/denial-readings.ts';
import type { Payer } from '../../payer/payer.ts';
import { payerReason } from '../../payer/payer-reasons.ts';
import { type Block, notGiven } from '../../platform/pdf/layout.ts';
import { localDate } from '../../platform/zoned-time.ts';
import { drugsOf } from '../../referral/order/regimen.ts';
import type { CoverageClaimed, Submission } from '../../referral/referral.ts';
import type { Therapy } from '../../therapy/therapy.ts';
import { type Authorization, authorizationNumber, type Line } from '../authorization.ts';
import type { Denial } from '../denial.ts';
import { type EvidencePoint, evidenceFor } from '../denial-evidence.ts';
import type { RungStanding } from '../denial-ladder.ts';
import { markSays, standingSays } from '../denial-words.ts';
import { dosingText } from '../pas/dosing.ts';

/** Everything that a letter is made of. What is not known any more is told as not given. */
export type LetterFacts = {
  authorization: Authorization;
  submission: Submission;
  payer: Payer;
  coverage: CoverageClaimed | undefined;
  therapy: Therapy | undefined;
  site: Site | undefined;
  /** Calls, letters and looks that were written down about the request. */
  logged: readonly CorrespondenceView[];
  denial: Denial | undefined;
  ladder: readonly RungStanding[];
  /** Today, at the desk. */
  on: string;
};

type LetterRow = readonly [label: string, value: string | undefined];

export const heading = (text: string): Block => ({ kind: 'heading', text });
export const saying = (text: string): Block => ({ kind: 'text', text });
export const rows = (...all: readonly LetterRow[]): Block => ({ kind: 'rows', rows: all });
export const listing = (items: readonly string[], empty: string = notGiven): Block => ({
  kind: 'list',
  items,
  empty,
});

const joined = (...parts: readonly (string | undefined)[]): string | undefined =>
  parts.filter(Boolean).join(', ') || undefined;

const nameOf = ({ name }: Submission['patient']): string =>
  [name.given, name.middle, name.family, name.suffix].filter(Boolean).join(' ');

const addressOf = (address: Submission['patient']['address']): string | undefined =>
  address &&
  joined(
    ...address.line,
    address.city,
    [address.state, address.postalCode].filter(Boolean).join(' '),
  );

/** The practice as it writes, and is written to. */
export const practiceRows = ({
  submission: { practice, prescriber },
}: LetterFacts): LetterRow[] => [
  ['Practice', practice.name],
  ['NPI of the practice', practice.npi],
  ['Prescriber', prescriber?.name],
  ['NPI of the prescriber', prescriber?.npi],
  ['Telephone', practice.phone ?? prescriber?.phone],
  ['Fax', practice.fax],
];

/** Whose case it is, by everything that the payer may find it by. */
export const caseRows = ({
  authorization,
  submission: { patient },
  coverage,
  payer,
  denial,
}: LetterFacts): LetterRow[] => [
  ['Member', nameOf(patient)],
  ['Birth date', patient.birthDate],
  ['Member id', coverage?.memberId],
  ['Group', coverage?.groupNumber],
  ['Our case', authorization.authorizationId],
  ['Reference of the payer', authorization.reference],
  ['Authorization number', authorizationNumber(authorization)],
  ['Decided on', denial ? localDate(denial.at, payer.zone) : decidedOn(authorization, payer)],
  ['Date on the notice', denial?.noticeOn],
];

/** The day of the newest decision, where the payer is. */
const decidedOn = ({ lines, answeredAt }: Authorization, { zone }: Payer): string | undefined => {
  const at =
    answeredAt ??
    lines
      .flatMap(({ decision }) => decision?.at ?? [])
      .sort()
      .at(-1);
  return at && localDate(at, zone);
};

/** What was ordered, for what, and where it is to be given. */
export const careRows = ({
  authorization: { setting, placeOfService },
  submission,
  therapy,
  site,
}: LetterFacts): LetterRow[] => [
  ...drugsOf(submission).map(
    (drug, index): LetterRow => [
      index === 0 ? 'Drug and dosing' : `Drug ${index + 1}`,
      therapy &&
        dosingText(drug.submission.order, (index === 0 ? undefined : drug.therapy) ?? therapy),
    ],
  ),
  ['In the words of the order', submission.order.sig],
  [
    'Diagnosis',
    submission.diagnoses.map(({ code, text }) => [code, text].filter(Boolean).join(' ')).join('; '),
  ],
  ['Site of care', joined(site?.name, site && `NPI ${site.npi}`)],
  ['Address of the site', addressOf(site?.address)],
  ['Setting', `${setting.replaceAll('-', ' ')} (place of service ${placeOfService})`],
];

const states: Readonly<Record<Line['state'], string>> = {
  drafted: 'not decided',
  approved: 'approved',
  'approved-modified': 'approved otherwise than asked',
  'partially-approved': 'approved in part',
  denied: 'denied',
  'pended-information-required': 'not decided: the payer asks for more',
  'pended-in-review': 'not decided: the payer looks at it',
  cancelled: 'cancelled',
  'contact-payer': 'not decided: the payer wants a call',
  'not-required': 'needs no authorization',
  'rejected-fix': 'sent back: to be corrected',
  'rejected-stop': 'sent back',
  'transmission-failed': 'not received',
  'needs-person': 'answered in a way that a person has to read',
};

const period = (from: string | undefined, through: string | undefined): string | undefined =>
  from || through ? `from ${from ?? notGiven} through ${through ?? notGiven}` : undefined;

/** What was asked of a line, and what the payer said of it. */
export const lineSaid = ({
  sequence,
  code,
  kind,
  units,
  visits,
  from,
  through,
  state,
  decision,
}: Line): string =>
  [
    `Line ${sequence}, ${code} (${kind}): asked ${units} units in ${visits} visits, ${period(from, through)}`,
    [
      states[state],
      decision?.number && `number ${decision.number}`,
      decision?.units !== undefined && `${decision.units} units`,
      decision?.visits !== undefined && `${decision.visits} visits`,
      period(decision?.from, decision?.through),
    ]
      .filter(Boolean)
      .join(', '),
    ...(decision?.reasons ?? []).map(payerReason),
    decision?.toldBy && `told by ${decision.toldBy}`,
  ]
    .filter(Boolean)
    .join('; ');

/** The payer's own words of the request, each once. */
export const payerWords = ({ authorization, denial }: LetterFacts): Block[] => [
  heading('In the words of the payer'),
  listing(
    [
      ...new Set([
        ...(denial?.said ?? []),
        ...(authorization.payerSays ?? []),
        ...authorization.lines.flatMap(({ decision }) => decision?.said ?? []),
      ]),
    ],
    'none: the payer gave no words, or nobody wrote them down',
  ),
];

export const readingsSaid = ({ denial }: LetterFacts): Block[] => [
  heading('Why, as we read it'),
  listing((denial?.readings ?? []).map(readingSays), 'not understood'),
];

/** What would answer the denial: general points of any review beside those of the reasons given. */
export const pointsOf = ({
  authorization,
  submission,
  payer,
  denial,
  on,
}: LetterFacts): EvidencePoint[] => {
  const readings: DenialReading[] = [
    ...(denial?.readings ?? []),
    'diagnosis',
    'step-therapy',
    'medical-necessity',
  ];
  return evidenceFor([...new Set(readings)], { authorization, submission, payer, on });
};

/** Papers are listed by themselves. */
const ofPapers = 'Documents that can be sent';

/** The facts that we hold, criterion by criterion. */
export const heldFacts = (facts: LetterFacts): Block[] => {
  const held = pointsOf(facts).filter(
    ({ standing, criterion }) => standing === 'held' && criterion !== ofPapers,
  );
  return [
    heading('Facts'),
    held.length > 0
      ? rows(...held.map(({ criterion, facts: found }): LetterRow => [criterion, found.join('\n')]))
      : saying('None is on file.'),
  ];
};

/** What is not on file, and who is asked for it: for whoever signs, not for the payer. */
export const openPoints = (facts: LetterFacts): string[] =>
  pointsOf(facts)
    .filter(({ standing }) => standing !== 'held')
    .map(({ criterion, fix }) => `${criterion}: not on file. ${fix ?? ''}`.trim());

export const papers = ({ submission: { documents } }: LetterFacts): string[] =>
  documents
    .filter(({ storedAs }) => storedAs !== undefined)
    .map(({ title, type, contentType }) =>
      [title, type && `LOINC ${type}`, contentType].filter(Boolean).join(', '),
    );

/** How one rung stands, how far its row may be relied on, and where that was read. */
export const rungRows = (standing: RungStanding, zone: string): LetterRow[] => {
  const { row } = standing;
  return [
    ['How it stands', standingSays(standing, zone)],
    ['Goes to', row.goesTo],
    ['Taken by', row.takenBy],
    [
      'New facts',
      row.newFacts
        ? 'are looked at: say what the request did not have'
        : 'are not looked at: only what the request had counts; what is new belongs in an appeal',
    ],
    [
      'Fast form',
      row.expedited ? `may be asked for: ${row.expedited.criterion}` : 'none is on file',
    ],
    ['By which rule', [row.basis, row.source, markSays(row)].filter(Boolean).join('. ')],
  ];
};

/** Numbers at which people are reached, of those that the payer takes requests by today. */
export const payerNumbers = ({ payer, on }: LetterFacts): string | undefined =>
  payer.authorization.channels
    .filter(isByHand)
    .filter((way) => way.channel !== 'portal' && isInForce(way, on))
    .map((way) => `${way.channel} ${whereTo(way)}${way.attention ? ` (${way.attention})` : ''}`)
    .join('; ') || undefined;

/** Where somebody writes by hand. */
export const toFill = '_'.repeat(46);

/** Who signs, with a place for it; nothing is signed by a machine. */
export const signature = (who: string | undefined, npi?: string): Block[] => [
  // The whole of it on one page: a signature below nothing binds nobody.
  { kind: 'heading', text: 'Signature', keeps: 8 },
  rows(
    ['Name', who],
    ...(npi === undefined ? [] : [['NPI', npi] as const]),
    ['Signature', toFill],
    ['Date', toFill],
  ),
  saying('It holds once it is signed. Whoever signs has read it and answers for it.'),
];
