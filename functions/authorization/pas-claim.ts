import type { Claim, ClaimCareTeam, ClaimItem, ClaimSupportingInfo } from 'fhir/r4.js';
import type { Payer } from '../coverage/payer.ts';
import type { CoverageClaimed, Submission } from '../referral/referral.ts';
import type { Therapy } from '../referral/therapy.ts';
import type { Site } from '../scheduling/network.ts';
import { type Authorization, type Line, sendingId } from './authorization.ts';
import {
  concept,
  extensions,
  ourSenderCode,
  ourSystems,
  profile,
  systems,
  x12,
} from './pas-codes.ts';
import {
  dosingText,
  type Entry,
  extension,
  refer,
  type SentDocument,
  urnOf,
} from './pas-resources.ts';

/** Everything a request is made of. */
export type SubmissionFacts = {
  authorization: Authorization;
  submission: Submission;
  coverage: CoverageClaimed;
  payer: Payer;
  therapy: Therapy;
  site: Site;
  documents: readonly SentDocument[];
  /** Which sending this is; its identifier is the same when it is sent again. */
  number: number;
  at: string;
  /**
   * Set when this supplies what the payer asked for: the sending it continues, and how many
   * documents that one carried.
   */
  continues?: { number: number; at: string; documents: number } | undefined;
};

/** X12 limits of a 278 that PAS does not enforce: diagnoses. */
const mostDiagnoses = 12;

export type Cast = {
  patient: Entry;
  insurer: Entry;
  requestor: Entry;
  site: Entry;
  coverage: Entry;
  medication: Entry;
  /** Who ordered: a role where we can reach the person, else the practice. */
  orderer: Entry;
  others: Entry[];
  documents: Entry[];
};

const careTeamOf = ({ orderer, site }: Cast): ClaimCareTeam[] => [
  {
    extension: [{ url: extensions.careTeamClaimScope, valueBoolean: true }],
    sequence: 1,
    provider: refer(orderer),
    role: concept(x12('98'), 'DK'),
  },
  {
    extension: [{ url: extensions.careTeamClaimScope, valueBoolean: false }],
    sequence: 2,
    provider: refer(site),
    role: concept(x12('98'), 'FA'),
  },
];

/** Documents come after these two, in the order in which they were added. */
const firstDocument = 3;

const supportingInfoOf = (facts: SubmissionFacts, { documents }: Cast): ClaimSupportingInfo[] => {
  const { authorization, submission, continues } = facts;
  const [line] = authorization.lines;
  return [
    {
      sequence: 1,
      category: concept(systems.pas, 'patientEvent'),
      timingPeriod: { start: line?.from, end: line?.through } as { start: string; end: string },
    },
    {
      sequence: 2,
      category: concept(systems.pas, 'freeFormMessage'),
      valueString: dosingText(submission.order),
    },
    ...documents.map((document, index): ClaimSupportingInfo => {
      const added = continues !== undefined && index >= continues.documents;
      return {
        extension: [
          {
            url: extensions.documentInformation,
            extension: [
              extension('reportTypeCode', { system: x12('755'), code: 'B4' }),
              extension('transmissionMethod', { system: x12('756'), code: 'EL' }),
              { url: 'controlNumber', valueString: `${authorization.version}.${index + 1}` },
            ],
          },
          ...(added ? [{ url: extensions.infoChanged, valueCode: 'added' }] : []),
        ],
        sequence: firstDocument + index,
        category: concept(systems.pas, 'additionalInformation'),
        valueReference: refer(document),
      };
    }),
  ];
};

const codeSystemOf = (code: string): string =>
  /^\d{4}[0-9A-Z]$/.test(code) ? systems.cpt : systems.hcpcs;

/** Visits are counted in X12 visits; every other unit goes without a code (PAS 2.2.1 673). */
const quantityOf = ({ units, visits, kind }: Line) =>
  kind !== 'drug' && units === visits
    ? { value: visits, unit: 'visits', system: x12('673'), code: 'VS' }
    : { value: units, unit: 'UN' };

const itemOf = (line: Line, facts: SubmissionFacts, cast: Cast): ClaimItem => ({
  extension: [
    extension(extensions.requestType, { system: x12('1525'), code: 'HS' }),
    extension(extensions.certificationType, { system: x12('1322'), code: 'I' }),
    {
      url: extensions.itemTraceNumber,
      valueIdentifier: {
        system: ourSystems.line,
        value: `${facts.authorization.authorizationId}.${line.sequence}`,
      },
    },
    ...(line.kind === 'drug'
      ? [{ url: extensions.requestedService, valueReference: refer(cast.medication) }]
      : []),
  ],
  sequence: line.sequence,
  careTeamSequence: [2],
  ...(facts.submission.diagnoses.length > 0 ? { diagnosisSequence: [1] } : {}),
  ...(line.kind === 'drug' && cast.documents.length > 0
    ? { informationSequence: cast.documents.map((_, index) => firstDocument + index) }
    : {}),
  category: concept(x12('1365'), facts.payer.serviceTypeCode),
  productOrService: concept(codeSystemOf(line.code), line.code),
  servicedPeriod: { start: line.from, end: line.through },
  locationCodeableConcept: concept(systems.placeOfService, facts.authorization.placeOfService),
  quantity: quantityOf(line),
});

/** The Claim of a sending. */
export const claimEntry = (facts: SubmissionFacts, cast: Cast): Entry<Claim> => {
  const { authorization, submission, payer, number, continues } = facts;
  const urgent = authorization.urgency === 'expedited';
  const name = (sending: number) =>
    urnOf(sendingId(authorization.authorizationId, sending), 'claim');
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
    identifier: [
      { system: ourSystems.claim, value: sendingId(authorization.authorizationId, number) },
    ],
    status: 'active',
    type: concept(systems.claimType, 'professional'),
    use: 'preauthorization',
    patient: refer(cast.patient),
    created: facts.at,
    insurer: refer(cast.insurer),
    provider: refer(cast.requestor),
    priority: concept(systems.priority, urgent ? 'stat' : 'normal'),
    ...(continues
      ? {
          related: [
            {
              claim: { reference: name(continues.number) },
              relationship: concept(systems.relatedClaim, 'prior'),
            },
          ],
        }
      : {}),
    careTeam: careTeamOf(cast),
    supportingInfo: supportingInfoOf(facts, cast),
    ...(submission.diagnoses.length > 0
      ? {
          diagnosis: submission.diagnoses.slice(0, mostDiagnoses).map(({ code }, index) => ({
            sequence: index + 1,
            diagnosisCodeableConcept: concept(systems.icd10, code),
            ...(index === 0 ? { type: [concept(systems.pas, 'principal')] } : {}),
          })),
        }
      : {}),
    insurance: [{ sequence: 1, focal: true, coverage: refer(cast.coverage) }],
    item: authorization.lines.map((line) => itemOf(line, facts, cast)),
  };
  return { fullUrl: name(number), resource: claim };
};
