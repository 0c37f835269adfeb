import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { Authorization, Packet } from '../../functions/authorization/authorization.ts';
import type { SubmissionFacts } from '../../functions/authorization/pas/submission.ts';
import { type RequestFacts, requestLines } from '../../functions/authorization/request-lines.ts';
import { Site } from '../../functions/network/network.ts';
import type { Payer } from '../../functions/payer/payer.ts';
import { newIdPart, referralIdFrom, roundOf } from '../../functions/platform/ids.ts';
import { keys } from '../../functions/platform/keys.ts';
import type { Table } from '../../functions/platform/table.ts';
import type { CoverageClaimed, Referral, Submission } from '../../functions/referral/referral.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { examplePayer } from './payer-simulator.ts';
import { aReferral, aSubmission } from './referrals.ts';

export const aReferralId = (): string =>
  referralIdFrom(newIdPart(new Date('2026-11-20T15:00:00Z')));

/** An infusion center of the tests. */
export const aSite = (different: Partial<Site> = {}): Site =>
  Site.parse({
    siteId: 'site_lakeside',
    name: 'Lakeside Infusion',
    setting: 'infusion-center',
    npi: '1234567893',
    address: { line: ['1 Shore Road'], city: 'Chicago', state: 'IL', postalCode: '60601' },
    location: { lat: 41_880_000, lon: -87_630_000 },
    zone: 'America/Chicago',
    hours: { monday: { from: '08:00', to: '18:00' } },
    chairs: 4,
    placeOfService: '11',
    phone: '+13125550190',
    takesUrgent: true,
    ...different,
  });

/** A submission whose primary member id ends so that the simulated payer answers as wanted. */
export const submissionFor = (
  scenario: string,
  payerId = 'acme-health',
  different: Parameters<typeof aSubmission>[0] = {},
): Submission =>
  aSubmission({
    coverages: [
      {
        rank: 'primary',
        payerId,
        payerName: 'A payer',
        memberId: `EX1001-${scenario}`,
        relationship: 'self',
      },
    ],
    ...different,
  });

/** What is asked of the example commercial payer for the infliximab order of the builders. */
export const requestFacts = (different: Partial<RequestFacts> = {}): RequestFacts => ({
  submission: aSubmission(),
  therapy: lookUpTherapy('infliximab') as NonNullable<ReturnType<typeof lookUpTherapy>>,
  payer: examplePayer(),
  setting: 'infusion-center',
  urgency: 'standard',
  on: '2026-11-20',
  ...different,
});

/** An approved first round for immune globulin at a center, of which only the lines are yours to say. */
export const anIvigApproval = (
  referralId: string,
  different: Partial<Authorization> & { lines: readonly object[] },
): Authorization =>
  Authorization.parse({
    authorizationId: `auth_${referralId.slice(4)}_1`,
    referralId,
    round: 1,
    practiceNpi: '1234567893',
    payerId: 'acme-health',
    coverageRank: 'primary',
    therapyId: 'ivig',
    siteId: 'site_riverbend',
    setting: 'infusion-center',
    placeOfService: '49',
    status: 'approved',
    urgency: 'standard',
    version: 1,
    rev: 1,
    ...different,
  });

/** A drafted authorization of that request. */
export const anAuthorization = (
  different: Partial<Authorization> = {},
  facts: RequestFacts = requestFacts(),
): Authorization => {
  const referralId = different.referralId ?? 'ref_01jd0000000000000000';
  const request = requestLines(facts);
  return Authorization.parse({
    authorizationId: `auth_${referralId.slice(4)}_1`,
    referralId,
    round: roundOf(different.authorizationId ?? `auth_${referralId.slice(4)}_1`),
    practiceNpi: '1234567893',
    payerId: facts.payer.payerId,
    coverageRank: 'primary',
    therapyId: facts.therapy.id,
    siteId: 'site_lakeside',
    setting: facts.setting,
    placeOfService: '11',
    status: 'drafted',
    urgency: facts.urgency,
    version: 1,
    rev: 1,
    lines: request?.lines,
    visitEveryDays: request?.course.everyDays,
    ...different,
  });
};

/** What lies ready for a person to send, by fax. */
export const aPacket = (different: Partial<Packet> = {}): Packet =>
  Packet.parse({
    number: 1,
    version: 1,
    operation: 'ref_01jd0000000000000000:packet:0',
    madeAt: '2026-11-20T16:00:00Z',
    way: {
      id: 'a-fax',
      source: 'own',
      from: '2026-01-01',
      channel: 'fax',
      number: '+13125550142',
    },
    documents: 0,
    siteNpi: '1234567893',
    storedAs: 'documents/packet',
    bytes: 10,
    sha256: 'x',
    ...different,
  });

/** What a request for that authorization is made of. */
export const submissionFacts = (different: Partial<SubmissionFacts> = {}): SubmissionFacts => {
  const { therapy, payer } = requestFacts();
  const submission = different.submission ?? submissionFor('APPROVE');
  return {
    authorization: anAuthorization(),
    submission,
    coverage: submission.coverages[0] as CoverageClaimed,
    payer,
    therapy,
    site: aSite(),
    documents: [],
    number: 1,
    at: '2026-11-20T16:00:00Z',
    ...different,
  };
};

/** Stores a placed referral of this order, to be given at this site and paid by this payer. */
export const storeReferral = async (
  { client, name }: Table,
  { submission, payer, site = aSite() }: { submission: Submission; payer: Payer; site?: Site },
  different: Partial<Referral> = {},
): Promise<Referral> => {
  const referral = aReferral({
    referralId: aReferralId(),
    status: 'accepted',
    payerId: payer.payerId,
    coverageRank: 'primary',
    setting: site.setting,
    siteId: site.siteId,
    therapyId: submission.order.therapyId,
    urgency: submission.urgency,
    ...different,
  });
  const { referralId } = referral;
  const items = [
    { ...keys.referral(referralId), ...referral, view: {} },
    { ...keys.order(referralId, referral.orderVersion), submission },
    { ...keys.payer(payer.payerId), ...payer },
    { ...keys.site(site.siteId), ...site },
  ];
  for (const Item of items) await client.send(new PutCommand({ TableName: name, Item }));
  return referral;
};
