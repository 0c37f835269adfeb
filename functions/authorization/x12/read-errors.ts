import { rejectionCodes } from '../../coverage/x12/rejection-codes.ts';
import { lookup } from '../../platform/lookup.ts';
import { at, type ReadSegment } from '../../x12/read-segment.ts';
import type { AnswerError } from '../payer-answer.ts';
import { all, type ReviewLevel } from './read-levels.ts';
import { levelKinds } from './review-set.ts';

/** X12 901 beside those of eligibility: what is wrong with a request, in our words. */
const reasons = lookup<string>({
  '15': 'data that is required is missing',
  '33': 'the request has an error',
  '43': 'the number of a provider is not valid',
  '51': 'a provider is not on file',
  '57': 'the dates of service are not valid',
  '79': 'the number of the payer is not valid',
  T4: 'the name or number of the payer is missing',
  T5: 'what is wanted with the request is missing',
});

/** X12 889: what the payer wants us to do. */
const followUps = lookup<string>({
  C: 'correct it and send it again',
  N: 'do not send it again',
  P: 'send the original again',
  R: 'it may be sent again',
  Y: 'do not send it again, the payer will answer',
});

const loops = lookup<string>({
  [levelKinds.payer]: 'payer (2000A)',
  [levelKinds.requester]: 'requester (2000B)',
  [levelKinds.subscriber]: 'member (2000C)',
  [levelKinds.dependent]: 'patient (2000D)',
  [levelKinds.event]: 'request (2000E)',
  [levelKinds.service]: 'line (2000F)',
});

const says = (code: string, words: string | undefined): string =>
  words ? `${code} ${words}` : code;

const errorOf = (segment: ReadSegment, about: string): AnswerError => {
  const code = at(segment, 3).toUpperCase();
  const followUp = at(segment, 4).toUpperCase();
  return {
    code,
    followUp,
    said: [
      says(code, reasons[code] ?? rejectionCodes[code]?.says),
      says(followUp, followUps[followUp]),
      about,
    ]
      .filter(Boolean)
      .join(' | '),
  };
};

/** Why a level, or somebody whom it names, is not taken (AAA), each with what it is about. */
export const readErrors = (level: ReviewLevel, line?: number): AnswerError[] => {
  const loop = `${loops[level.kind] ?? level.kind}${line === undefined ? '' : ` ${line}`}`;
  return [
    ...all(level.own, 'AAA').map((segment) => errorOf(segment, loop)),
    ...level.named.flatMap((segments) =>
      all(segments, 'AAA').map((segment) =>
        errorOf(segment, `${loop}, ${at(segments[0], 1)} ${at(segments[0], 3)}`.trim()),
      ),
    ),
  ];
};
