import type { SimulatedPayer } from './payers.ts';
import { scenarioOf } from './scenarios.ts';

/** What an inquiry asks, as far as the payers here look. */
export type Inquiry = {
  trace: string;
  traceOrigin: string;
  sender: string;
  control: string;
  payerEdiId: string;
  providerName: string;
  providerNpi: string;
  memberId: string;
  isDependent: boolean;
  family: string;
  given: string;
  birthDate: string;
  sex: string;
  serviceTypes: string[];
};

/** The inquiry breaks a rule of X12 or of the 270; `message` says where. */
export class BadInquiry extends Error {
  override name = 'BadInquiry';
}

const need = (holds: boolean, where: string): void => {
  if (!holds) throw new BadInquiry(where);
};

type Segment = { id: string; at: (position: number) => string };

const segmentsOf = (text: string): Segment[] => {
  need(text.startsWith('ISA') && text.length > 106, 'ISA');
  const element = text.charAt(3);
  const terminator = text.charAt(105);
  need(text.endsWith(terminator), 'last segment is not terminated');
  return text
    .slice(0, -1)
    .split(terminator)
    .map((part) => {
      const elements = part.replace(/^[\r\n]+/, '').split(element);
      need(/^[A-Z][A-Z0-9]{1,2}$/.test(elements[0] ?? ''), 'segment id');
      return { id: elements[0] as string, at: (position) => (elements[position] ?? '').trim() };
    });
};

const envelope = (segments: readonly Segment[]): { isa: Segment; body: Segment[] } => {
  const [isa, gs, st] = segments;
  const [se, ge, iea] = segments.slice(-3);
  need(isa?.id === 'ISA' && gs?.id === 'GS' && st?.id === 'ST', 'ISA GS ST');
  need(se?.id === 'SE' && ge?.id === 'GE' && iea?.id === 'IEA', 'SE GE IEA');
  need(isa?.at(12) === '00501', 'ISA12');
  need(isa?.at(13) === iea?.at(2) && iea?.at(1) === '1', 'IEA');
  need(gs?.at(1) === 'HS' && gs.at(8) === '005010X279A1' && gs.at(6) === ge?.at(2), 'GS');
  need(st?.at(1) === '270' && st.at(3) === '005010X279A1' && st.at(2) === se?.at(2), 'ST');
  const set = segments.slice(2, -2);
  need(Number(se?.at(1)) === set.length, 'SE01');
  return { isa: isa as Segment, body: set.slice(1, -1) };
};

const only = (body: readonly Segment[], id: string, qualifier: string): Segment => {
  const found = body.filter((segment) => segment.id === id && segment.at(1) === qualifier);
  need(found.length === 1, `${id}*${qualifier}`);
  return found[0] as Segment;
};

/** Checks the hierarchy: each HL counts on, and its parent came before. */
const checkLevels = (body: readonly Segment[]): void => {
  const levels = body.filter(({ id }) => id === 'HL');
  for (const [index, level] of levels.entries()) {
    need(level.at(1) === String(index + 1), 'HL01');
    need(index === 0 ? level.at(2) === '' : Number(level.at(2)) <= index, 'HL02');
  }
  const kinds = levels.map((level) => level.at(3)).join(' ');
  need(['20 21 22', '20 21 22 23'].includes(kinds), 'HL03');
};

/** @throws BadInquiry */
export const readInquiry = (text: string): Inquiry => {
  const { isa, body } = envelope(segmentsOf(text));
  checkLevels(body);
  const [bht] = body;
  need(bht?.id === 'BHT' && bht.at(1) === '0022' && bht.at(2) === '13', 'BHT');
  const trace = only(body, 'TRN', '1');
  const payer = only(body, 'NM1', 'PR');
  const provider = only(body, 'NM1', '1P');
  const subscriber = only(body, 'NM1', 'IL');
  const dependents = body.filter(({ id, at }) => id === 'NM1' && at(1) === '03');
  const patient = dependents[0] ?? subscriber;
  const birth = only(body, 'DMG', 'D8');
  need(subscriber.at(8) === 'MI' && subscriber.at(9).length >= 2, 'NM109 of the subscriber');
  need(/^\d{10}$/.test(provider.at(9)) && provider.at(8) === 'XX', 'NM109 of the provider');
  need(/^\d{8}$/.test(birth.at(2)), 'DMG02');
  const serviceTypes = body.filter(({ id }) => id === 'EQ').map(({ at }) => at(1));
  need(serviceTypes.length > 0, 'EQ');
  return {
    trace: trace.at(2),
    traceOrigin: trace.at(3),
    sender: isa.at(6),
    control: isa.at(13),
    payerEdiId: payer.at(9),
    providerName: provider.at(3),
    providerNpi: provider.at(9),
    memberId: subscriber.at(9),
    isDependent: dependents.length > 0,
    family: patient.at(3),
    given: patient.at(4),
    birthDate: birth.at(2),
    sex: birth.at(3),
    serviceTypes,
  };
};

type Line = (string | undefined)[];

/** Elements of an EB segment by their number, so that they can be read. */
const benefit = (elements: Record<number, string>): Line => {
  const last = Math.max(...Object.keys(elements).map(Number));
  return ['EB', ...Array.from({ length: last }, (_, index) => elements[index + 1] ?? '')];
};

const benefits = (inquiry: Inquiry, payer: SimulatedPayer, on: string): Line[] => {
  const { eligibility, first } = scenarioOf(inquiry.memberId);
  if (eligibility === 'not-found') return [['AAA', 'N', '', '75', 'C']];
  if (eligibility === 'later') return [['AAA', 'Y', '', '42', 'P']];
  const year = on.slice(0, 4);
  if (eligibility === 'inactive')
    return [
      ['DTP', '347', 'D8', `${year}0131`],
      benefit({ 1: '6', 2: 'IND', 3: '30', 5: payer.plan }),
    ];
  const infusion = inquiry.serviceTypes.filter((type) => type !== '30').join('^') || '30';
  const needed = first === 'not-required' ? 'N' : 'Y';
  return [
    ['DTP', '346', 'D8', `${year}0101`],
    benefit({ 1: '1', 2: 'IND', 3: '30', 4: 'C1', 5: payer.plan }),
    benefit({ 1: 'C', 2: 'IND', 3: '30', 6: '23', 7: '1500', 12: 'Y' }),
    benefit({ 1: 'C', 2: 'IND', 3: '30', 6: '29', 7: '412.5', 12: 'Y' }),
    benefit({ 1: 'G', 2: 'IND', 3: '30', 6: '29', 7: '3200', 12: 'Y' }),
    benefit({ 1: 'B', 2: 'IND', 3: '98', 6: '27', 7: '35', 12: 'Y' }),
    benefit({ 1: 'A', 2: 'IND', 3: infusion, 6: '27', 8: '.2', 11: needed, 12: 'Y' }),
    ['MSG', 'SPECIALTY DRUGS ARE REVIEWED FOR SITE OF CARE'],
  ];
};

const patientLoop = (inquiry: Inquiry): Line[] => [
  ['TRN', '2', inquiry.trace, inquiry.traceOrigin],
  inquiry.isDependent
    ? ['NM1', '03', '1', inquiry.family, inquiry.given]
    : ['NM1', 'IL', '1', inquiry.family, inquiry.given, '', '', '', 'MI', inquiry.memberId],
  ['DMG', 'D8', inquiry.birthDate, inquiry.sex],
];

const levels = (inquiry: Inquiry): Line[] =>
  inquiry.isDependent
    ? [
        ['HL', '3', '2', '22', '1'],
        ['NM1', 'IL', '1', '', '', '', '', '', 'MI', inquiry.memberId],
        ['HL', '4', '3', '23', '0'],
        ...patientLoop(inquiry),
        ['INS', 'N', '19'],
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
    ...benefits(inquiry, payer, on),
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
