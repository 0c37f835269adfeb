import type { Bundle, Claim, ClaimItem } from 'fhir/r4.js';
import { sha256 } from '../../platform/canonical.ts';
import { authorizationNumber, type Line } from '../authorization.ts';
import { lineTrace } from '../request-names.ts';
import { partiesOf } from './bundle.ts';
import { codeSystemOf } from './claim-item.ts';
import { concept, extensions, ourSystems, pasSystems, profile, x12 } from './codes.ts';
import { extension, makeUrn, refer } from './resources.ts';
import type { SubmissionFacts } from './submission.ts';

/** What an inquiry is made of: the request, for whom and of whom. */
export type InquiryFacts = Pick<
  SubmissionFacts,
  'authorization' | 'submission' | 'coverage' | 'payer'
> & { at: string };

/** The name of the inquiry itself: a payer finds a request by its own numbers, never by this. */
const inquiryId = ({ authorization, at }: InquiryFacts): string =>
  `inq_${sha256(`${authorization.authorizationId}|${at}`).slice(0, 20)}`;

/** One line as it was asked for, by the payer's numbers where it gave some (REF-NT, REF-BB). */
const itemOf = (line: Line, { authorization, payer }: InquiryFacts): ClaimItem => {
  const { authorizationId, reference } = authorization;
  const number = line.decision?.number ?? authorizationNumber(authorization);
  return {
    extension: [
      extension(extensions.requestType, { system: x12('1525'), code: 'HS' }),
      {
        url: extensions.itemTraceNumber,
        valueIdentifier: {
          system: ourSystems.trace,
          value: lineTrace(authorizationId, line.sequence),
        },
      },
      ...(number ? [{ url: extensions.authorizationNumber, valueString: number }] : []),
      ...(reference
        ? [{ url: extensions.administrationReferenceNumber, valueString: reference }]
        : []),
    ],
    sequence: line.sequence,
    category: concept(x12('1365'), payer.serviceTypeCode),
    productOrService: concept(codeSystemOf(line.code), line.code),
    servicedPeriod: { start: line.from, end: line.through },
  };
};

/**
 * The body of `Claim/$inquire` after PAS 2.2.1: a query by example that names requester, payer and
 * member, and the lines that it is about.
 */
export const inquiryBundle = (facts: InquiryFacts): Bundle => {
  const { authorization, at } = facts;
  const { patient, insurer, requestor, coverage, others } = partiesOf(facts);
  const value = inquiryId(facts);
  const claim: Claim = {
    resourceType: 'Claim',
    meta: { profile: [profile('profile-claim-inquiry')] },
    identifier: [{ system: ourSystems.trace, value }],
    status: 'active',
    type: concept(pasSystems.claimType, 'professional'),
    use: 'preauthorization',
    patient: refer(patient),
    created: at,
    insurer: refer(insurer),
    provider: refer(requestor),
    priority: concept(pasSystems.priority, 'normal'),
    insurance: [{ sequence: 1, focal: true, coverage: refer(coverage) }],
    item: authorization.lines.map((line) => itemOf(line, facts)),
  };
  return {
    resourceType: 'Bundle',
    meta: { profile: [profile('profile-pas-inquiry-request-bundle')] },
    identifier: { system: ourSystems.submission, value },
    type: 'collection',
    timestamp: at,
    entry: [
      { fullUrl: makeUrn(value, 'claim'), resource: claim },
      patient,
      coverage,
      insurer,
      requestor,
      ...others,
    ],
  };
};
