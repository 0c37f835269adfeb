import { type ByHand, whereTo } from '../../payer/channel.ts';
import { type Block, notGiven } from '../../platform/pdf/layout.ts';
import { printable } from '../../platform/pdf/printable.ts';
import { localDate } from '../../platform/zoned-time.ts';
import { drugsOf } from '../../referral/order/regimen.ts';
import type { Submission } from '../../referral/referral.ts';
import type { Authorization, Line } from '../authorization.ts';
import { shownTo } from '../criteria/shown-to-payer.ts';
import { evidenceFor } from '../denial-evidence.ts';
import { dosingText } from '../pas/dosing.ts';
import type { RequestBasis } from '../request-basis.ts';
import { sendingId } from '../request-names.ts';
import type { Enclosed } from './enclosed.ts';

/** Everything that a packet is made of. */
export type PacketFacts = RequestBasis & {
  /** How it goes; undefined where no channel of the payer is left. */
  way: ByHand | undefined;
  /** Which sending it is; its name is the same when it is made again. */
  number: number;
  /** The day it is made, at the desk. */
  on: string;
  /** Each document that was given, behind the packet or to be sent beside it. */
  enclosed: readonly Enclosed[];
};

type Row = readonly [label: string, value: string | undefined];

const joined = (...parts: readonly (string | undefined)[]): string =>
  parts.filter(Boolean).join(', ');

const ways: Readonly<Record<ByHand['channel'], string>> = {
  fax: 'Fax',
  portal: 'Portal',
  telephone: 'Telephone',
};

const urgencies: Readonly<Record<Authorization['urgency'], string>> = {
  expedited: 'Expedited: the practice marked the order as urgent',
  standard: 'Standard',
};

const nameOf = ({ name, nameAsSent }: Submission['patient']): string =>
  joined(
    [name.family, name.suffix].filter(Boolean).join(' '),
    [name.given, name.middle].filter(Boolean).join(' '),
  ) + (nameAsSent ? ` (as sent: ${nameAsSent})` : '');

const counted = (count: number, what: string): string =>
  `${count} ${what}${count === 1 ? '' : 's'}`;

/** How many documents stand behind the packet, and how many whoever sends it adds. */
const documentsSay = ({ enclosed }: PacketFacts): string | undefined => {
  if (enclosed.length === 0) return 'none was given';
  const appended = enclosed.flatMap(({ behind }) => behind ?? []);
  const beside = enclosed.length - appended.length;
  const pages = appended.reduce((sum, one) => sum + one.pages, 0);
  return [
    `${counted(appended.length, 'document')} appended (${counted(pages, 'page')})`,
    ...(beside > 0
      ? [`${counted(beside, 'document')} to be sent beside it, named in the list`]
      : []),
  ].join('; ');
};

/** To whom it goes, from whom, and which case it is: nothing clinical, for it lies open at a machine. */
const cover = (facts: PacketFacts): Block[] => {
  const { authorization, payer, submission, way, number, on } = facts;
  const { practice, prescriber } = submission;
  return [
    { kind: 'title', text: 'Request for prior authorization' },
    { kind: 'text', text: 'Cover sheet' },
    { kind: 'heading', text: 'To' },
    {
      kind: 'rows',
      rows: [
        ['Payer', payer.name],
        ['Attention', way?.attention],
        [
          'Send by',
          way ? ways[way.channel] : 'No channel of the payer is left: ask it how it takes requests',
        ],
        [way?.channel === 'portal' ? 'Address of the portal' : 'Number', way && whereTo(way)],
        ['What the payer wants', way?.says],
      ],
    },
    { kind: 'heading', text: 'From' },
    {
      kind: 'rows',
      rows: [
        ['Practice', practice.name],
        ['NPI of the practice', practice.npi],
        ['Telephone', practice.phone ?? prescriber?.phone],
        ['Fax', practice.fax],
      ],
    },
    { kind: 'heading', text: 'Case' },
    {
      kind: 'rows',
      rows: [
        ['Our case', sendingId(authorization.authorizationId, number)],
        ['Reference of the payer', authorization.reference],
        ['Urgency', urgencies[authorization.urgency]],
        ['Made on', on],
        ['What follows', 'The request, the evidence for it, and a list of what is enclosed'],
        ['Documents', documentsSay(facts)],
      ],
    },
    {
      kind: 'text',
      text: 'Confidential: this holds health information that the law protects. If it is not meant for you, do not read or copy it: call the practice, and destroy it.',
    },
  ];
};

const addressOf = (address: Submission['patient']['address']): string | undefined =>
  address &&
  joined(
    ...address.line,
    address.city,
    [address.state, address.postalCode].filter(Boolean).join(' '),
  );

const member = ({ submission: { patient }, coverage }: PacketFacts): Block[] => [
  { kind: 'heading', text: 'Member' },
  {
    kind: 'rows',
    rows: [
      ['Name', nameOf(patient)],
      ['Birth date', patient.birthDate],
      ['Sex', patient.sex],
      ['Member id', coverage.memberId],
      ['Group', coverage.groupNumber],
      ['Relation to the subscriber', coverage.relationship],
      ['Coverage', coverage.rank],
      ['Address', addressOf(patient.address)],
    ],
  },
];

const providers = ({ submission: { practice, prescriber }, site, authorization }: PacketFacts) => [
  { kind: 'heading', text: 'Who orders, and where it is given' } as const,
  {
    kind: 'rows',
    rows: [
      ['Prescriber', prescriber?.name],
      ['NPI of the prescriber', prescriber?.npi],
      ['Practice', joined(practice.name, `NPI ${practice.npi}`)],
      ['Site of care', joined(site.name, `NPI ${site.npi}`)],
      ['Address of the site', addressOf(site.address)],
      ['Telephone of the site', site.phone],
      [
        'Setting',
        `${authorization.setting.replaceAll('-', ' ')} (place of service ${authorization.placeOfService})`,
      ],
    ] satisfies Row[],
  } as const,
];

const yesOrNo = (value: boolean | undefined): string | undefined =>
  value === undefined ? undefined : value ? 'yes' : 'no';

const allergies = ({ allergies: told }: Submission): string | undefined => {
  if (told === 'none-known') return 'none known';
  return told
    ?.map(({ substance, reaction }) => (reaction ? `${substance} (${reaction})` : substance))
    .join('; ');
};

const order = ({ submission, therapy, payer }: PacketFacts): Block[] => {
  const drugs = drugsOf(submission);
  const dosing = drugs.map(
    (drug, index): Row => [
      drugs.length > 1 ? `Drug ${index + 1}` : 'Drug and dosing',
      dosingText(drug.submission.order, (index === 0 ? undefined : drug.therapy) ?? therapy),
    ],
  );
  const { order: ordered } = submission;
  const entered = drugs.flatMap(({ submission: { order } }): Row[] =>
    order.entered?.ndc ? [[`NDC of ${order.entered.name}`, order.entered.ndc]] : [],
  );
  return [
    { kind: 'heading', text: 'Order' },
    {
      kind: 'rows',
      rows: [
        ...dosing,
        ...entered,
        ['In the words of the order', ordered.sig],
        ['First day', ordered.startOn],
        ['First dose of the therapy', yesOrNo(ordered.firstDose)],
        ['Last dose given on', ordered.lastDoseOn],
        ['Premedication', ordered.premedications?.join('; ')],
        ['Line', ordered.lineType],
        ['Signed on', ordered.signedAt && localDate(ordered.signedAt, payer.zone)],
        ['Allergies', allergies(submission)],
      ],
    },
  ];
};

const lineSays = (line: Line): string =>
  [
    `Line ${line.sequence}: ${line.code} (${line.kind})`,
    `${line.units} units in ${line.visits} visits`,
    `from ${line.from} through ${line.through}`,
    // A line that is settled is not asked for again; the payer sees which.
    line.state === 'approved'
      ? `approved already${line.decision?.number ? `, ${line.decision.number}` : ''}`
      : '',
  ]
    .filter(Boolean)
    .join(', ');

const request = ({ authorization, previousNumber }: PacketFacts): Block[] => [
  { kind: 'heading', text: 'What is asked for' },
  { kind: 'list', items: authorization.lines.map(lineSays), empty: notGiven },
  {
    kind: 'rows',
    rows: [['Goes on from', previousNumber ?? 'no authorization before it']],
  },
  ...asked(authorization),
];

/** What the payer wanted to know, which this packet answers. */
const asked = ({ information = [] }: Authorization): Block[] =>
  information.length === 0
    ? []
    : [
        { kind: 'heading', text: 'What the payer asked for' },
        {
          kind: 'list',
          items: information.map(({ code, says, line }) =>
            joined(code, says, line === undefined ? undefined : `line ${line}`),
          ),
          empty: notGiven,
        },
      ];

/** What reviewers look for in any request; where it was denied, what would answer that too. */
const readingsOf = ({ denial }: Authorization) =>
  ['diagnosis', 'step-therapy', 'medical-necessity', ...(denial?.readings ?? [])] as const;

/** Only somebody else can say it, or it tells of the papers, which are listed by themselves. */
const isForUs = ({ criterion, standing }: { criterion: string; standing: string }): boolean =>
  standing === 'ask' || criterion === 'Documents that can be sent';

/** The payer's own exceptions for a place that it avoids, where they hold. */
const sitePoints = (facts: PacketFacts) =>
  evidenceFor(['site-of-care'], { ...facts }).filter(({ standing }) => standing === 'held');

/** How the payer's own criteria are met, as the draft found them, and why an exception is asked for. */
const ownCriteria = ({ authorization }: PacketFacts): Block[] => [
  { kind: 'heading', text: 'Criteria of the payer' },
  { kind: 'list', items: shownTo(authorization), empty: 'none of the payer is on file' },
];

const evidence = (facts: PacketFacts): Block[] => {
  const general = evidenceFor(readingsOf(facts.authorization), { ...facts });
  const site = sitePoints(facts).filter(
    ({ criterion }) => !general.some((one) => one.criterion === criterion),
  );
  return [
    { kind: 'heading', text: 'Criteria and evidence' },
    {
      kind: 'rows',
      rows: [...general, ...site]
        .filter((point) => !isForUs(point))
        .map(({ criterion, facts: held }): Row => [criterion, held.join('\n')]),
    },
  ];
};

const enclosed = ({ enclosed: given }: PacketFacts): Block[] => [
  { kind: 'heading', text: 'Enclosed documents' },
  {
    kind: 'list',
    items: given.map(({ document: { title, type, contentType }, behind, because }) =>
      joined(
        title,
        type && `LOINC ${type}`,
        contentType,
        behind
          ? `appended, ${counted(behind.pages, 'page')}`
          : `not appended, to be sent beside: ${because}`,
      ),
    ),
    empty: 'none: no document was given',
  },
];

/** What the letters of the packet cannot show, told in other words. */
const unprintable = ({ submission: { patient }, coverage }: PacketFacts, texts: string): Block[] =>
  printable(texts).isWhole
    ? []
    : [
        { kind: 'heading', text: 'Letters that cannot be printed' },
        {
          kind: 'text',
          text: `Some letters here are given by their number in Unicode, as in [U+5F20]: this packet has no letters of their script. The member is certain by member id ${coverage.memberId} and birth date ${patient.birthDate}; call the practice for the name as it is spelled.`,
        },
      ];

const wordsOf = (blocks: readonly Block[]): string =>
  blocks
    .flatMap((block) => {
      if (block.kind === 'new-page') return [];
      if (block.kind === 'rows') return block.rows.map(([, value]) => value ?? '');
      return block.kind === 'list' ? block.items : [block.text];
    })
    .join(' ');

/**
 * What a payer without a machine is sent: the cover, who is asked about and by whom, the order, what is
 * asked for, the evidence, and what is enclosed. Every field is there; an empty one says so.
 */
export const packetBlocks = (facts: PacketFacts): Block[] => {
  const body = [
    member(facts),
    providers(facts),
    order(facts),
    request(facts),
    ownCriteria(facts),
    evidence(facts),
    enclosed(facts),
  ].flat();
  const first = cover(facts);
  return [
    ...first,
    { kind: 'new-page' },
    ...body,
    ...unprintable(facts, wordsOf([...first, ...body])),
  ];
};
