import { type DecidedLine, decideLine } from './decide.ts';
import { daysBefore, numberOf } from './pas-line.ts';
import type { SimulatedPayer } from './payers.ts';
import type { ReviewLine, ReviewRequest } from './review-request.ts';
import type { PayerVerdict, Scenario } from './scenarios.ts';

type Answering = {
  request: ReviewRequest;
  payer: SimulatedPayer;
  verdict: PayerVerdict;
  scenario: Pick<Scenario, 'twist' | 'errorAt' | 'acknowledged'>;
  at: Date;
};

const granting = new Set(['A1', 'A2', 'A6']);

const notes: Readonly<Record<string, string>> = {
  'deny-in-words': 'TWO CONVENTIONAL THERAPIES MUST HAVE FAILED BEFORE THIS ONE.',
  'pend-by-note': 'PLEASE SEND THE CHART NOTES OF THE LAST 90 DAYS.',
};

const followUps: Readonly<Record<string, string>> = {
  reject: 'C',
  'reject-stop': 'N',
  'reject-wait': 'Y',
};

const dashed = (day: string): string => `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`;

const ends = ({ through }: ReviewLine, { endsEarlier = 0 }: DecidedLine): string =>
  daysBefore(dashed(through), endsEarlier).replaceAll('-', '');

const hcr = ({ action, reason }: DecidedLine, identifier: string, isNumbered: boolean): string =>
  [
    'HCR',
    action,
    granting.has(action) && isNumbered ? numberOf('PA', identifier) : '',
    reason ?? '',
  ]
    .join('*')
    .replace(/\*+$/, '');

/** What is asked for before a line is decided, and whom it goes to. */
const askedFor: Readonly<Record<string, { before: string[]; after: string[] }>> = {
  'pend-for-information': {
    before: ['HI*LOI:18776-5*LOI:30954-2'],
    after: ['PWK*09*FX***AC*77-1*OFFICE NOTES OF THE LAST VISIT'],
  },
  'pend-by-task': { before: ['HI*LOI:18776-5'], after: [] },
  'pend-by-contained': { before: [], after: ['PWK*LA*EL'] },
  'pend-by-form': { before: [], after: ['PWK*77*FX*****INFUSION REQUEST FORM'] },
  'pend-by-questionnaire': { before: ['HI*LOI:102089-0'], after: [] },
};

const service = (
  line: ReviewLine,
  decision: DecidedLine,
  { request, verdict, scenario }: Answering,
  isFirst: boolean,
): string[] => {
  const { identifier } = request;
  const units = decision.granted ?? line.units;
  const asked = isFirst ? askedFor[verdict] : undefined;
  const isNumbered = scenario.twist !== 'no-number';
  if (scenario.errorAt === 'SS' && isFirst)
    return [`TRN*2*${line.trace}*9DRIPLINE0`, 'AAA*N**57*C'];
  return [
    `TRN*2*${line.trace}*9DRIPLINE0`,
    `UM*HS*${request.certification}**${line.placeOfService}:B`,
    ...(scenario.twist === 'header-only' ? [] : [hcr(decision, identifier, isNumbered)]),
    ...(decision.action === 'A4' ? [`REF*NT*${numberOf('REF', identifier)}`] : []),
    ...(granting.has(decision.action)
      ? [`DTP*007*D8*${line.from}`, `DTP*036*D8*${ends(line, decision)}`]
      : [`DTP*472*RD8*${line.from}-${line.through}`]),
    ...(asked?.before ?? []),
    `SV1*HC:${decision.product ?? line.code}**UN*${units}`,
    ...(line.visits && decision.granted === undefined ? [`HSD*VS*${line.visits}`] : []),
    ...(asked?.after ?? []),
    ...(decision.note ? [`MSG*${notes[verdict] ?? ''}`] : []),
    ...(asked ? ['NM1*X3*2*HARBOR UTILIZATION REVIEW', 'PER*IC**TE*3125550171*FX*3125550172'] : []),
  ];
};

/** The decision on the whole, where it has one of its own. */
const header = ({ request, verdict, scenario }: Answering): string[] => {
  const number = numberOf('PA', request.identifier);
  const followUp = followUps[verdict];
  if (followUp) return [`AAA*N**33*${followUp}`];
  switch (scenario.twist) {
    case 'with-error':
      return ['AAA*N**33*C'];
    case 'header-only':
      return [`UM*HS*${request.certification}`, `HCR*A1*${number}`];
    case 'denied-elsewhere':
      return [`UM*HS*${request.certification}`, 'HCR*A3**0F'];
    case 'two-numbers':
      return [`UM*HS*${request.certification}`, `HCR*A1*${number.replace('PA', 'PB')}`];
    default:
      return [];
  }
};

const conditions: Readonly<Record<string, string>> = {
  'with-condition': 'MSG*APPROVED ONLY IF GIVEN AT HOME.',
};

const levels = (answering: Answering): string[][] => {
  const { request, payer, verdict, scenario } = answering;
  const { twist, errorAt } = scenario;
  const member =
    twist === 'other-patient'
      ? [`NM1*IL*1*OTHERMAN*BOB****MI*${request.memberId}`, 'DMG*D8*19500101*M']
      : request.member;
  const hasLines = followUps[verdict] === undefined && errorAt !== 'EV';
  const lines = twist === 'missing-line' ? request.lines.slice(0, -1) : request.lines;
  const patient = request.patient.length > 0 ? [['HL**23', ...request.patient]] : [];
  const whole = [
    [
      'HL**20',
      ...(errorAt === '20' ? ['AAA*Y**42*P'] : []),
      `NM1*X3*2*${payer.name}*****PI*${payer.ediId}`,
    ],
    ...(errorAt === '20'
      ? []
      : [['HL**21', ...request.requester, ...(errorAt === '21' ? ['AAA*N**51*C'] : [])]]),
    ...(errorAt === '20' || errorAt === '21'
      ? []
      : [['HL**22', ...(errorAt === '22' ? [request.member[0] ?? '', 'AAA*N**72*C'] : member)]]),
  ];
  if (errorAt === '20' || errorAt === '21' || errorAt === '22') return whole;
  return [
    ...whole,
    ...patient,
    [
      'HL**EV',
      `TRN*2*${request.eventTrace}*9DRIPLINE0`,
      ...(errorAt === 'EV' ? ['AAA*N**15*C'] : []),
      ...header(answering),
      ...(conditions[twist ?? ''] ? [conditions[twist ?? ''] ?? ''] : []),
    ],
    ...(hasLines
      ? lines.map((line, index) => [
          'HL**SS',
          ...service(line, decideLine(verdict, line, index === 0), answering, index === 0),
        ])
      : []),
    ...(verdict === 'add-line'
      ? [
          [
            'HL**SS',
            `TRN*1*EXTRA1*9HARBOR000`,
            `HCR*A1*${numberOf('PA', request.identifier)}`,
            'SV1*HC:99601**UN*1',
          ],
        ]
      : []),
  ];
};

/** What a level stands under: the event under the patient, every service under the event. */
const numbered = (all: readonly string[][]): string[] => {
  const kinds = all.map(([hl = '']) => hl.slice(4));
  return all.flatMap(([hl = '', ...segments], index) => {
    const kind = hl.slice(4);
    const parent = kind === 'SS' ? kinds.indexOf('EV') + 1 : index;
    const hasMore = kind !== 'SS' && index < all.length - 1 ? '1' : '0';
    return [`HL*${index + 1}*${parent || ''}*${kind}*${hasMore}`, ...segments];
  });
};

const enveloped = (
  { request, payer, at }: Pick<Answering, 'request' | 'payer' | 'at'>,
  group: { code: string; id: string; version: string; body: readonly string[] } | undefined,
  beforeGroup: readonly string[] = [],
): string => {
  const stamp = at.toISOString();
  const on = stamp.slice(0, 10).replaceAll('-', '');
  const time = stamp.slice(11, 16).replace(':', '');
  const control = '000000278';
  const isa = `ISA*00*          *00*          *ZZ*${payer.ediId.padEnd(15)}*ZZ*${request.sender.padEnd(15)}*${on.slice(2)}*${time}*^*00501*${control}*0*P*:`;
  const set = group
    ? [
        `GS*${group.id}*${payer.ediId}*${request.sender}*${on}*${time}*278*X*${group.version}`,
        `ST*${group.code}*0001*${group.version}`,
        ...group.body,
        `SE*${group.body.length + 2}*0001`,
        'GE*1*278',
      ]
    : [];
  return `${[isa, ...beforeGroup, ...set, `IEA*${group ? 1 : 0}*${control}`].join('~')}~`;
};

/** A 999 for the request: it names its group and its set, and what is wrong with them. */
const acknowledgement = (answering: Answering, isAccepted: boolean): string =>
  enveloped(answering, {
    ...{ code: '999', id: 'FA', version: '005010X231A1' },
    body: [
      `AK1*HI*${answering.request.group}*005010X217`,
      'AK2*278*0001*005010X217',
      ...(isAccepted ? ['IK5*A'] : ['IK3*HI*20**8', 'IK4*1:2*1271*7', 'IK5*R*5']),
      isAccepted ? 'AK9*A*1*1*1' : 'AK9*R*1*1*0',
    ],
  });

/** What the payer answers to a 278: a 278, or an acknowledgement in its place. */
export const writeReviewAnswer = (answering: Answering): string => {
  const { request, scenario, at, verdict } = answering;
  const { acknowledged } = scenario;
  if (acknowledged === 'interchange-rejected')
    return enveloped(answering, undefined, [
      `TA1*${request.control}*${at.toISOString().slice(2, 10).replaceAll('-', '')}*1200*R*024`,
    ]);
  if (acknowledged) return acknowledgement(answering, acknowledged === 'accepted');
  const stamp = at.toISOString();
  const isPending = verdict.startsWith('pend');
  const time = `${stamp.slice(0, 10).replaceAll('-', '')}*${stamp.slice(11, 19).replaceAll(':', '')}`;
  return enveloped(answering, {
    ...{ code: '278', id: 'HI', version: '005010X217' },
    body: [
      `BHT*0007*11*${request.identifier}*${time}*${isPending ? '19' : '18'}`,
      ...numbered(levels(answering)),
    ],
  });
};
