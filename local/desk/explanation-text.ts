import { wrapped } from './wrapped.ts';

/** As `GET /referrals/{referralId}/explanation` answers. */
export type ReasoningTold = {
  referralId: string;
  status: string;
  zone: string;
  sections: {
    title: string;
    lines: {
      text: string;
      from?: string | undefined;
      source?: string | undefined;
      at?: string | undefined;
    }[];
  }[];
};

/** An instant as people write it, by the zone of the place of care. */
const writeTime = (at: string, zone: string): string =>
  new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  })
    .format(new Date(at))
    .replace(/\s/gu, ' ');

type Line = ReasoningTold['sections'][number]['lines'][number];

const lineText = ({ text, from, source, at }: Line, zone: string): string =>
  [
    wrapped(text, '  - ', '    '),
    ...(at ? [`      when    ${writeTime(at, zone)}`] : []),
    ...(from ? [wrapped(from, '      from    ', '              ')] : []),
    ...(source ? [wrapped(source, '      source  ', '              ')] : []),
  ].join('\n');

type Problem = { detail?: string; errors?: { pointer: string; detail: string }[] };

/** Why there is no explanation: what the service says, and of each field what is wrong with it. */
export const refusalText = (status: number, { detail, errors = [] }: Problem): string =>
  [
    detail ?? `The service answers ${status}.`,
    ...errors.map(({ pointer, detail: wrong }) => `  ${pointer} ${wrong}`),
  ].join('\n');

/** An explanation laid out for a terminal of a hundred columns. */
export const layOut = ({ referralId, status, zone, sections }: ReasoningTold): string =>
  [
    `${referralId}, ${status}`,
    ...sections.map(
      ({ title, lines }) => `\n${title}\n\n${lines.map((line) => lineText(line, zone)).join('\n')}`,
    ),
    '',
  ].join('\n');
