import { lineInPlace, veinsKnown, type WithAccess } from '../referral/checks/vascular-access.ts';
import { lineCourseOf } from '../referral/order/line-course.ts';
import type { Submission } from '../referral/referral.ts';
import {
  type LineCourse,
  type LineObjection,
  lineSource,
  lineWords,
  objectionsTo,
  proposeLines,
} from '../therapy/line-choice.ts';
import type { Therapy } from '../therapy/therapy.ts';
import type { Explanation } from './routes.ts';

type Line = Explanation['sections'][number]['lines'][number];
type Veins = ReturnType<typeof veinsKnown>;

const scaleNames = { 'a-diva': 'modified A-DIVA', diva: 'DIVA' } as const;

const signWords = {
  difficultBefore: 'whether it was difficult before',
  difficultyExpected: 'whether difficulty is expected',
  veinNotPalpable: 'whether a vein is felt',
  veinNotVisible: 'whether a vein is seen',
  veinUnderThreeMillimeters: 'whether it is thinner than three millimeters',
  bornEarly: 'whether the child was born early',
} as const;

const becauseWords: Readonly<Record<Veins['because'][number], string>> = {
  flagged: 'the practice says that access is difficult',
  scored: 'the score says so',
  sticks: 'one of the last visits needed several sticks',
  'no-access': 'at one of the last visits no access was had',
};

const scoreLines = ({ score, risk, because }: Veins): Line[] => {
  const told = score
    ? [
        {
          text: `By the ${scaleNames[score.scale]} scale the veins have ${score.points === 1 ? '1 point' : `${score.points} points`}, which is a ${score.risk} risk of a difficult access.${
            score.unanswered.length > 0
              ? ` Nobody has answered ${score.unanswered.map((sign) => signWords[sign]).join(', ')}; with all of it there would be ${score.atMost}.`
              : ''
          }`,
          from: '/veins',
          source: score.source,
        },
      ]
    : [{ text: 'Nobody has scored the veins.' }];
  return because.length > 0
    ? [
        ...told,
        {
          text: `The next nurse is to be prepared for difficult veins, for ${because.map((one) => becauseWords[one]).join(', and ')}: the risk is ${risk}, and a nurse who works with ultrasound is asked for where the drug runs through the arm.`,
        },
      ]
    : told;
};

const objectionWords: Readonly<Record<LineObjection, string>> = {
  'not-central': 'it ends in the arm, which this drug harms',
  'arms-spared': 'it uses up a vein of the arm that a dialysis may need',
  outlasted: 'the course goes on for longer than it usually lasts',
};

const lasts = ({ days }: LineCourse): string =>
  days === Number.POSITIVE_INFINITY
    ? 'for as long as the therapy goes on'
    : days === 1
      ? 'for one day at a time'
      : `for ${days} days`;

const proposedLine = (course: LineCourse): Line => ({
  text: [
    `One line has to last ${lasts(course)}${course.harsh ? ', for a drug that harms the veins of the arm' : ''}${course.sparesArms ? ', and the veins of the arms are kept for a dialysis' : ''}.`,
    `For that the table proposes ${proposeLines(course)
      .map((line) => lineWords[line])
      .join(', or ')}.`,
  ].join(' '),
  source: lineSource,
});

/**
 * How the drug gets into the body, as a nurse would tell it: the line that is there, how hard the veins
 * are and by whose word, and which device the course asks for. `on` is a date in the desk's zone.
 */
export const explainAccess = (
  submission: Submission & WithAccess,
  therapy: Therapy,
  on: string,
): Line[] => {
  if (therapy.route === 'SC') return [{ text: 'It runs under the skin: no vein is needed.' }];
  const line = lineInPlace(submission);
  const course = lineCourseOf(submission, therapy, on);
  const objections = line ? objectionsTo(line, course) : [];
  return [
    line
      ? {
          text: `It runs through ${lineWords[line]}.${
            objections.length > 0
              ? ` Against that speaks that ${objections.map((one) => objectionWords[one]).join(', and that ')}.`
              : ''
          }`,
          from: '/order/lineType',
        }
      : { text: 'Nobody has said which line is in place.' },
    ...scoreLines(veinsKnown(submission, on)),
    proposedLine(course),
  ];
};
