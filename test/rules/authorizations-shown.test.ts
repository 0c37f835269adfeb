import { describe, expect, it } from 'vitest';
import { authorizationsShown } from '../../functions/chart/authorizations-shown.ts';
import type { Items } from '../../functions/platform/items.ts';
import type { Submission } from '../../functions/referral/referral.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { anAuthorization, requestFacts } from '../support/authorizations.ts';
import { cleanReferral } from '../support/clean-referrals.ts';

const therapy = lookUpTherapy('paclitaxel') as NonNullable<ReturnType<typeof lookUpTherapy>>;
const paclitaxel = cleanReferral('paclitaxel');
const beside = (...alsoInfused: { therapyId: string; drug: string }[]): Submission => ({
  ...paclitaxel,
  observations: [...paclitaxel.observations, ...cleanReferral('carboplatin').observations],
  order: {
    ...paclitaxel.order,
    alsoInfused: alsoInfused.map((drug) => ({
      ...drug,
      dose: { value: '5', unit: 'AUC' },
      route: 'IV',
      eachVisit: true,
    })),
  },
});
const doublet = beside({ therapyId: 'carboplatin', drug: 'carboplatin' });
const asked: Items = [
  { sk: 'AUTH#1', ...anAuthorization({}, requestFacts({ submission: doublet, therapy })) },
];
const drugsShown = (submission: Submission, sees: (kind: string) => boolean = () => true) =>
  authorizationsShown(asked, submission, sees).flatMap(({ lines }) =>
    lines.filter(({ kind }) => kind === 'drug').map(({ code, drug }) => [code, drug]),
  );

describe('what a payer was asked for', () => {
  it('is shown with the name of each drug, and services without one', () => {
    expect(drugsShown(doublet)).toEqual([
      ['J9267', 'Paclitaxel'],
      ['J9045', 'Carboplatin'],
    ]);
    const [shown] = authorizationsShown(asked, doublet, () => true);
    const services = shown?.lines.filter(({ kind }) => kind !== 'drug') ?? [];
    expect(services.length).toBeGreaterThan(0);
    expect(services.flatMap(({ drug }) => drug ?? [])).toEqual([]);
  });

  it.each<[string, Submission]>([
    ['was left out since', paclitaxel],
    ['was replaced by another since', beside({ therapyId: 'hydration', drug: 'saline' })],
  ])('has no name for a drug that %s: the line is not for the other one', (_, order) => {
    expect(drugsShown(order)).toEqual([
      ['J9267', 'Paclitaxel'],
      ['J9045', undefined],
    ]);
  });

  it('names no drug to whoever is not shown the therapy', () => {
    expect(drugsShown(doublet, (kind) => kind !== 'therapy').map(([, drug]) => drug)).toEqual([
      undefined,
      undefined,
    ]);
  });
});
