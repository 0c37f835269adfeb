import type { Claim, ClaimCareTeam, ClaimDiagnosis } from 'fhir/r4.js';
import type { Submission } from '../../referral/referral.ts';
import { sendingId } from '../request-names.ts';
import { writeClaimItem } from './claim-item.ts';
import {
  concept,
  extensions,
  ourSenderCode,
  ourSystems,
  pasSystems,
  profile,
  x12,
} from './codes.ts';
import { siteRole } from './parties.ts';
import { type Entry, extension, makeUrn, refer } from './resources.ts';
import type { Cast, SubmissionFacts } from './submission.ts';
import { writeSupportingInfo } from './supporting-info.ts';

/** A limit of X12 278 that PAS does not enforce. */
const mostDiagnoses = 12;

/** Who ordered, for the whole request, and where care is given, for its lines. */
const careTeamOf = ({ site }: SubmissionFacts, cast: Cast): ClaimCareTeam[] => [
  {
    extension: [{ url: extensions.careTeamClaimScope, valueBoolean: true }],
    sequence: 1,
    provider: refer(cast.orderer),
    role: concept(x12('98'), 'DK'),
  },
  {
    extension: [{ url: extensions.careTeamClaimScope, valueBoolean: false }],
    sequence: 2,
    provider: refer(cast.site),
    role: concept(x12('98'), siteRole(site)),
  },
];

const diagnosesOf = ({ diagnoses }: Submission): ClaimDiagnosis[] =>
  diagnoses.slice(0, mostDiagnoses).map(({ code }, index) => ({
    sequence: index + 1,
    diagnosisCodeableConcept: concept(pasSystems.icd10, code),
    ...(index === 0 ? { type: [concept(pasSystems.pas, 'principal')] } : {}),
  }));

/** The Claim of a sending; an update refers to the one that it continues. */
export const claimEntry = (facts: SubmissionFacts, cast: Cast): Entry<Claim> => {
  const { authorization, submission, payer, number, continues } = facts;
  const { authorizationId, lines } = authorization;
  const urgent = authorization.urgency === 'expedited';
  const diagnosis = diagnosesOf(submission);
  const name = (sending: number) => makeUrn(sendingId(authorizationId, sending), 'claim');
  const claim: Claim = {
    resourceType: 'Claim',
    meta: { profile: [profile(continues ? 'profile-claim-update' : 'profile-claim')] },
    extension: [
      {
        url: extensions.transmissionIdentifiers,
        extension: [
          { url: 'applicationSenderCode', valueString: ourSenderCode },
          { url: 'applicationReceiverCode', valueString: payer.ediId },
        ],
      },
      ...(urgent ? [extension(extensions.levelOfService, { system: x12('1338'), code: 'U' })] : []),
    ],
    identifier: [{ system: ourSystems.trace, value: sendingId(authorizationId, number) }],
    status: 'active',
    type: concept(pasSystems.claimType, 'professional'),
    use: 'preauthorization',
    patient: refer(cast.patient),
    created: facts.at,
    insurer: refer(cast.insurer),
    provider: refer(cast.requestor),
    priority: concept(pasSystems.priority, urgent ? 'stat' : 'normal'),
    ...(continues
      ? {
          related: [
            {
              claim: { reference: name(continues.number) },
              relationship: concept(pasSystems.relatedClaim, 'prior'),
            },
          ],
        }
      : {}),
    careTeam: careTeamOf(facts, cast),
    supportingInfo: writeSupportingInfo(facts, cast),
    ...(diagnosis.length > 0 ? { diagnosis } : {}),
    insurance: [{ sequence: 1, focal: true, coverage: refer(cast.coverage) }],
    item: lines.map((line) => writeClaimItem(line, facts, cast)),
  };
  return { fullUrl: name(number), resource: claim };
};
