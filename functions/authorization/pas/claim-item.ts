import type { ClaimItem } from 'fhir/r4.js';
import type { Line } from '../authorization.ts';
import { certificationOf } from '../certification.ts';
import { lineTrace } from '../request-names.ts';
import { concept, extensions, ourSystems, pasSystems, x12 } from './codes.ts';
import { extension, refer } from './resources.ts';
import type { Cast, SubmissionFacts } from './submission.ts';
import { documentSequences } from './supporting-info.ts';

export const codeSystemOf = (code: string): string =>
  /^\d{4}[0-9A-Z]$/.test(code) ? pasSystems.cpt : pasSystems.hcpcs;

/** Visits are counted in X12 visits; every other unit goes without a code (PAS 2.2.1 673). */
const quantityOf = ({ units, visits, kind }: Line) =>
  kind !== 'drug' && units === visits
    ? { value: visits, unit: 'visits', system: x12('673'), code: 'VS' }
    : { value: units, unit: 'UN' };

/** Care team member 2 is the site; the care team of the Claim counts alike. */
const site = 2;

/** One line of the Claim. The documents stand with the drug, which they are about. */
export const writeClaimItem = (line: Line, facts: SubmissionFacts, cast: Cast): ClaimItem => {
  const { authorization, submission, payer, continues, previousNumber } = facts;
  const isDrug = line.kind === 'drug';
  const medication = isDrug ? cast.medications[line.drug ?? 0] : undefined;
  const isSupplied = isDrug && continues && cast.documents.length > continues.documents;
  return {
    extension: [
      extension(extensions.requestType, { system: x12('1525'), code: 'HS' }),
      extension(extensions.certificationType, {
        system: x12('1322'),
        code: certificationOf(authorization),
      }),
      ...(previousNumber
        ? [{ url: extensions.authorizationNumber, valueString: previousNumber }]
        : []),
      {
        url: extensions.itemTraceNumber,
        valueIdentifier: {
          system: ourSystems.trace,
          value: lineTrace(authorization.authorizationId, line.sequence),
        },
      },
      ...(medication
        ? [{ url: extensions.requestedService, valueReference: refer(medication) }]
        : []),
      ...(isSupplied ? [{ url: extensions.infoChanged, valueCode: 'changed' }] : []),
    ],
    sequence: line.sequence,
    careTeamSequence: [site],
    ...(submission.diagnoses.length > 0 ? { diagnosisSequence: [1] } : {}),
    ...(isDrug && cast.documents.length > 0
      ? { informationSequence: documentSequences(cast) }
      : {}),
    category: concept(x12('1365'), payer.serviceTypeCode),
    productOrService: concept(codeSystemOf(line.code), line.code),
    servicedPeriod: { start: line.from, end: line.through },
    locationCodeableConcept: concept(pasSystems.placeOfService, authorization.placeOfService),
    quantity: quantityOf(line),
  };
};
