import type { ClaimSupportingInfo } from 'fhir/r4.js';
import { drugsOf } from '../../referral/order/regimen.ts';
import { shownTo } from '../criteria/shown-to-payer.ts';
import { reportTypeOf } from '../report-types.ts';
import { concept, extensions, pasSystems, x12 } from './codes.ts';
import { dosingText } from './dosing.ts';
import { extension, refer } from './resources.ts';
import type { Cast, SubmissionFacts } from './submission.ts';

/** Documents come after the event and the message, in the order in which they were added. */
const firstDocument = 3;

/** The sequences under which a request's documents stand. */
export const documentSequences = ({ documents }: Pick<Cast, 'documents'>): number[] =>
  documents.map((_, index) => firstDocument + index);

/** When, how much, and the documents; what an update adds is marked. */
export const writeSupportingInfo = (facts: SubmissionFacts, cast: Cast): ClaimSupportingInfo[] => {
  const { authorization, submission, continues } = facts;
  const [line] = authorization.lines;
  const sequences = documentSequences(cast);
  return [
    {
      sequence: 1,
      category: concept(pasSystems.pas, 'patientEvent'),
      timingPeriod: { ...(line ? { start: line.from, end: line.through } : {}) },
    },
    {
      sequence: 2,
      category: concept(pasSystems.pas, 'freeFormMessage'),
      valueString: [
        drugsOf(submission)
          .map((drug) => dosingText(drug.submission.order, drug.therapy ?? facts.therapy))
          .join('; also at these visits: '),
        ...shownTo(authorization),
      ].join('. '),
    },
    ...cast.documents.map((document, index): ClaimSupportingInfo => {
      const reportType = reportTypeOf(facts.documents[index]?.type);
      const added = continues !== undefined && index >= continues.documents;
      return {
        extension: [
          {
            url: extensions.documentInformation,
            extension: [
              extension('reportTypeCode', { system: x12('755'), code: reportType }),
              extension('transmissionMethod', { system: x12('756'), code: 'EL' }),
              { url: 'controlNumber', valueString: `${authorization.version}.${index + 1}` },
            ],
          },
          ...(added ? [{ url: extensions.infoChanged, valueCode: 'added' }] : []),
        ],
        sequence: sequences[index] as number,
        category: concept(pasSystems.pas, 'additionalInformation'),
        valueReference: refer(document),
      };
    }),
  ];
};
