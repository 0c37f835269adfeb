import type { ServerResponse } from 'node:http';

/** How a payer behaves on the wire instead of answering. */
const misbehaviours = {
  /** Takes the request and never says a word. */
  hang: () => {},
  /** Begins an answer and lets it drip, a byte at a time, without end. */
  drip: (outgoing: ServerResponse) => {
    outgoing.writeHead(200, { 'content-type': 'application/fhir+json' });
    const drops = setInterval(() => outgoing.write(' '), 250);
    outgoing.once('close', () => clearInterval(drops));
  },
  /** Breaks the connection off. */
  reset: (outgoing: ServerResponse) => {
    outgoing.socket?.resetAndDestroy();
  },
  /** Answers larger than anybody reads. */
  flood: (outgoing: ServerResponse) => {
    outgoing.writeHead(200, { 'content-type': 'application/fhir+json' });
    const pour = () => {
      while (!outgoing.destroyed && outgoing.write(' '.repeat(64_000)));
    };
    outgoing.on('drain', pour);
    pour();
  },
  /** Says that it cannot answer now, and when to come again. */
  busy: (outgoing: ServerResponse) => {
    outgoing.writeHead(429, { 'retry-after': '120' }).end();
  },
} as const;

export type Misbehaviour = keyof typeof misbehaviours;
export type SimulatedChannel = 'x12' | 'pas';

const isMisbehaviour = (word: string): word is Misbehaviour => Object.hasOwn(misbehaviours, word);

/** Which payers misbehave on which channel, as they were told; all answer in the beginning. */
export const openManners = () => {
  const told = new Map<string, Misbehaviour>();
  const done: Partial<Record<Misbehaviour, number>> = {};
  const nameOf = (payerId: string, channel: SimulatedChannel) => `${payerId}/${channel}`;
  return {
    /** Whether the word was understood; `answer` ends a misbehaviour. */
    tell: (payerId: string, channel: SimulatedChannel, word: string): boolean => {
      if (word === 'answer') told.delete(nameOf(payerId, channel));
      else if (isMisbehaviour(word)) told.set(nameOf(payerId, channel), word);
      else return false;
      return true;
    },
    of: (payerId: string, channel: SimulatedChannel): Misbehaviour | undefined => {
      const how = told.get(nameOf(payerId, channel));
      if (how) done[how] = (done[how] ?? 0) + 1;
      return how;
    },
    /** How often which misbehaviour met a call. */
    done: () => done,
  };
};

export const misbehave = (how: Misbehaviour, outgoing: ServerResponse): void =>
  misbehaviours[how](outgoing);
