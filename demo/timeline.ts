import type { Played } from './play.ts';

const paint = (code: number) => (text: string) =>
  process.stdout.isTTY ? `\u001b[${code}m${text}\u001b[0m` : text;
const bold = paint(1);
const dim = paint(2);
const green = paint(32);
const red = paint(31);

const utc = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 16)}Z`;

/** A long list of reasons is told by its first ones and how many there are besides. */
const mostReasons = 6;
const shown = (why: readonly string[]): string[] => [
  ...why.slice(0, mostReasons),
  ...(why.length > mostReasons ? [`and ${why.length - mostReasons} more`] : []),
];

/** One referral's story as a person reads it: when, what, and under each decision its reasons. */
export const timelineText = ({ story, referral, failures, millis }: Played): string => {
  const lines = referral.timeline.flatMap(({ at, text, why }) => [
    `  ${dim(utc(at))}  ${text}`,
    ...shown(why).map((reason) => `                       ${dim(`- ${reason}`)}`),
  ]);
  const end = referral.closeReason
    ? `${referral.status} (${referral.closeReason})`
    : referral.status;
  const verdict =
    failures.length === 0
      ? green(`  as expected: ${end}, ${referral.visits.length} visits`)
      : failures.map((failure) => red(`  NOT as expected: ${failure}`)).join('\n');
  return [
    '',
    `${bold(story.title)}  ${dim(`${story.file}, ${(millis / 1000).toFixed(1)} s`)}`,
    ...lines,
    verdict,
  ].join('\n');
};
