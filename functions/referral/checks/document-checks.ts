import { attachedForm } from '../account.ts';
import type { Finding, Submission } from '../referral.ts';

/** Fields of the chart, which notes tell of. */
const ofChart = /^\/(?!order|patient|practice|prescriber|coverages)/;

/** Something that was not sent in a field of its own, and may stand in a note. */
const isAskedFor = ({ code, pointer }: Finding): boolean =>
  code.endsWith('-missing') && ofChart.test(pointer);

/** No check reads a note: where something is asked for, a person looks whether one of them has it. */
export const documentFindings = (
  { documents, account = [] }: Submission,
  found: readonly Finding[],
): Finding[] => {
  const isAttached = account.some(({ why }) => why === attachedForm);
  return (documents.length > 0 || isAttached) && found.some(isAskedFor)
    ? [
        {
          code: 'documents-unread',
          severity: 'warn',
          pointer: '/documents',
          text: 'Something is asked for that may stand in a document which was sent: no check reads their text.',
          fix: 'Open the documents, and enter what they say of it with its date; ask the practice for the rest.',
          source: 'what is not understood is not good; general knowledge - verify',
        },
      ]
    : [];
};
