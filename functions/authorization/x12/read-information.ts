import { shortened } from '../../fhir/values.ts';
import { at, components, type ReadSegment } from '../../x12/read-segment.ts';
import { isMereReview, isUsual } from '../answer/contrary-words.ts';
import type { InformationAsked } from '../payer-answer.ts';
import { addressees } from './read-grant.ts';
import { all, type ReviewLevel, segmentAsSent } from './read-levels.ts';

/** LOINC 102089-0: the payer asks for a questionnaire. */
const questionnaire = '102089-0';

/** HI with LOINC codes (1270 `LOI`), each one document. */
const byLoinc = (own: readonly ReadSegment[]): InformationAsked[] =>
  all(own, 'HI').flatMap((segment) =>
    segment.elements.flatMap((_, index): InformationAsked[] => {
      const [kind, code = ''] = components(segment, index + 1).map((one) => one.trim());
      if (kind !== 'LOI') return [];
      return [
        /^[A-Z0-9-]{1,12}$/.test(code)
          ? { kind: code === questionnaire ? 'questionnaire' : 'attachment', code }
          : { kind: 'words', code: shortened(segmentAsSent(segment), 400) },
      ];
    }),
  );

/** PWK02: how it is to be sent. */
const ways = new Map([
  ['BM', 'by mail'],
  ['EL', 'electronically'],
  ['EM', 'by e-mail'],
  ['FX', 'by fax'],
  ['VO', 'by voice'],
]);

/** PWK with its control number and what the payer calls it. */
const byReport = (own: readonly ReadSegment[]): InformationAsked[] =>
  all(own, 'PWK').map((segment) => {
    const control = at(segment, 6);
    const says = [
      at(segment, 7),
      ways.get(at(segment, 2)) ?? '',
      control ? `control number ${control}` : '',
    ]
      .filter(Boolean)
      .join(', ');
    return {
      kind: 'attachment',
      code: at(segment, 1) || 'no code',
      ...(says ? { says: shortened(says, 200) } : {}),
    };
  });

/** Whom to send it to, with telephone and fax. */
const sendTo = ({ named }: ReviewLevel): InformationAsked[] =>
  named
    .filter(([nm1]) => addressees.includes(at(nm1, 1)))
    .map((segments) => ({
      kind: 'words',
      code: shortened(`Send it to: ${segments.map(segmentAsSent).join('; ')}`, 400),
    }));

/** A message on what is still decided that says more than that it is. */
const inMessages = (own: readonly ReadSegment[], isPending: boolean): InformationAsked[] =>
  isPending
    ? all(own, 'MSG')
        .map((segment) => at(segment, 1))
        .filter((text) => text && !isMereReview(text) && !isUsual(text))
        .map((text) => ({ kind: 'words', code: shortened(text, 400) }))
    : [];

/** What a level asks for before it is decided: of one line, or of the whole. */
export const readInformation = (
  level: ReviewLevel,
  { isPending, line }: { isPending: boolean; line?: number },
): InformationAsked[] => {
  const { own } = level;
  const asked = [...byLoinc(own), ...byReport(own), ...inMessages(own, isPending)];
  return [...asked, ...(asked.length > 0 || isPending ? sendTo(level) : [])].map((one) => ({
    ...one,
    ...(line === undefined ? {} : { line }),
  }));
};
