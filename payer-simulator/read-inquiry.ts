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
  /** INS02 of a dependent; none for the subscriber. */
  relationship?: string;
  family: string;
  given: string;
  middle: string;
  suffix: string;
  birthDate: string;
  sex: string;
  serviceTypes: string[];
  /** The day it asks about, digits alone; the day it was written where it names none. */
  on: string;
};

/** The inquiry breaks a rule of X12 or of the 270; `message` says where. */
export class BadInquiry extends Error {
  override name = 'BadInquiry';
}

export const need = (holds: boolean, where: string): void => {
  if (!holds) throw new BadInquiry(where);
};

export type SentSegment = { id: string; at: (position: number) => string };

export const segmentsOf = (text: string): SentSegment[] => {
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

const envelope = (segments: readonly SentSegment[]): { isa: SentSegment; body: SentSegment[] } => {
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
  return { isa: isa as SentSegment, body: set.slice(1, -1) };
};

const only = (body: readonly SentSegment[], id: string, qualifier: string): SentSegment => {
  const found = body.filter((segment) => segment.id === id && segment.at(1) === qualifier);
  need(found.length === 1, `${id}*${qualifier}`);
  return found[0] as SentSegment;
};

/** Checks the hierarchy: each HL counts on, and its parent came before. */
const checkLevels = (body: readonly SentSegment[]): void => {
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
  const relation = body.find(({ id }) => id === 'INS');
  need(dependents.length > 0 === (relation !== undefined), 'INS');
  const birth = only(body, 'DMG', 'D8');
  need(subscriber.at(8) === 'MI' && subscriber.at(9).length >= 2, 'NM109 of the subscriber');
  need(/^\d{10}$/.test(provider.at(9)) && provider.at(8) === 'XX', 'NM109 of the provider');
  need(/^\d{8}$/.test(birth.at(2)), 'DMG02');
  const serviceTypes = body.filter(({ id }) => id === 'EQ').map(({ at }) => at(1));
  need(serviceTypes.length > 0, 'EQ');
  const day = body.find(({ id, at }) => id === 'DTP' && at(1) === '291');
  const on = day?.at(3) ?? bht?.at(4) ?? '';
  need((day?.at(2) ?? 'D8') === 'D8' && /^\d{8}$/.test(on), 'DTP*291');
  return {
    trace: trace.at(2),
    traceOrigin: trace.at(3),
    sender: isa.at(6),
    control: isa.at(13),
    payerEdiId: payer.at(9),
    providerName: provider.at(3),
    providerNpi: provider.at(9),
    memberId: subscriber.at(9),
    ...(relation ? { relationship: relation.at(2) } : {}),
    family: patient.at(3),
    given: patient.at(4),
    middle: patient.at(5),
    suffix: patient.at(7),
    birthDate: birth.at(2),
    sex: birth.at(3),
    serviceTypes,
    on,
  };
};
