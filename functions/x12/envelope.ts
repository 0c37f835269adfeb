import { type Segment, writeSegment } from './segment.ts';

/** Who sends one transaction set to whom, when, under which numbers. */
type Envelope = {
  sender: string;
  receiver: string;
  /** Local date and time as X12 writes them: CCYYMMDD and HHMM. */
  on: string;
  at: string;
  /** 1 to 999999999; the receiver's acknowledgements name it. */
  control: number;
  /** `T` marks a test. */
  usage: 'P' | 'T';
};

type TransactionSet = { code: string; version: string; group: string };

/** One interchange with one group and one transaction set, counters and numbers filled in. */
export const writeInterchange = (
  envelope: Envelope,
  set: TransactionSet,
  body: readonly Segment[],
): string => {
  const { sender, receiver, on, at, usage } = envelope;
  const control = String(envelope.control).padStart(9, '0');
  const setNumber = '0001';
  const segments = body.map(writeSegment);
  const isa = [
    'ISA*00*          *00*          *ZZ*',
    sender.padEnd(15).slice(0, 15),
    '*ZZ*',
    receiver.padEnd(15).slice(0, 15),
    `*${on.slice(2)}*${at}*^*00501*${control}*0*${usage}*:~`,
  ].join('');
  return [
    isa,
    writeSegment([
      'GS',
      set.group,
      sender,
      receiver,
      on,
      at,
      String(envelope.control),
      'X',
      set.version,
    ]),
    writeSegment(['ST', set.code, setNumber, set.version]),
    ...segments,
    writeSegment(['SE', String(segments.length + 2), setNumber]),
    writeSegment(['GE', '1', String(envelope.control)]),
    writeSegment(['IEA', '1', control]),
  ].join('');
};
