import type { ReadTransaction } from '../../x12/interchange.ts';
import { at, components, type ReadSegment } from '../../x12/read-segment.ts';
import { all } from './read-levels.ts';

/** What an acknowledgement in the place of an answer says: taken, or not and why. */
export type Acknowledged = { isRejected: boolean; because: string };

/** Codes and places alone: what else stands there may be what we sent. */
const bare = (text: string): string => text.replace(/[^A-Za-z0-9]/g, '').slice(0, 12);

/** TA104 of an interchange that is taken, with errors or without. */
const taken = ['A', 'E'];

const ofInterchange = (ta1: ReadSegment): Acknowledged => ({
  isRejected: !taken.includes(at(ta1, 4)),
  because: `ta1-${bare(at(ta1, 4))}-${bare(at(ta1, 5))}`,
});

/** IK3 and IK4: which segment, where, which of its elements, and what is the matter with it. */
const placesIn = (segments: readonly ReadSegment[]): string[] => [
  ...all(segments, 'IK3').map(
    (one) => `${bare(at(one, 1))}-${bare(at(one, 2))}-${bare(at(one, 4))}`,
  ),
  ...all(segments, 'IK4').map(
    (one) => `element-${bare(components(one, 1).join('x'))}-${bare(at(one, 3))}`,
  ),
];

const ofSets = ({ segments }: ReadTransaction): Acknowledged => {
  const answers = [...all(segments, 'IK5'), ...all(segments, 'AK9')].map((one) => at(one, 1));
  return {
    // An acknowledgement that does not say that it accepts does not.
    isRejected: answers.length === 0 || answers.some((code) => !taken.includes(code)),
    because: ['999', ...answers.map(bare), ...placesIn(segments).slice(0, 6)].join(' '),
  };
};

/** The acknowledgement among what came; one that rejects goes before one that does not. */
export const readAcknowledgement = (
  transactions: readonly ReadTransaction[],
  acknowledgements: readonly ReadSegment[],
): Acknowledged | undefined => {
  const all = [
    ...acknowledgements.map(ofInterchange),
    ...transactions.filter(({ code }) => code === '999').map(ofSets),
  ];
  return all.find(({ isRejected }) => isRejected) ?? all[0];
};
