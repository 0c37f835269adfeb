import type { SimulatedPayer } from './payers.ts';
import type { Inquiry } from './read-inquiry.ts';
import { readScenario } from './scenarios.ts';

type Line = (string | undefined)[];

/** Elements of an EB segment by their number, so that they can be read. */
const benefit = (elements: Record<number, string>): Line => {
  const last = Math.max(...Object.keys(elements).map(Number));
  return ['EB', ...Array.from({ length: last }, (_, index) => elements[index + 1] ?? '')];
};

/** Days as X12 writes them, digits alone. */
const tenDaysAfter = (on: string): string => {
  const day = Date.parse(`${on.slice(0, 4)}-${on.slice(4, 6)}-${on.slice(6)}T00:00:00Z`);
  return new Date(day + 10 * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '');
};

/** What the plan holds on the day that was asked about, which is not always the day it is asked. */
const benefits = (inquiry: Inquiry, payer: SimulatedPayer): Line[] => {
  const { eligibility, first } = readScenario(inquiry.memberId);
  if (eligibility === 'not-found') return [['AAA', 'N', '', '75', 'C']];
  if (eligibility === 'later') return [['AAA', 'Y', '', '42', 'P']];
  const year = inquiry.on.slice(0, 4);
  const told = otherAnswers[eligibility];
  if (told) return told(payer, Number(year));
  if (eligibility === 'inactive')
    return [
      ['DTP', '347', 'D8', `${year}0131`],
      benefit({ 1: '6', 2: 'IND', 3: '30', 5: payer.plan }),
    ];
  const infusion = inquiry.serviceTypes.filter((type) => type !== '30').join('^') || '30';
  const needed = first === 'not-required' ? 'N' : 'Y';
  return [
    ['DTP', '346', 'D8', `${year}0101`],
    ...(eligibility === 'ending' ? [['DTP', '347', 'D8', tenDaysAfter(inquiry.on)]] : []),
    benefit({ 1: '1', 2: 'IND', 3: '30', 4: 'C1', 5: payer.plan }),
    benefit({ 1: 'C', 2: 'IND', 3: '30', 6: '23', 7: '1500', 12: 'Y' }),
    benefit({ 1: 'C', 2: 'IND', 3: '30', 6: '29', 7: '412.5', 12: 'Y' }),
    benefit({ 1: 'G', 2: 'IND', 3: '30', 6: '29', 7: '3200', 12: 'Y' }),
    benefit({ 1: 'B', 2: 'IND', 3: '98', 6: '27', 7: '35', 12: 'Y' }),
    benefit({ 1: 'A', 2: 'IND', 3: infusion, 6: '27', 8: '.2', 11: needed, 12: 'Y' }),
    ['MSG', 'SPECIALTY DRUGS ARE REVIEWED FOR SITE OF CARE'],
  ];
};

const related = (role: string, name: string): Line[] => [
  ['LS', '2120'],
  ['NM1', role, '2', name],
  ['LE', '2120'],
];

/** Answers that a person has to look at, and one that only looks so. */
const otherAnswers: Partial<Record<string, (payer: SimulatedPayer, year: number) => Line[]>> = {
  advantage: (_, year) => [
    benefit({ 1: '1', 3: '30', 4: 'MA' }),
    benefit({ 1: '1', 3: '30', 4: 'MB' }),
    benefit({ 1: 'R', 3: '30', 4: 'HN', 5: 'ADVANTAGE PLAN' }),
    ['DTP', '290', 'D8', `${year}0101`],
    ...related('PRP', 'OTHER HEALTH PLAN'),
  ],
  'part-a': (_, year) => [
    benefit({ 1: '1', 3: '30', 4: 'MA', 5: 'MEDICARE PART A' }),
    ['DTP', '291', 'D8', `${year - 6}0101`],
  ],
  'other-payer': ({ plan }) => [
    benefit({ 1: '1', 2: 'IND', 3: '30', 5: plan }),
    benefit({ 1: 'R', 2: 'IND', 3: '30' }),
    ...related('PR', 'OTHER HEALTH PLAN'),
  ],
  'lock-in': ({ plan }) => [
    benefit({ 1: '1', 2: 'IND', 3: '30', 5: plan }),
    benefit({ 1: 'N', 3: '30' }),
    ['MSG', 'RESTRICTED RECIPIENT'],
    ...related('1P', 'SHORE PHARMACY'),
  ],
  'two-plans': ({ plan }) => [
    benefit({ 1: '1', 2: 'IND', 3: '30', 5: plan }),
    benefit({ 1: '1', 2: 'IND', 3: '30', 5: `${plan} PLUS` }),
  ],
  'old-and-new': ({ plan }, year) => [
    benefit({ 1: '6', 3: '30', 5: `OLD ${plan}` }),
    ['DTP', '291', 'RD8', `${year - 1}0101-${year - 1}1231`],
    benefit({ 1: '1', 3: '30', 5: plan }),
    ['DTP', '291', 'RD8', `${year}0101-${year + 1}1231`],
  ],
  corrected: ({ plan }) => [
    ['INS', 'Y', '18', '001', '25'],
    benefit({ 1: '1', 2: 'IND', 3: '30', 5: plan }),
  ],
};

const nameOf = ({ family, given, middle, suffix }: Inquiry): Line => [
  family,
  given,
  middle,
  '',
  suffix,
];

const patientLoop = (inquiry: Inquiry): Line[] => [
  ['TRN', '2', inquiry.trace, inquiry.traceOrigin],
  inquiry.relationship
    ? ['NM1', '03', '1', ...nameOf(inquiry)]
    : ['NM1', 'IL', '1', ...nameOf(inquiry), 'MI', inquiry.memberId],
  ['DMG', 'D8', inquiry.birthDate, inquiry.sex],
];

const levels = (inquiry: Inquiry): Line[] =>
  inquiry.relationship
    ? [
        ['HL', '3', '2', '22', '1'],
        ['NM1', 'IL', '1', '', '', '', '', '', 'MI', inquiry.memberId],
        ['HL', '4', '3', '23', '0'],
        ...patientLoop(inquiry),
        ['INS', 'N', inquiry.relationship],
      ]
    : [['HL', '3', '2', '22', '0'], ...patientLoop(inquiry)];

/** The answer as the payers here give it: other delimiters than ours, a line for each segment. */
export const writeAnswer = (inquiry: Inquiry, payer: SimulatedPayer, now: Date): string => {
  const stamp = now.toISOString().replace(/\D/g, '');
  const on = stamp.slice(0, 8);
  const at = stamp.slice(8, 12);
  const body: Line[] = [
    ['BHT', '0022', '11', inquiry.trace, on, at],
    ['HL', '1', '', '20', '1'],
    ['NM1', 'PR', '2', payer.name, '', '', '', '', 'PI', payer.ediId],
    ['HL', '2', '1', '21', '1'],
    ['NM1', '1P', '2', inquiry.providerName, '', '', '', '', 'XX', inquiry.providerNpi],
    ...levels(inquiry),
    ...benefits(inquiry, payer),
  ];
  const isa = `ISA|00|          |00|          |ZZ|${payer.ediId.padEnd(15)}|ZZ|${inquiry.sender.padEnd(15)}|${on.slice(2)}|${at}|^|00501|${inquiry.control}|0|P|>`;
  const group = String(Number(inquiry.control));
  const lines: Line[] = [
    [isa],
    ['GS', 'HB', payer.ediId, inquiry.sender, on, at, group, 'X', '005010X279A1'],
    ['ST', '271', '0001', '005010X279A1'],
    ...body,
    ['SE', String(body.length + 2), '0001'],
    ['GE', '1', group],
    ['IEA', '1', inquiry.control],
  ];
  return lines.map((line) => `${line.join('|').replace(/\|+$/, '')}~\n`).join('');
};
