import { BatchWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { Nurse, Site, weekdays } from '../../functions/network/network.ts';
import { keys } from '../../functions/platform/keys.ts';
import type { Table } from '../../functions/platform/table.ts';
import type { Referral, Submission } from '../../functions/referral/referral.ts';
import { columnsOf } from '../../functions/referral/referral-item.ts';

type Part<T> = { [K in keyof T]?: T[K] | undefined };

const everyWeekday = (from: string, to: string) =>
  Object.fromEntries(weekdays.slice(0, 5).map((day) => [day, { from, to }]));

/** Everything the catalogue's infusions ask for, current until 2030. */
const allCompetencies = [
  'peripheral-access',
  'central-line',
  'port-access',
  'infusion-reaction',
  'rate-titration',
  'biologic-preparation',
  'immune-globulin',
  'iron-infusion',
  'antibiotic-teaching',
];

/** An infusion center in Chicago with four chairs, open 08:00 to 17:00 on weekdays. */
export const aSite = (different: Part<Site> = {}): Site =>
  Site.parse({
    siteId: 'site_riverbend',
    name: 'Riverbend Infusion Center',
    setting: 'infusion-center',
    npi: '1245319599',
    address: { line: ['400 Sample Plaza'], city: 'Chicago', state: 'IL', postalCode: '60605' },
    location: { lat: 41_872_000, lon: -87_627_000 },
    zone: 'America/Chicago',
    hours: everyWeekday('08:00', '17:00'),
    chairs: 4,
    placeOfService: '49',
    phone: '+13125550110',
    takesUrgent: true,
    ...different,
  });

/** A home agency that visits Chicago. */
export const anAgency = (different: Part<Site> = {}): Site =>
  aSite({
    siteId: 'site_harbor-home',
    name: 'Harbor Home Infusion',
    setting: 'home',
    chairs: 0,
    placeOfService: '12',
    areas: [{ postalCode: '606', location: { lat: 41_884_000, lon: -87_630_000 } }],
    ...different,
  });

/** A nurse of the infusion center, on duty when it is open, competent for everything. */
export const aNurse = (different: Part<Nurse> = {}): Nurse =>
  Nurse.parse({
    nurseId: 'nur_amara',
    name: 'Amara Fenwick',
    siteId: 'site_riverbend',
    base: { lat: 41_872_000, lon: -87_627_000 },
    zone: 'America/Chicago',
    shifts: everyWeekday('08:00', '17:00'),
    competencies: allCompetencies.map((tag) => ({ tag, expiresOn: '2030-06-30' })),
    settings: ['infusion-center'],
    maxVisitsPerDay: 12,
    ...different,
  });

/** A visiting nurse of the home agency. */
export const aHomeNurse = (different: Part<Nurse> = {}): Nurse =>
  aNurse({
    nurseId: 'nur_junia',
    name: 'Junia Ostrander',
    siteId: 'site_harbor-home',
    base: { lat: 41_876_000, lon: -87_650_000 },
    settings: ['home'],
    maxVisitsPerDay: 5,
    ...different,
  });

/** Puts something on a referral's main item, as the area it belongs to would have. */
export const keepOnMain = async (
  { client, name }: Table,
  referralId: string,
  kept: Record<string, unknown>,
): Promise<void> => {
  const fields = Object.keys(kept);
  await client.send(
    new UpdateCommand({
      TableName: name,
      Key: keys.referral(referralId),
      UpdateExpression: `SET ${fields.map((field) => `#${field} = :${field}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(fields.map((field) => [`#${field}`, field])),
      ExpressionAttributeValues: Object.fromEntries(
        fields.map((field) => [`:${field}`, kept[field]]),
      ),
    }),
  );
};

/** Writes items as other areas would have left them. */
export const given = async (
  table: Table,
  things: {
    sites?: readonly Site[];
    nurses?: readonly Nurse[];
    referrals?: readonly { referral: Referral; submission: Submission }[];
    items?: readonly Record<string, unknown>[];
  },
): Promise<void> => {
  const items = [
    ...(things.sites ?? []).map((site) => ({ ...keys.site(site.siteId), ...site })),
    ...(things.nurses ?? []).map((nurse) => ({ ...keys.nurse(nurse.nurseId), ...nurse })),
    ...(things.referrals ?? []).flatMap(({ referral, submission }) => [
      { ...keys.referral(referral.referralId), ...referral, view: columnsOf(referral) },
      { ...keys.order(referral.referralId, referral.orderVersion), submission },
    ]),
    ...(things.items ?? []),
  ];
  for (let from = 0; from < items.length; from += 25)
    await table.client.send(
      new BatchWriteCommand({
        RequestItems: {
          [table.name]: items
            .slice(from, from + 25)
            .map((Item) => ({ PutRequest: { Item: JSON.parse(JSON.stringify(Item)) } })),
        },
      }),
    );
};
