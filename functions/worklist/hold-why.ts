import { type Evidence, readEvidence, type ToldReason } from '../hold/evidence.ts';
import { type Hold, isOpen } from '../hold/hold.ts';
import { deskZone } from '../hold/hold-clock.ts';
import type { HoldReason } from '../hold/hold-reasons.ts';
import { writeWhen } from '../outreach/message-facts.ts';
import { siteReasons } from '../placement/site-reasons.ts';
import type { AuditRecord } from '../platform/audit.ts';
import type { Determination } from '../platform/determination.ts';
import type { Reader } from '../platform/disclosure.ts';
import { readScope } from '../platform/ids.ts';
import { lookup } from '../platform/lookup.ts';
import { holdsUp } from '../referral/checks/findings.ts';
import { orderAspects } from '../referral/order-change.ts';
import type { Finding } from '../referral/referral.ts';
import { wordsOfFault } from './fault-words.ts';
import type { HoldDetail } from './routes.ts';

type Why = HoldDetail['why'][number];

/** Which visit comes late, and until when the dose was to be given. */
const lateWhy = ({ visitId, doseBy, on }: Evidence<'first-dose-late'>): Why[] => [
  {
    code: 'first-dose-late',
    text: `The first visit is on ${on} (${visitId}); the dose is in its window through ${doseBy}.`,
  },
];

/** What the patient wishes, of which visit. */
const wishWhy = ({ visitId, wish, by, words, times = [] }: Evidence<'move-requested'>): Why[] => {
  return [
    {
      code: 'move-requested',
      text: `${by ? `The wish of ${by}` : 'The patient’s wish'}: ${wish.replaceAll('-', ' ')} (${visitId}).${times.length > 0 ? ` Could come: ${times.join(', ')}.` : ''}`,
      ...(words ? { said: words } : {}),
    },
  ];
};

/** What a visit lost. */
const displacedWhy = ({ visitId, lacks }: Evidence<'visit-displaced'>): Why[] => [
  {
    code: 'visit-displaced',
    text: `The visit ${visitId} lacks: ${lacks.map((lack) => lack.replaceAll('-', ' ')).join(', ')}.`,
  },
];

/** A visit is over; its own place says which. */
const unrecordedWhy: Telling = ({ hold: { scope, openedAt } }) => [
  {
    code: 'visit-unrecorded',
    text: `Visit ${readScope(scope).number} of the series was over, and not recorded, when this was opened (${writeWhen({ startsAt: openedAt, zone: deskZone }, 'en')}).`,
  },
];

const deliveries = lookup<string>({
  unknown: 'nobody can say whether it went out',
  refused: 'it was refused on its way',
  withheld: 'no open way leads to whom it is for',
});

/** Which message did not arrive, and how that is known; never its words. */
const messageWhy = ({
  kind,
  channel,
  recipient,
  status,
  code,
}: Evidence<'message-undelivered'>) => [
  {
    code,
    text: `The ${channel} about "${kind.replaceAll('-', ' ')}" to the ${recipient}: ${deliveries[status]}.`,
  },
];

const topics = {
  unwell: 'It may tell of a reaction or an illness',
  visit: 'It seems to be about a visit',
  other: 'Texted',
  unclear: 'Texted, and no rule can tell whether somebody is unwell: read it soon',
} as const;

/** A text in the words of whoever wrote it, and the visit that they may be about. */
const textWhy = (text: Evidence<'patient-wrote'>['texts'][number]): Why[] => [
  {
    code: text.topic === 'other' ? 'patient-wrote' : `wrote-of-${text.topic}`,
    text: `${topics[text.topic]} (${writeWhen({ startsAt: text.at, zone: deskZone }, 'en')}).${text.by ? ` From ${text.by}.` : ''}`,
    said: text.words,
  },
  ...(text.asksToEnd
    ? [
        {
          code: 'asks-to-end',
          text: 'It may ask for no more texts; until it is answered none go out.',
        },
      ]
    : []),
  ...text.visits.map(({ visitId, ...visit }) => ({
    code: 'next-visit',
    text: `The next visit then: ${writeWhen(visit, 'en')} (${visitId}).`,
  })),
];

/** Whom a number leads to is told as it is: nobody is taken for the one who wrote. */
const writersWhy = ({ patients, former }: Evidence<'patient-wrote'>): Why => {
  const where = recordsOf(patients);
  if (former)
    return {
      code: 'number-former',
      text: `The number is not in use any more: ${where} had it. Ask who wrote.`,
    };
  return patients.length > 1
    ? {
        code: 'number-shared',
        text: `The number leads to ${patients.length} patients: ${where}. Ask who wrote.`,
      }
    : { code: 'number-own', text: `How they are reached: ${where}.` };
};

const textsWhy = (evidence: Evidence<'patient-wrote'>): Why[] => [
  writersWhy(evidence),
  ...evidence.texts.flatMap(textWhy),
];

/** Which lessons are to be explained, who asked, and who promised to on which day. */
const teachingWhy = ({ asked, again }: Evidence<'teaching-asked'>): Why[] => [
  ...(again
    ? [{ code: 'explain-again', text: `${again.person} explains it again on ${again.on}.` }]
    : []),
  ...asked.map(({ title, at, by, words }) => ({
    code: 'lesson-asked',
    text: `"${title}": asked ${writeWhen({ startsAt: at, zone: deskZone }, 'en')} by ${by}.`,
    ...(words ? { said: words } : {}),
  })),
];

const recordsOf = (ids: readonly string[]): string =>
  ids.map((id) => `/patients/${id}/record`).join(', ');

/** Where to look who a patient is; never a name. */
const uncertainWhy = ({ patientId, others }: Evidence<'patient-uncertain'>) => [
  { code: 'may-be-known', text: `Compare who they are: ${recordsOf([patientId, ...others])}.` },
];

/** Where to look what a practice names; never a number or address. */
const claimedWhy = ({ patientId }: Evidence<'contact-claimed'>) => [
  { code: 'contact-differs', text: `Ask the patient which is right: ${recordsOf([patientId])}.` },
];

/** Since when nobody writes to the patient, and where to look who it is. */
const deathWhy = ({ patientId, since }: Evidence<'death-reported'>) => [
  {
    code: 'said-to-have-died',
    text: `Told ${writeWhen({ startsAt: since, zone: deskZone }, 'en')}; who it is: ${recordsOf([patientId])}.`,
  },
];

/** In what a changed order differs from the one that was checked. */
const changesWhy = ({ changes, limits = [] }: Evidence<'order-changed'>) => [
  ...orderAspects
    .filter(({ code }) => changes.includes(code))
    .map(({ code, text }) => ({ code, text })),
  ...limits.map(({ limit, was, is }) => ({
    code: 'stricter-limit',
    text: `Local policy, ${limit}: ${is} now; it was ${was} when the order was judged.`,
  })),
];

/** Which doses lost their visit. */
const dosesWhy = ({ doses }: Evidence<'visit-to-rebook'>) => [
  { code: 'doses-without-visit', text: `Without a visit: dose ${doses.join(', ')}.` },
];

const dosesToCome = (from: number, through: number | undefined): string => {
  if (through === undefined)
    return `The order goes on: dose ${from} and those after it have no visit.`;
  return through === from
    ? `Dose ${from} has no visit.`
    : `Doses ${from} to ${through} have no visit.`;
};

/** Which doses to come have no visit, and which visits the order does not ask for. */
const seriesWhy = ({ from, through, surplus }: Evidence<'series-unlike-order'>) => [
  ...(from === undefined ? [] : [{ code: 'doses-to-come', text: dosesToCome(from, through) }]),
  ...(surplus
    ? [{ code: 'visits-not-ordered', text: `Not asked for by the order: ${surplus.join(', ')}.` }]
    : []),
];

/** What is known when somebody asks why a hold waits. */
type Known = {
  hold: Hold;
  records: readonly AuditRecord[];
  findings: readonly Finding[];
  /** What had stopped the order and a clinician has cleared. */
  cleared: readonly Finding[];
  names: ReadonlyMap<string, string>;
  /** Which kinds of facts the reader is shown beside the reason itself. */
  see: Reader;
};
type Telling = (known: Known) => Why[];

/**
 * What the last answer to a question gave as reasons; those for it if nothing else.
 *
 * @param newest whether an answer that came while the hold was open counts too
 */
const answerTo =
  (question: Determination['question'], newest = false): Telling =>
  ({ hold, records }) => {
    const about = records.findLast(
      ({ at, determination }) =>
        determination?.question === question && (at <= hold.openedAt || (newest && isOpen(hold))),
    );
    const reasons = about?.determination?.reasons ?? [];
    const others = reasons.filter(({ bearing }) => bearing !== 'for');
    return (others.length > 0 ? others : reasons).map(({ code, text }) => ({ code, text }));
  };

/** By when the step is to be taken; what it is stands with what was written down. */
const promisedWhy = ({ on }: Evidence<'step-promised'>): Why[] => [
  {
    code: 'step-promised',
    text: `A next step was named for ${on}; it stands below with what was said.`,
  },
];

/** Why the place is weighed anew, and where the doses to come may be given. */
const siteWhy = (
  { siteId, because, better, freeThrough }: Evidence<'site-review'>,
  { names }: Known,
): Why[] => {
  // One that is not of the network any more is told by its id.
  const named = (id: string): string => names.get(id) ?? id;
  const here = named(siteId);
  const words = lookup<{ text: string }>({ ...siteReasons });
  return [
    ...because.map((code) => ({ code, text: `${here}: ${words[code]?.text ?? code}` })),
    ...(better ? [{ code: 'better-site', text: `Better by every rule: ${named(better)}.` }] : []),
    ...(freeThrough
      ? [
          {
            code: 'free-through',
            text: `The payer leaves ${here} free through dose ${freeThrough}; those doses stay where they are, and the place of the ones after them is looked for in time.`,
          },
        ]
      : []),
  ];
};

const accessWords = lookup<string>({
  'no-access': 'No access was had at the visit.',
  'not-central': 'The drug harms the veins of the arm, and the line that was used ends there.',
  'hard-again': 'The veins were hard to reach at two visits in a row; a port may be talked about.',
});

/** What a visit found of the veins and the line. */
const accessWhy = ({ found }: Evidence<'access-review'>): Why[] =>
  found.flatMap((code) => {
    const text = accessWords[code];
    return text ? [{ code, text }] : [];
  });

/** What failed where, and what cures it. */
const faultWhy: Telling = ({ hold }) => {
  const { stage } = hold;
  const failed = readEvidence(hold, 'needs-attention');
  const name = failed && ('fault' in failed ? failed.fault : failed.status);
  const { code, text, fix } = wordsOfFault(name ?? '');
  return [{ code, text: `${text} It was at: ${stage}.`, fix }];
};

const channels = {
  x12: 'eligibility, through the clearinghouse',
  pas: 'authorization',
  'x12-278': 'authorization, through the clearinghouse',
} as const;

/** Which payer does not answer, about what, and what was the matter last. */
const silenceWhy = ({
  payerId,
  channel,
  code: last,
  askedAgainAt,
}: Evidence<'payer-unavailable'>): Why[] => {
  const { code, text, fix } = wordsOfFault(`TransientFault:${last}`);
  const pause = askedAgainAt
    ? ` It asked to be left alone until ${writeWhen({ startsAt: askedAgainAt, zone: deskZone }, 'en')}.`
    : '';
  return [{ code, text: `${payerId} (${channels[channel]}): ${text}${pause}`, fix }];
};

const endings = lookup<string>({
  'ends-before-series': 'It ends before the last visit of the series.',
  'units-run-out': 'Its units do not last for every visit of the series.',
  'order-outlasts-request': 'The order goes on after what was asked for.',
});

/** How an authorization falls short of its series, and whether its order was signed again since. */
const endingWhy: Telling = ({ hold: { holdId, openedAt }, records }) => {
  const ending = String(
    records.find(({ event, detail }) => event === 'hold.placed' && detail.holdId === holdId)?.detail
      .ending,
  );
  const text = endings[ending];
  const isSigned = records.some(({ at, detail }) => detail.signedAgain === true && at >= openedAt);
  return [
    ...(text ? [{ code: ending, text }] : []),
    ...(isSigned ? [{ code: 'signed-again', text: 'The order was signed again since.' }] : []),
  ];
};

const lacksOfLine = lookup<string>({
  dates: 'does not pay for that day',
  units: 'has not units enough left',
  visits: 'has no visit left',
});

/** Which visits an authorization does not pay for, each with the lines that fail it. */
const uncoveredWhy = ({ lacking: short }: Evidence<'visits-not-covered'>): Why[] =>
  short.map(({ dose, on, code, lacks }) => ({
    code: `not-covered-${lacks}`,
    text: `Dose ${dose}, on ${on}: the line ${code} ${lacksOfLine[lacks]}.`,
  }));

/** Of which lines more was given than is paid for. */
const beyondWhy = ({ lines }: Evidence<'given-not-authorized'>): Why[] =>
  lines.map(({ code, of, authorized, used }) => ({
    code: `given-beyond-${of}`,
    text: `Of the line ${code} ${used} ${of} were given, and ${authorized} are authorized.`,
  }));

/** What is told of a hold whose evidence cannot be read. */
const notUnderstood: Why = {
  code: 'evidence-not-understood',
  text: 'It cannot be read what exactly this is about.',
  fix: 'Look at the referral; its timeline says what came before.',
};

/** Tells what the hold itself is about. */
const about =
  <R extends ToldReason>(
    reason: R,
    tell: (evidence: Evidence<R>, known: Known) => Why[],
  ): Telling =>
  (known) => {
    const evidence = readEvidence(known.hold, reason);
    return evidence ? tell(evidence, known) : [notUnderstood];
  };

const lacking = (findings: readonly Finding[]): Why[] =>
  findings.map(({ code, text, fix, owner, said, source }) => ({
    code,
    text,
    fix,
    ...(said ? { said } : {}),
    ...(owner ? { owner } : {}),
    source,
  }));

const byHand: Why = {
  code: 'by-hand',
  text: 'No machine of the payer takes this request, so a person sends it.',
};

const findingsWhy: Telling = ({ findings }) => lacking(findings);

/** What a visit lacks; of its coverage, what the payers said of it last as well. */
const readyWhy: Telling = (known) => {
  const lacks = answerTo('ready')(known);
  const isOfCoverage = lacks.some(
    ({ code }) => code === 'coverage-ended' || code === 'payer-changed',
  );
  return [
    ...lacks,
    ...(isOfCoverage && known.see('payer') ? answerTo('covered', true)(known) : []),
  ];
};

/** That a clearance does not reach the visit, and what it was of: that is open again for it. */
const clearanceWhy: Telling = (known) => [
  ...answerTo('ready')(known),
  ...(known.see('findings') ? lacking(known.cleared) : []),
];

/** The payer's answer, where the wait follows from it. */
const payerWhy = answerTo('authorized', true);

/** The request is on its way, and nothing was heard since. */
const decisionWhy: Telling = (known) => {
  const told = payerWhy(known);
  return told.length > 0
    ? told
    : [
        {
          code: 'no-answer-yet',
          text: 'The request was sent, and the payer has not answered it yet.',
        },
      ];
};

/**
 * Why a hold of each reason waits: what the answer before the wait gave as reasons, what the order
 * lacks, what the hold is about or what failed. What a nurse reported of a reaction is told where a
 * clinician is to clear it, and nowhere else.
 */
const whys: Readonly<Record<HoldReason, Telling>> = {
  'order-incomplete': findingsWhy,
  'order-to-sign': findingsWhy,
  'order-sent-back': findingsWhy,
  'order-unsafe': findingsWhy,
  'order-drug-unknown': findingsWhy,
  'coverage-not-active': answerTo('covered'),
  'coverage-identity': answerTo('covered'),
  'coverage-other-payer': answerTo('covered'),
  'coverage-in-doubt': answerTo('covered'),
  'site-needs-clinician': answerTo('site-of-care'),
  'authorization-need-unknown': answerTo('authorization-needed'),
  'payer-unavailable': about('payer-unavailable', silenceWhy),
  // Where to and how stands with its packet: hold-packet.ts.
  'packet-to-send': () => [byHand],
  'evidence-missing': answerTo('criteria', true),
  'conditions-undocumented': answerTo('criteria', true),
  'evidence-contradictory': answerTo('criteria', true),
  'criteria-not-met': answerTo('criteria', true),
  'payer-decision': decisionWhy,
  'information-requested': payerWhy,
  denied: payerWhy,
  'denied-site-of-care': payerWhy,
  'approval-changed': payerWhy,
  'submission-rejected': payerWhy,
  'payer-contact': payerWhy,
  'approval-taken-back': payerWhy,
  'approval-lost': payerWhy,
  'answer-unexpected': payerWhy,
  'authorization-ending': endingWhy,
  'visits-not-covered': about('visits-not-covered', uncoveredWhy),
  'given-not-authorized': about('given-not-authorized', beyondWhy),
  'no-capacity': answerTo('series'),
  'order-changed': (known) => [
    ...about('order-changed', changesWhy)(known),
    ...lacking(known.findings.filter(holdsUp)),
  ],
  'coverage-changed': (known) => [
    ...about('coverage-changed', changesWhy)(known),
    ...(readEvidence(known.hold, 'coverage-changed')?.changes.includes('payer')
      ? answerTo('covered')(known)
      : []),
  ],
  'place-changed': about('place-changed', changesWhy),
  'patient-uncertain': about('patient-uncertain', uncertainWhy),
  'contact-claimed': about('contact-claimed', claimedWhy),
  'death-reported': about('death-reported', deathWhy),
  'visit-to-rebook': about('visit-to-rebook', dosesWhy),
  'series-unlike-order': about('series-unlike-order', seriesWhy),
  'first-dose-late': about('first-dose-late', lateWhy),
  'move-requested': about('move-requested', wishWhy),
  'visit-displaced': about('visit-displaced', displacedWhy),
  'visit-not-ready': readyWhy,
  'clearance-ended': clearanceWhy,
  'visit-unrecorded': unrecordedWhy,
  'visit-suspended': answerTo('reaction'),
  'site-review': about('site-review', siteWhy),
  'access-review': about('access-review', accessWhy),
  'step-promised': about('step-promised', promisedWhy),
  'message-undelivered': about('message-undelivered', messageWhy),
  'patient-wrote': about('patient-wrote', textsWhy),
  'teaching-asked': about('teaching-asked', teachingWhy),
  'patient-unwell': about('patient-unwell', textsWhy),
  'needs-attention': faultWhy,
};

/** Why a hold waits, in words; one whose reason no code knows any more is told as a fault. */
export const explainHold = (
  hold: Hold,
  {
    records = [],
    findings = [],
    cleared = [],
    names = new Map(),
    see = () => false,
  }: Partial<Omit<Known, 'hold'>>,
): Why[] => {
  const tell = Object.hasOwn(whys, hold.reason) ? whys[hold.reason] : faultWhy;
  return tell({ hold, records, findings, cleared, names, see });
};
