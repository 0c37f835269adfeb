import {
  harshFromOsmolarity,
  type LineObjection,
  lineSource,
  lineWords,
  objectionsTo,
  type ProposedLine,
  proposeLines,
} from '../../therapy/line-choice.ts';
import { saysTrouble } from '../facts/line-trouble.ts';
import { lineNamed } from '../facts/line-words.ts';
import { lineCourseOf, osmolarityOf } from '../order/line-course.ts';
import type { Finding, Submission } from '../referral.ts';
import { block, type Checked, missing, warn } from './findings.ts';
import { isLineContradicted, lineInPlace, linesTold } from './vascular-access.ts';

const pointer = '/order/lineType';

const anyOf = (lines: readonly ProposedLine[]): string =>
  lines.map((line) => lineWords[line]).join(' or ');

const contradicted = (): Finding =>
  missing({
    code: 'access-contradictory',
    pointer,
    text: 'The order names a line that the record says was removed, or is a midline.',
    fix: 'Say which line is in place now, and correct the other.',
    source: lineSource,
  });

const osmolar = (line: string | undefined, proposed: string): Finding[] =>
  line
    ? [
        block({
          code: 'access-osmolar',
          pointer,
          text: `A fluid of more than ${harshFromOsmolarity} mOsm/L harms the veins of the arm, and the line that is in place ends there.`,
          fix: `Have ${proposed} placed, or the fluid made thinner.`,
          source: 'INS standards: up to 900 mOsm/L through a vein of the arm; edition: verify',
        }),
      ]
    : [
        missing({
          code: 'access-unknown',
          pointer,
          text: `A fluid of more than ${harshFromOsmolarity} mOsm/L needs a central line, and the order does not say which line is in place.`,
          fix: 'Say which central line is in place: picc, port or tunneled.',
          source: 'INS standards: up to 900 mOsm/L through a vein of the arm; edition: verify',
        }),
      ];

/** What is said against the line that is used: that it does not work, or does not lie right. */
const troubleTold = (submission: Submission): { said: string; at: number } | undefined => {
  const used = lineInPlace(submission);
  const at = (submission.devices ?? []).findIndex(
    ({ name, line, state, untied }) =>
      used !== undefined &&
      used !== 'peripheral' &&
      (line ?? lineNamed(name)) === used &&
      (state === 'in-place' || state === 'unknown') &&
      !untied &&
      saysTrouble(name),
  );
  const said = submission.devices?.[at]?.name;
  return said === undefined ? undefined : { said, at };
};

/** A line that the record says does not work, or does not lie right; as it was told. */
const doubtful = (submission: Submission): Finding[] => {
  const told = troubleTold(submission);
  return told
    ? [
        block({
          code: 'access-doubtful',
          pointer: `/devices/${told.at}`,
          text: 'The record says that the line does not work, or is not known to lie right.',
          fix: 'Say that it was mended or its tip confirmed, or have a clinician decide with a reason.',
          source: lineSource,
          said: told.said,
        }),
      ]
    : [];
};

/** What is told of a line that is there; what stops is found by the checks of the drug. */
const toldOf: Readonly<
  Partial<Record<LineObjection, (proposed: string) => Parameters<typeof warn>[0]>>
> = {
  'arms-spared': (proposed) => ({
    code: 'access-arms-spared',
    pointer,
    text: 'The kidneys are near to dialysis, and the line that is in place uses up a vein of the arm.',
    fix: `Ask the kidney doctor; the table proposes ${proposed}.`,
    source: lineSource,
  }),
  outlasted: (proposed) => ({
    code: 'access-outlasted',
    pointer,
    text: 'The course goes on for longer than the line that is in place usually lasts.',
    fix: `Plan for ${proposed}.`,
    source: lineSource,
  }),
};

/**
 * Whether the line suits the course: by its days, the osmolarity of the fluid and the kidneys. What a
 * drug itself does to veins is the check of the drug's line.
 */
export const accessFindings = ({ submission, therapy, asOf }: Checked): Finding[] => {
  if (therapy?.route !== 'IV') return [];
  if (isLineContradicted(submission)) return [contradicted()];
  const line = lineInPlace(submission);
  const course = lineCourseOf(submission, therapy, asOf);
  const lines = proposeLines(course);
  const proposed = anyOf(lines);
  const isOsmolar = (osmolarityOf(submission.order) ?? 0) > harshFromOsmolarity;
  const objections = line ? objectionsTo(line, course) : [];
  const planned = linesTold(submission).filter(({ state }) => state === 'planned');
  const spared = planned.filter((one) => objectionsTo(one.line, course).includes('arms-spared'));
  return [
    ...doubtful(submission),
    ...(isOsmolar && therapy.access.central !== 'yes' && (!line || objections[0] === 'not-central')
      ? osmolar(line, proposed)
      : []),
    ...(objections.includes('not-central')
      ? []
      : objections.flatMap((objection) => {
          const told = toldOf[objection]?.(proposed);
          return told ? [warn(told)] : [];
        })),
    ...(spared.length > 0
      ? [
          block({
            code: 'access-planned-in-spared-arm',
            pointer: '/devices',
            text: 'A line is planned through a vein of the arm, and the kidneys are near to dialysis.',
            fix: `Have ${proposed} placed instead, or let a clinician decide with the kidney doctor.`,
            source: lineSource,
          }),
        ]
      : []),
  ];
};
