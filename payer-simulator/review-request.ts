import { need, type SentSegment, segmentsOf } from './read-inquiry.ts';

/** A line of a 278, as a payer reads it. */
export type ReviewLine = {
  trace: string;
  code: string;
  units: number;
  visits: string;
  from: string;
  through: string;
  placeOfService: string;
};

/** A 278 request after every check: what the payers here decide by. */
export type ReviewRequest = {
  identifier: string;
  control: string;
  group: string;
  sender: string;
  payerEdiId: string;
  requesterNpi: string;
  memberId: string;
  certification: string;
  /** Segments of the parties and of the event that an answer echoes, as they stood. */
  requester: string[];
  member: string[];
  patient: string[];
  eventTrace: string;
  eventPeriod: string;
  lines: ReviewLine[];
};

const envelope = (segments: readonly SentSegment[]) => {
  const [isa, gs, st] = segments;
  const [se, ge, iea] = segments.slice(-3);
  need(isa?.id === 'ISA' && gs?.id === 'GS' && st?.id === 'ST', 'ISA GS ST');
  need(se?.id === 'SE' && ge?.id === 'GE' && iea?.id === 'IEA', 'SE GE IEA');
  need(isa?.at(12) === '00501' && isa.at(13) === iea?.at(2) && iea?.at(1) === '1', 'IEA');
  need(gs?.at(1) === 'HI' && gs.at(8) === '005010X217' && gs.at(6) === ge?.at(2), 'GS');
  need(st?.at(1) === '278' && st.at(3) === '005010X217' && st.at(2) === se?.at(2), 'ST');
  const set = segments.slice(2, -2);
  need(Number(se?.at(1)) === set.length, 'SE01');
  return { isa: isa as SentSegment, gs: gs as SentSegment, body: set.slice(1, -1) };
};

/** What stands at each level, in the order of the levels. */
const levelsOf = (body: readonly SentSegment[]): SentSegment[][] => {
  const levels: SentSegment[][] = [];
  for (const segment of body) {
    if (segment.id === 'HL') levels.push([segment]);
    else levels.at(-1)?.push(segment);
  }
  return levels;
};

const text = ({ id, at }: SentSegment): string => {
  const elements = Array.from({ length: 20 }, (_, index) => at(index + 1));
  return [id, ...elements].join('*').replace(/\*+$/, '');
};

const of = (level: readonly SentSegment[] | undefined, id: string): SentSegment | undefined =>
  level?.find((one) => one.id === id);

const found = (level: readonly SentSegment[] | undefined, id: string): SentSegment => {
  const segment = of(level, id);
  need(segment !== undefined, id);
  return segment as SentSegment;
};

const period = (segment: SentSegment): [string, string] => {
  const [from = '', through = from] = segment.at(3).split('-');
  need([from, through].every((day) => /^\d{8}$/.test(day)) && from <= through, 'DTP03');
  return [from, through];
};

const lineOf = (level: readonly SentSegment[]): ReviewLine => {
  const trn = found(level, 'TRN');
  const sv1 = found(level, 'SV1');
  const [qualifier, code = ''] = sv1.at(1).split(':');
  const [from, through] = period(found(level, 'DTP'));
  need(trn.at(1) === '1' && trn.at(2) !== '' && trn.at(3).length === 10, 'TRN');
  need(qualifier === 'HC' && /^[A-Z0-9]{5}$/.test(code), 'SV101');
  need(sv1.at(3) === 'UN' && Number(sv1.at(4)) > 0, 'SV104');
  return {
    ...{ trace: trn.at(2), code, units: Number(sv1.at(4)), from, through },
    visits: of(level, 'HSD')?.at(2) ?? '',
    placeOfService: found(level, 'UM').at(4).split(':')[0] ?? '',
  };
};

/** Reads a 278 request. @throws BadInquiry naming what breaks a rule. */
export const readReviewRequest = (interchange: string): ReviewRequest => {
  const { isa, gs, body } = envelope(segmentsOf(interchange));
  const [bht] = body;
  need(bht?.id === 'BHT' && bht.at(1) === '0007' && ['13', '01'].includes(bht.at(2)), 'BHT');
  const levels = levelsOf(body);
  const kind = (code: string) => levels.find(([hl]) => hl?.at(3) === code);
  const numbers = levels.map(([hl]) => hl?.at(1));
  need(new Set(numbers).size === numbers.length, 'HL01');
  need(
    levels.every(([hl], index) => index === 0 || numbers.slice(0, index).includes(hl?.at(2))),
    'HL02',
  );
  const payer = found(kind('20'), 'NM1');
  const requester = found(kind('21'), 'NM1');
  const member = found(kind('22'), 'NM1');
  const event = kind('EV');
  need(payer.at(1) === 'X3' && payer.at(8) === 'PI', '2010A NM1');
  need(requester.at(1) === '1P' && requester.at(8) === 'XX', '2010B NM1');
  need(member.at(1) === 'IL' && member.at(8) === 'MI' && member.at(9) !== '', '2010C NM1');
  const patient = kind('23') ?? kind('22');
  need(/^\d{8}$/.test(found(patient, 'DMG').at(2)), 'DMG02');
  need(found(event, 'HI').at(1).startsWith('ABK:'), 'HI01');
  const um = found(event, 'UM');
  need(um.at(1) === 'HS' && ['I', 'R', 'S', '3'].includes(um.at(2)), 'UM');
  const lines = levels.filter(([hl]) => hl?.at(3) === 'SS').map(lineOf);
  need(lines.length > 0, '2000F');
  return {
    identifier: bht?.at(3) ?? '',
    control: isa.at(13),
    group: gs.at(6),
    sender: isa.at(6),
    payerEdiId: payer.at(9),
    requesterNpi: requester.at(9),
    memberId: member.at(9),
    certification: um.at(2),
    requester: [text(requester)],
    member: [text(member), ...(kind('23') ? [] : [text(found(patient, 'DMG'))])],
    patient: kind('23') ? [text(found(patient, 'NM1')), text(found(patient, 'DMG'))] : [],
    eventTrace: found(event, 'TRN').at(2),
    eventPeriod: found(event, 'DTP').at(3),
    lines,
  };
};
