import { writeInterchange } from '../../x12/envelope.ts';
import { basicText, isSendableId, type Segment } from '../../x12/segment.ts';
import { controlNumber, digits, ourEdiId, ourTraceId, stampOf } from '../../x12/sender.ts';
import type { EligibilityInquiry } from '../eligibility-answer.ts';

/** 270 Health Care Eligibility Inquiry, 005010X279A1. */
const inquirySet = { code: '270', version: '005010X279A1', group: 'HS' } as const;

/** A 270 knows these two; any other is left out. */
const genders = { female: 'F', male: 'M', other: '', unknown: '' } as const;
const relationships = { spouse: '01', child: '19', other: '34' } as const;

/** Whether the ids of an inquiry can be sent as they are. */
export const isAskable = ({ member, payer }: EligibilityInquiry): boolean =>
  isSendableId(member.memberId, 2, 80) &&
  isSendableId(payer.ediId, 2, 80) &&
  (member.groupNumber === undefined || isSendableId(member.groupNumber, 1, 50));

/** NM103 family name, NM104 first and NM105 further given names, NM107 generation. */
const patientName = (
  id: 'IL' | '03',
  { family, given, middle = '', suffix = '' }: EligibilityInquiry['member'],
): Segment => [
  'NM1',
  id,
  '1',
  basicText(family, 60),
  basicText(given, 35),
  basicText(middle, 25),
  '',
  basicText(suffix.replaceAll('.', ''), 10),
];

const patientDates = ({ member, on }: EligibilityInquiry): Segment[] => [
  ['DMG', 'D8', digits(member.birthDate), genders[member.sex]],
  ['DTP', '291', 'D8', digits(on)],
];

const group = ({ member }: EligibilityInquiry): Segment[] =>
  member.groupNumber ? [['REF', '6P', member.groupNumber]] : [];

const self = (inquiry: EligibilityInquiry, trace: Segment, asked: Segment[]): Segment[] => [
  ['HL', '3', '2', '22', '0'],
  trace,
  [...patientName('IL', inquiry.member), 'MI', inquiry.member.memberId],
  ...group(inquiry),
  ...patientDates(inquiry),
  ...asked,
];

/** The subscriber is known by the id alone; the patient is the dependent. */
const dependent = (inquiry: EligibilityInquiry, trace: Segment, asked: Segment[]): Segment[] => {
  const { relationship, memberId } = inquiry.member;
  return [
    ['HL', '3', '2', '22', '1'],
    ['NM1', 'IL', '1', '', '', '', '', '', 'MI', memberId],
    ...group(inquiry),
    ['HL', '4', '3', '23', '0'],
    trace,
    patientName('03', inquiry.member),
    ...(patientDates(inquiry).slice(0, 1) as Segment[]),
    ['INS', 'N', relationship === 'self' ? '34' : relationships[relationship]],
    ...(patientDates(inquiry).slice(1) as Segment[]),
    ...asked,
  ];
};

/** The inquiry as an interchange; ask `isAskable` first. `now` is written in UTC. */
export const writeInquiry = (
  inquiry: EligibilityInquiry,
  now: Date,
  usage: 'P' | 'T' = 'P',
): string => {
  const { on, at } = stampOf(now);
  const trace: Segment = ['TRN', '1', inquiry.trace, ourTraceId];
  const asked: Segment[] = inquiry.serviceTypes.map((type) => ['EQ', type]);
  const patient = inquiry.member.relationship === 'self' ? self : dependent;
  return writeInterchange(
    {
      sender: ourEdiId,
      receiver: inquiry.payer.receiverId,
      on,
      at,
      control: controlNumber(inquiry.trace),
      usage,
    },
    inquirySet,
    [
      ['BHT', '0022', '13', inquiry.trace, on, at],
      ['HL', '1', '', '20', '1'],
      [
        'NM1',
        'PR',
        '2',
        basicText(inquiry.payer.name, 60),
        '',
        '',
        '',
        '',
        'PI',
        inquiry.payer.ediId,
      ],
      ['HL', '2', '1', '21', '1'],
      [
        'NM1',
        '1P',
        '2',
        basicText(inquiry.provider.name, 60),
        '',
        '',
        '',
        '',
        'XX',
        inquiry.provider.npi,
      ],
      ...patient(inquiry, trace, asked),
    ],
  );
};
