import { drugsOf } from '../../referral/order/regimen.ts';
import type { Order } from '../../referral/referral.ts';
import { writeInterchange } from '../../x12/envelope.ts';
import { basicText, type Segment } from '../../x12/segment.ts';
import { controlNumber, digits, ourEdiId, ourTraceId, stampOf } from '../../x12/sender.ts';
import type { Line } from '../authorization.ts';
import { certificationOf } from '../certification.ts';
import { shownTo } from '../criteria/shown-to-payer.ts';
import { orderedCodes } from '../ordered-codes.ts';
import { dosingText } from '../pas/dosing.ts';
import type { SubmissionFacts } from '../pas/submission.ts';
import { medicalRecord, reportTypeOf } from '../report-types.ts';
import { lineTrace, sendingId } from '../request-names.ts';
import { messageText } from './message-text.ts';
import {
  asIs,
  dependentName,
  ordererName,
  payerName,
  requesterName,
  siteName,
  subscriberName,
} from './request-parties.ts';
import { levelKinds, purposes, reviewSet, structure } from './review-set.ts';

/** Limits of X217: diagnoses, and documents at the event. */
const most = { diagnoses: 12, documents: 10 } as const;

const period = (from: string, through: string): [string, string] =>
  from === through ? ['D8', digits(from)] : ['RD8', `${digits(from)}-${digits(through)}`];

/** What kind of request it is, of what, given where, and whether it is urgent. */
const review = ({ authorization, payer }: SubmissionFacts): [string, string, string, string[]] => [
  'HS',
  certificationOf(authorization),
  payer.serviceTypeCode,
  [authorization.placeOfService, 'B'],
];

/** The payer's number of what this goes on from (BB), and its reference of what it still decides (NT). */
const earlierNumbers = ({ authorization, previousNumber }: SubmissionFacts): Segment[] => [
  ...(previousNumber ? [['REF', 'BB', asIs(previousNumber, 50)] as const] : []),
  ...(authorization.reference ? [['REF', 'NT', asIs(authorization.reference, 50)] as const] : []),
];

const diagnoses = ({ submission }: SubmissionFacts): Segment[] => {
  const codes = submission.diagnoses.slice(0, most.diagnoses);
  return codes.length > 0
    ? [
        [
          'HI',
          ...codes.map(({ code }, index) => [
            index === 0 ? 'ABK' : 'ABF',
            code.replaceAll('.', ''),
          ]),
        ],
      ]
    : [];
};

/** The report types of X217 have no referral form among them. */
const reportType = (type: string | undefined): string => {
  const found = reportTypeOf(type);
  return found === 'B4' ? medicalRecord : found;
};

/** A 278 carries no documents: each that we hold is named, and can be had (756: available on request). */
const documents = ({ documents: held }: SubmissionFacts): Segment[] =>
  held
    .slice(0, most.documents)
    .map(({ type, title }) => [
      'PWK',
      reportType(type),
      'AA',
      '',
      '',
      '',
      '',
      basicText(title, 80),
    ]);

const message = (text: string): Segment[] => (text ? [['MSG', messageText(text)]] : []);

/** The whole of what is asked for: who ordered it, when, why, and what speaks for it. */
const event = (facts: SubmissionFacts): Segment[] => {
  const { authorization, number } = facts;
  const { authorizationId, lines, urgency } = authorization;
  const [from = ''] = lines.map((line) => line.from).sort();
  const through =
    lines
      .map((line) => line.through)
      .sort()
      .at(-1) ?? from;
  return [
    ['TRN', '1', sendingId(authorizationId, number), ourTraceId],
    ['UM', ...review(facts), '', urgency === 'expedited' ? 'U' : ''],
    ...earlierNumbers(facts),
    ['DTP', 'AAH', ...period(from, through)],
    ...diagnoses(facts),
    ...documents(facts),
    ...message(shownTo(authorization).join('. ')),
    ...ordererName(facts),
  ];
};

/** The code with the drug by its name and NDC: many codes stand for several products, and some for any. */
const product = (line: Line, order: Order | undefined): string[] => {
  const ndc = order && orderedCodes(order).find(({ system }) => system === 'ndc')?.code;
  const said = basicText([order?.drug, ndc && `NDC ${ndc}`].filter(Boolean).join(' '), 80);
  return said ? ['HC', line.code, '', '', '', '', said] : ['HC', line.code];
};

const service = (line: Line, facts: SubmissionFacts): Segment[] => {
  const { authorization, submission, therapy } = facts;
  const drug = line.kind === 'drug' ? drugsOf(submission)[line.drug ?? 0] : undefined;
  return [
    ['TRN', '1', lineTrace(authorization.authorizationId, line.sequence), ourTraceId],
    ['UM', ...review(facts)],
    ...earlierNumbers(facts),
    ['DTP', '472', ...period(line.from, line.through)],
    [
      'SV1',
      product(line, drug?.submission.order),
      '',
      'UN',
      String(line.units),
      '',
      '',
      submission.diagnoses.length > 0 ? '1' : '',
    ],
    // What is dispensed by days is not counted by visits.
    ...(line.perVisit === 0 ? [] : [['HSD', 'VS', String(line.visits)] as const]),
    ...message(drug ? dosingText(drug.submission.order, drug.therapy ?? therapy) : ''),
    ...siteName(facts),
  ];
};

type ReviewLevel = { kind: keyof typeof levelKinds; segments: Segment[] };

/** Each level under the one before it, the services all under the event. */
const hierarchy = (levels: readonly ReviewLevel[], services: readonly Segment[][]): Segment[] => [
  ...levels.flatMap(({ kind, segments }, index): Segment[] => [
    ['HL', String(index + 1), index === 0 ? '' : String(index), levelKinds[kind], '1'],
    ...segments,
  ]),
  ...services.flatMap((segments, index): Segment[] => [
    ['HL', String(levels.length + index + 1), String(levels.length), levelKinds.service, '0'],
    ...segments,
  ]),
];

/**
 * A request as the interchange of a 278 (005010X217). A sending has the same numbers when it is sent
 * again; its time is written in UTC.
 *
 * @throws UnfitForX12 for an identifier that X12 cannot carry as it is.
 */
export const writeReviewRequest = (facts: SubmissionFacts): string => {
  const { authorization, payer, number } = facts;
  const { on, at } = stampOf(new Date(facts.at));
  const name = sendingId(authorization.authorizationId, number);
  const dependent = dependentName(facts);
  const isCancelled = certificationOf(authorization) === '3';
  return writeInterchange(
    {
      ...{ sender: ourEdiId, receiver: payer.clearinghouse.receiverId, on, at, usage: 'P' },
      control: controlNumber(name),
    },
    reviewSet,
    [
      ['BHT', structure, isCancelled ? purposes.cancellation : purposes.request, name, on, at],
      ...hierarchy(
        [
          { kind: 'payer', segments: payerName(facts) },
          { kind: 'requester', segments: requesterName(facts) },
          { kind: 'subscriber', segments: subscriberName(facts) },
          ...(dependent.length > 0 ? [{ kind: 'dependent' as const, segments: dependent }] : []),
          { kind: 'event', segments: event(facts) },
        ],
        authorization.lines.map((line) => service(line, facts)),
      ),
    ],
  );
};
