import { describe, expect, it } from 'vitest';
import { Benefit } from '../../functions/coverage/benefit.ts';
import { withPatientShare } from '../../functions/coverage/eligibility-rules.ts';
import {
  PatientShare,
  readPatientShare,
  tellPatientShare,
} from '../../functions/coverage/patient-share.ts';

type Said = Partial<Benefit> & Pick<Benefit, 'kind'>;

const read = (...said: Said[]): PatientShare =>
  readPatientShare(
    said.map((one) => Benefit.parse(one)),
    { serviceTypes: ['42'], on: '2026-11-20' },
  );

const copay = (cents: number, more: Partial<Benefit> = {}): Said => ({
  kind: 'copay',
  cents,
  ...more,
});
const left = (
  kind: 'deductible' | 'out-of-pocket',
  cents: number,
  more: Partial<Benefit> = {},
) => ({
  ...{ kind, period: 'remaining', cents },
  ...more,
});

describe('what the patient pays, as the payer says', () => {
  it.each<[string, Said[], PatientShare]>([
    ['nothing said', [{ kind: 'active' }], {}],
    ['a copay', [copay(3500)], { copay: 3500 }],
    ['a copay of nothing', [copay(0)], { copay: 0 }],
    ['a copay at each visit', [copay(3500, { period: 'visit' })], { copay: 3500, eachVisit: true }],
    ['a copay by the year', [copay(3500, { period: 'year' })], { copay: 3500 }],
    ['a copay without an amount', [{ kind: 'copay' }], {}],
    ['no copay of another service', [copay(10, { serviceTypes: ['35'] })], {}],
    ['no copay of strangers', [copay(10, { inNetwork: false })], {}],
    ['no copay of one procedure', [copay(10, { procedure: 'J1745' })], {}],
    ['an amount of a limit is no copay', [{ kind: 'limit', cents: 10 }], {}],
    ['a copay that is over', [copay(10, { through: '2026-11-19' })], {}],
    ['a copay on its last day', [copay(10, { through: '2026-11-20' })], { copay: 10 }],
    ['a copay whose dates are unclear', [copay(10, { unclear: true })], {}],
    ['the coinsurance', [{ kind: 'coinsurance', basisPoints: 2000 }], { coinsurance: 2000 }],
    ['none', [{ kind: 'coinsurance', basisPoints: 0 }], { coinsurance: 0 }],
    ['a share of another kind', [{ kind: 'copay', basisPoints: 5 }], {}],
    ['an amount is no share', [{ kind: 'coinsurance', cents: 5 }], {}],
    ['what is left of the deductible', [left('deductible', 41_250)], { deductibleLeft: 41_250 }],
    ['the deductible as a whole', [{ kind: 'deductible', period: 'year', cents: 50_000 }], {}],
    [
      'the patient’s own and the family’s',
      [
        left('deductible', 1, { individual: true }),
        left('deductible', 2, { individual: false }),
        left('out-of-pocket', 3, { individual: true }),
        left('out-of-pocket', 4, { individual: false }),
      ],
      {
        deductibleLeft: 1,
        familyDeductibleLeft: 2,
        outOfPocketLeft: 3,
        familyOutOfPocketLeft: 4,
      },
    ],
    [
      'no more of the patient’s own than is left of the family’s',
      [
        left('deductible', 50_000),
        left('deductible', 1_000, { individual: false }),
        left('out-of-pocket', 70_000),
        left('out-of-pocket', 0, { individual: false }),
      ],
      {
        deductibleLeft: 1_000,
        familyDeductibleLeft: 1_000,
        outOfPocketLeft: 0,
        familyOutOfPocketLeft: 0,
      },
    ],
    [
      'the family’s alone',
      [left('deductible', 5, { individual: false })],
      { familyDeductibleLeft: 5 },
    ],
    ['the most of a year', [{ kind: 'out-of-pocket', period: 'year', cents: 9 }], {}],
  ])('%s', (_, said, share) => {
    expect(read(...said)).toEqual(share);
    expect(PatientShare.parse(read(...said))).toEqual(share);
  });

  it.each<[string, Said[], PatientShare]>([
    [
      'of the service before of the plan',
      [copay(10), copay(20, { serviceTypes: ['42'] })],
      { copay: 20 },
    ],
    [
      'of the service before of our network as a whole',
      [copay(10, { inNetwork: true }), copay(20, { serviceTypes: ['42'] })],
      { copay: 20 },
    ],
    ['of our network before of any', [copay(10), copay(20, { inNetwork: true })], { copay: 20 }],
    ['the same twice', [copay(10), copay(10)], { copay: 10 }],
    [
      'two amounts are none',
      [copay(10, { period: 'visit' }), copay(20, { period: 'visit' })],
      { unclear: [{ figure: 'copay', told: [10, 20] }] },
    ],
    [
      'two shares leave the deductible clear',
      [
        { kind: 'coinsurance', basisPoints: 2000 },
        { kind: 'coinsurance', basisPoints: 3000 },
        left('deductible', 5),
      ],
      { deductibleLeft: 5, unclear: [{ figure: 'coinsurance', told: [2000, 3000] }] },
    ],
    [
      'other amounts at some places',
      [copay(10), copay(20, { placesOfService: ['22'] })],
      { copay: 10, byPlace: true },
    ],
    [
      'other shares at some places',
      [{ kind: 'coinsurance', basisPoints: 1, placesOfService: ['22'] }],
      { byPlace: true },
    ],
    [
      'places of another service',
      [copay(20, { placesOfService: ['22'], serviceTypes: ['35'] })],
      {},
    ],
    ['an active place is no amount', [{ kind: 'active', placesOfService: ['22'] }], {}],
  ])('where it is told in several ways: %s', (_, said, share) => {
    expect(read(...said)).toEqual(share);
  });

  it('keeps ten ways at most', () => {
    const ways = Array.from({ length: 11 }, (_, index) => copay(index));
    expect(read(...ways).unclear?.[0]?.told).toHaveLength(10);
  });
});

describe('how it is told', () => {
  it.each<[PatientShare, string[]]>([
    [{}, ['The payer does not say what the patient pays: ask before the first visit.']],
    [{ copay: 0 }, ['Cost to the patient, as the payer tells it: copay $0.00.']],
    [
      { copay: 3505, eachVisit: true },
      ['Cost to the patient, as the payer tells it: copay $35.05 at each visit.'],
    ],
    [
      { coinsurance: 1250, deductibleLeft: 123_456_789 },
      [
        'Cost to the patient, as the payer tells it: coinsurance 12.5 % of what the plan allows; $1,234,567.89 of the deductible left.',
      ],
    ],
    [
      {
        coinsurance: 2000,
        familyDeductibleLeft: 100_000,
        outOfPocketLeft: 5,
        familyOutOfPocketLeft: 0,
      },
      [
        'Cost to the patient, as the payer tells it: coinsurance 20 % of what the plan allows; $1,000.00 of the family’s deductible left; at most $0.05 more until the plan’s year ends; at most $0.00 more for the family.',
      ],
    ],
    [
      { unclear: [{ figure: 'copay', told: [1000, 2000] }] },
      [
        'The payer tells the copay in several ways: $10.00, $20.00. Ask it before the patient is told.',
      ],
    ],
    [
      { copay: 5, unclear: [{ figure: 'coinsurance', told: [5, 3000] }], byPlace: true },
      [
        'Cost to the patient, as the payer tells it: copay $0.05.',
        'The payer tells the coinsurance in several ways: 0.05 %, 30 %. Ask it before the patient is told.',
        'Other amounts hold at some places of care.',
      ],
    ],
    ...(
      [
        ['deductibleLeft', 'amount left of the deductible'],
        ['familyDeductibleLeft', 'amount left of the family’s deductible'],
        ['outOfPocketLeft', 'most that is left to pay'],
        ['familyOutOfPocketLeft', 'most that is left for the family to pay'],
      ] as const
    ).map(([figure, called]): [PatientShare, string[]] => [
      { unclear: [{ figure, told: [1, 2] }] },
      [
        `The payer tells the ${called} in several ways: $0.01, $0.02. Ask it before the patient is told.`,
      ],
    ]),
  ])('%j', (share, told) => {
    expect(tellPatientShare(share)).toEqual(told);
  });

  it('stands with the reasons of the coverage, after those that decided', () => {
    const decided = {
      question: 'covered' as const,
      facts: {},
      rule: { id: 'coverage.first-active', version: '1', source: 'Example.' },
      answer: 'active',
      reasons: [{ bearing: 'for' as const, code: 'primary-active', text: 'Example.' }],
    };
    expect(
      withPatientShare(decided, { rank: 'secondary', share: { copay: 5 } }).reasons.map(
        ({ code, bearing }) => [code, bearing],
      ),
    ).toEqual([
      ['primary-active', 'for'],
      ['secondary-patient-share', 'note'],
    ]);
  });
});
