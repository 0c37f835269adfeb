import { describe, expect, it } from 'vitest';
import type { Site } from '../../functions/network/network.ts';
import type { SiteFacts } from '../../functions/placement/site-facts.ts';
import { siteRules } from '../../functions/placement/site-rules.ts';
import type { Submission } from '../../functions/referral/referral.ts';
import { Setting } from '../../functions/therapy/setting.ts';
import type { Therapy } from '../../functions/therapy/therapy.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { aHomeNurse, aNurse, anAgency, aSite } from '../support/network.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';

const center = aSite();
const placesOf: Readonly<Record<Setting, Site>> = {
  'infusion-center': center,
  clinic: aSite({ siteId: 'site_clinic', setting: 'clinic', placeOfService: '11' }),
  'hospital-outpatient': aSite({
    siteId: 'site_hospital',
    setting: 'hospital-outpatient',
    placeOfService: '22',
  }),
  home: anAgency(),
  'long-term-care': aSite({
    siteId: 'site_maple',
    setting: 'long-term-care',
    placeOfService: '32',
  }),
};

const infliximab = lookUpTherapy('infliximab') as Therapy;
const goingOn = { firstDose: false, lastDoseOn: '2026-10-20' } as const;

type Case = {
  site?: Partial<Site>;
  order?: Parameters<typeof anOrder>[0];
  placement?: Submission['placement'];
  submission?: (submission: Submission) => Submission;
  therapy?: Partial<Therapy>;
  facts?: Partial<SiteFacts>;
};

/** What every rule says of one site: `bearing code`, with the papers that are asked for. */
const said = (setting: Setting, { site, order, placement, therapy, ...more }: Case): string[] => {
  const submission = aSubmission({
    order: anOrder(order),
    ...(placement ? { placement } : {}),
  });
  const facts: SiteFacts = {
    therapy: { ...infliximab, ...therapy },
    submission: more.submission?.(submission) ?? submission,
    payerId: 'acme-health',
    payerRules: [],
    nurses: [aNurse(), aHomeNurse()],
    denied: [],
    on: '2026-12-01',
    ...more.facts,
  };
  const place = { ...placesOf[setting], ...site } as Site;
  return siteRules.flatMap(({ judge }) => {
    const verdict = judge(place, facts);
    if (!verdict) return [];
    const papers = verdict.documents ? ` (${verdict.documents.join(', ')})` : '';
    return [`${verdict.bearing} ${verdict.code}${papers}`];
  });
};

const settingsOf = (different: Partial<Record<Setting, string>>): Therapy['settings'] =>
  Object.fromEntries(
    Object.entries(infliximab.settings).map(([setting, entry]) => [
      setting,
      { ...entry, status: different[setting as Setting] ?? 'allowed' },
    ]),
  ) as unknown as Therapy['settings'];

const everywhere: Partial<Therapy> = {
  settings: settingsOf({}),
  hazardous: false,
  reactionOrdersNeeded: false,
};
const conditional = (setting: Setting, more: Partial<Therapy> = {}): Partial<Therapy> => ({
  ...everywhere,
  settings: settingsOf({ [setting]: 'conditional' }),
  ...more,
});
const athome = { residence: 'private', homeSuitable: true } as const;
const resident = { residence: 'long-term-care' } as const;

/** A referral that says nothing of home, veins or wishes. */
const silent = (submission: Submission): Submission => ({ ...submission, placement: undefined });

const livingAt =
  (line: string) =>
  (submission: Submission): Submission => ({
    ...submission,
    patient: {
      ...submission.patient,
      address: { line: [line], city: 'Chicago', state: 'IL', postalCode: '60605' },
    },
  });

type Row = [
  says: string,
  setting: Setting,
  case_: Case,
  verdict: { code: string; isSaid: boolean },
];

const rows: Row[] = [
  // A setting that is not usual
  [
    'a setting that is usual',
    'clinic',
    { therapy: everywhere },
    { code: 'excludes setting-not-usual', isSaid: false },
  ],
  [
    'a setting that is not usual',
    'clinic',
    { therapy: { settings: settingsOf({ clinic: 'not-usual' }) } },
    { code: 'excludes setting-not-usual', isSaid: true },
  ],
  // Hazardous drugs
  [
    'a hazardous drug at home',
    'home',
    { therapy: { hazardous: true } },
    { code: 'excludes hazardous-drug', isSaid: true },
  ],
  [
    'a hazardous drug in a facility',
    'long-term-care',
    { therapy: { hazardous: true } },
    { code: 'excludes hazardous-drug', isSaid: true },
  ],
  [
    'a hazardous drug at a center',
    'infusion-center',
    { therapy: { hazardous: true } },
    { code: 'excludes hazardous-drug', isSaid: false },
  ],
  [
    'another drug at home',
    'home',
    { therapy: { hazardous: false } },
    { code: 'excludes hazardous-drug', isSaid: false },
  ],
  // First doses at home
  ...(['yes', 'no'] as const).map(
    (value): Row => [
      `a first dose at home, where the label says ${value}`,
      'home',
      { therapy: { firstDoseHome: { ...infliximab.firstDoseHome, value } as never } },
      { code: 'excludes first-dose-not-at-home', isSaid: value === 'no' },
    ],
  ),
  [
    'a later dose at home',
    'home',
    {
      order: goingOn,
      therapy: { firstDoseHome: { ...infliximab.firstDoseHome, value: 'no' } as never },
    },
    { code: 'excludes first-dose-not-at-home', isSaid: false },
  ],
  [
    'a first dose at a center',
    'infusion-center',
    { therapy: { firstDoseHome: { ...infliximab.firstDoseHome, value: 'no' } as never } },
    { code: 'excludes first-dose-not-at-home', isSaid: false },
  ],
  // Unstable patients
  ...Setting.options.map(
    (setting): Row => [
      `an unstable patient at ${setting}`,
      setting,
      { placement: { ...athome, unstable: true } },
      { code: 'excludes unstable', isSaid: setting !== 'hospital-outpatient' },
    ],
  ),
  [
    'a stable patient',
    'infusion-center',
    { placement: { ...athome, unstable: false } },
    { code: 'excludes unstable', isSaid: false },
  ],
  ...Setting.options.map(
    (setting): Row => [
      `a patient of whom the referral says nothing, at ${setting}`,
      setting,
      { submission: silent },
      { code: 'unstable', isSaid: false },
    ],
  ),
  // Severe reactions
  ...(
    [
      ['hospital-outpatient', 2, undefined],
      ['hospital-outpatient', 3, 'for severe-reaction-before'],
      ['hospital-outpatient', 4, 'for severe-reaction-before'],
      ['infusion-center', 2, undefined],
      ['infusion-center', 3, 'against severe-reaction-before (reaction plan of the prescriber)'],
      ['infusion-center', 4, 'excludes severe-reaction-before'],
      ['clinic', 3, 'against severe-reaction-before (reaction plan of the prescriber)'],
      ['clinic', 4, 'excludes severe-reaction-before'],
      ['home', 3, 'excludes severe-reaction-before'],
      ['long-term-care', 3, 'excludes severe-reaction-before'],
    ] as const
  ).map(
    ([setting, grade, code]): Row => [
      `${setting} after a reaction of grade ${grade}`,
      setting,
      { order: { priorReaction: { grade } as never } },
      { code: code ?? 'severe-reaction-before', isSaid: code !== undefined },
    ],
  ),
  // Where the patient lives
  [
    'a resident visited as if at home',
    'home',
    { placement: resident },
    { code: 'excludes lives-in-facility', isSaid: true },
  ],
  [
    'somebody at home',
    'home',
    { placement: athome },
    { code: 'excludes lives-in-facility', isSaid: false },
  ],
  [
    'a resident in the facility',
    'long-term-care',
    { placement: resident },
    { code: 'excludes not-a-resident', isSaid: false },
  ],
  [
    'somebody else in the facility',
    'long-term-care',
    { placement: athome },
    { code: 'excludes not-a-resident', isSaid: true },
  ],
  [
    'somebody of whom nobody says',
    'long-term-care',
    {},
    { code: 'excludes not-a-resident', isSaid: true },
  ],
  [
    'somebody of whom the referral says nothing',
    'long-term-care',
    { submission: silent },
    { code: 'excludes not-a-resident', isSaid: true },
  ],
  [
    'a resident at a center',
    'infusion-center',
    { placement: resident },
    { code: 'lives-in-facility', isSaid: false },
  ],
  // The home itself
  [
    'an unsuitable home',
    'home',
    { placement: { ...athome, homeSuitable: false } },
    { code: 'excludes home-not-suitable', isSaid: true },
  ],
  ['a suitable home', 'home', { placement: athome }, { code: 'home-not-', isSaid: false }],
  [
    'a home that nobody looked at',
    'home',
    { placement: { residence: 'private' } as never },
    { code: 'against home-not-assessed (home assessment)', isSaid: true },
  ],
  [
    'a home of which the referral says nothing',
    'home',
    { submission: silent },
    { code: 'against home-not-assessed (home assessment)', isSaid: true },
  ],
  [
    'a home without a telephone',
    'home',
    {
      placement: athome,
      submission: (one) => ({ ...one, patient: { ...one.patient, phone: undefined } }),
    },
    { code: 'excludes no-telephone (telephone of the patient)', isSaid: true },
  ],
  [
    'a center, whatever the home',
    'infusion-center',
    { placement: { ...athome, homeSuitable: false } },
    { code: 'home-not-suitable', isSaid: false },
  ],
  // Reaction orders
  ...Setting.options.map(
    (setting): Row => [
      `${setting} without reaction orders`,
      setting,
      { order: { reactionOrders: false }, therapy: { reactionOrdersNeeded: true } },
      {
        code: 'excludes no-reaction-orders (reaction orders)',
        isSaid: setting === 'home' || setting === 'long-term-care',
      },
    ],
  ),
  [
    'home with reaction orders',
    'home',
    { order: { reactionOrders: true }, therapy: { reactionOrdersNeeded: true } },
    { code: 'no-reaction-orders', isSaid: false },
  ],
  [
    'home with a drug that needs none',
    'home',
    { order: { reactionOrders: false }, therapy: { reactionOrdersNeeded: false } },
    { code: 'no-reaction-orders', isSaid: false },
  ],
  // Usual settings and conditions
  [
    'a usual setting',
    'clinic',
    { therapy: everywhere },
    { code: 'for usual-setting', isSaid: true },
  ],
  [
    'home, once doses were tolerated',
    'home',
    { order: goingOn, therapy: everywhere },
    { code: 'for tolerated-before', isSaid: true },
  ],
  [
    'home, for a start',
    'home',
    { therapy: everywhere },
    { code: 'for usual-setting', isSaid: true },
  ],
  [
    'a center, once doses were tolerated',
    'infusion-center',
    { order: goingOn, therapy: everywhere },
    { code: 'for usual-setting', isSaid: true },
  ],
  [
    'a hospital for a start',
    'hospital-outpatient',
    { therapy: conditional('hospital-outpatient') },
    { code: 'for condition-met', isSaid: true },
  ],
  [
    'a hospital for one who goes on',
    'hospital-outpatient',
    { order: goingOn, therapy: conditional('hospital-outpatient') },
    { code: 'against condition-open (clinical reason for the setting)', isSaid: true },
  ],
  [
    'a hospital after a severe reaction',
    'hospital-outpatient',
    {
      order: { ...goingOn, priorReaction: { grade: 3 } as never },
      therapy: conditional('hospital-outpatient'),
    },
    { code: 'for condition-met', isSaid: true },
  ],
  [
    'a hospital after a mild reaction',
    'hospital-outpatient',
    {
      order: { ...goingOn, priorReaction: { grade: 2 } as never },
      therapy: conditional('hospital-outpatient'),
    },
    { code: 'against condition-open (clinical reason for the setting)', isSaid: true },
  ],
  [
    'a hospital for an unstable patient',
    'hospital-outpatient',
    {
      order: goingOn,
      placement: { ...athome, unstable: true },
      therapy: conditional('hospital-outpatient'),
    },
    { code: 'for condition-met', isSaid: true },
  ],
  [
    'a hospital for one who goes on, of whom the referral says nothing',
    'hospital-outpatient',
    { order: goingOn, submission: silent, therapy: conditional('hospital-outpatient') },
    { code: 'against condition-open (clinical reason for the setting)', isSaid: true },
  ],
  [
    'a center with a condition',
    'infusion-center',
    { order: goingOn, therapy: conditional('infusion-center') },
    { code: 'for condition-met', isSaid: true },
  ],
  [
    'home for a start, with a condition',
    'home',
    { therapy: conditional('home') },
    { code: 'against condition-open (clinical reason for the setting)', isSaid: true },
  ],
  [
    'home later, with a condition',
    'home',
    { order: goingOn, therapy: conditional('home') },
    { code: 'for condition-met', isSaid: true },
  ],
  [
    'a facility with reaction orders',
    'long-term-care',
    {
      order: { reactionOrders: true },
      therapy: conditional('long-term-care', { reactionOrdersNeeded: true }),
    },
    { code: 'for condition-met', isSaid: true },
  ],
  [
    'a facility where none are needed',
    'long-term-care',
    {
      order: { reactionOrders: false },
      therapy: conditional('long-term-care', { reactionOrdersNeeded: false }),
    },
    { code: 'for condition-met', isSaid: true },
  ],
  [
    'a facility where they are missing',
    'long-term-care',
    {
      order: { reactionOrders: false },
      therapy: conditional('long-term-care', { reactionOrdersNeeded: true }),
    },
    { code: 'against condition-open (clinical reason for the setting)', isSaid: true },
  ],
  // Urgent starts
  ...(
    [
      [false, 'urgent', true],
      [true, 'urgent', false],
      [false, 'routine', false],
    ] as const
  ).map(
    ([takesUrgent, urgency, isSaid]): Row => [
      `a ${urgency} start where urgent ones are ${takesUrgent ? '' : 'not '}taken`,
      'infusion-center',
      { site: { takesUrgent }, submission: (one) => ({ ...one, urgency }) },
      { code: 'excludes no-urgent-starts', isSaid },
    ],
  ),
  // Limited distribution
  ...(
    [
      ['natalizumab', 'touch'],
      ['eculizumab', 'complement-rems'],
      ['ravulizumab', 'complement-rems'],
      ['paclitaxel', 'hazardous-drugs'],
      ['rbc_transfusion', 'blood-bank'],
      ['ketamine_infusion', 'sedation-monitoring'],
    ] as const
  ).flatMap(([id, program]): Row[] => [
    [
      `${id} without ${program}`,
      'infusion-center',
      {
        therapy: { siteCertification: lookUpTherapy(id)?.siteCertification },
        site: { certifications: ['other'] },
      },
      { code: 'excludes not-certified', isSaid: true },
    ],
    [
      `${id} with ${program}`,
      'infusion-center',
      {
        therapy: { siteCertification: lookUpTherapy(id)?.siteCertification },
        site: { certifications: [program] },
      },
      { code: 'excludes not-certified', isSaid: false },
    ],
  ]),
  [
    'blood at a hospital, which has its own blood bank',
    'hospital-outpatient',
    { therapy: { siteCertification: lookUpTherapy('rbc_transfusion')?.siteCertification } },
    { code: 'excludes not-certified', isSaid: false },
  ],
  [
    'a drug without a program',
    'infusion-center',
    {},
    { code: 'excludes not-certified', isSaid: false },
  ],
  // The payer and the network
  [
    'a setting that was denied',
    'clinic',
    { facts: { denied: ['clinic'] } },
    { code: 'excludes payer-denied', isSaid: true },
  ],
  [
    'a setting beside one that was denied',
    'clinic',
    { facts: { denied: ['home'] } },
    { code: 'excludes payer-denied', isSaid: false },
  ],
  [
    'an agency that would go to a post office box',
    'home',
    { submission: livingAt('PO Box 9') },
    { code: 'excludes no-street-address (street address)', isSaid: true },
  ],
  [
    'an agency that goes to a street',
    'home',
    { submission: livingAt('9 Sample Street') },
    { code: 'excludes no-street-address (street address)', isSaid: false },
  ],
  [
    'a center, whatever the address',
    'infusion-center',
    { submission: livingAt('PO Box 9') },
    { code: 'excludes no-street-address (street address)', isSaid: false },
  ],
  [
    'an agency beyond its areas',
    'home',
    { site: { areas: [] } },
    { code: 'excludes outside-area', isSaid: true },
  ],
  ['an agency in its areas', 'home', {}, { code: 'excludes outside-area', isSaid: false }],
  [
    'an agency, where nobody knows the address',
    'home',
    { submission: (one) => ({ ...one, patient: { ...one.patient, address: undefined } }) },
    { code: 'excludes outside-area', isSaid: true },
  ],
  [
    'a center without areas',
    'infusion-center',
    { site: { areas: [] } },
    { code: 'excludes outside-area', isSaid: false },
  ],
  [
    'a site without a contract',
    'infusion-center',
    { site: { outOfNetwork: ['acme-health'] } },
    { code: 'against out-of-network (gap exception or single-case agreement)', isSaid: true },
  ],
  [
    'a site without another contract',
    'infusion-center',
    { site: { outOfNetwork: ['other'] } },
    { code: 'out-of-network', isSaid: false },
  ],
  [
    'a patient without a payer',
    'infusion-center',
    { site: { outOfNetwork: ['acme-health'] }, facts: { payerId: undefined } },
    { code: 'out-of-network', isSaid: false },
  ],
  // Preference and staff
  [
    'the setting that is preferred',
    'clinic',
    { placement: { ...athome, preferred: 'clinic' } },
    { code: 'for preferred', isSaid: true },
  ],
  [
    'another than is preferred',
    'clinic',
    { placement: { ...athome, preferred: 'home' } },
    { code: 'against not-preferred', isSaid: true },
  ],
  [
    'a referral that says nothing of a wish',
    'clinic',
    { submission: silent },
    { code: 'preferred', isSaid: false },
  ],
  ['no preference', 'clinic', { placement: athome }, { code: 'preferred', isSaid: false }],
  [
    'a site with a competent nurse',
    'infusion-center',
    {},
    { code: 'against no-competent-nurse', isSaid: false },
  ],
  [
    'a site whose nurses work elsewhere',
    'infusion-center',
    { facts: { nurses: [aHomeNurse()] } },
    { code: 'against no-competent-nurse', isSaid: true },
  ],
  [
    'a site without a nurse',
    'infusion-center',
    { facts: { nurses: [] } },
    { code: 'against no-competent-nurse', isSaid: true },
  ],
  [
    'one competent nurse among others',
    'infusion-center',
    { facts: { nurses: [aNurse({ nurseId: 'nur_new', competencies: [] }), aNurse()] } },
    { code: 'against no-competent-nurse', isSaid: false },
  ],
];

describe('what the rules say of a site', () => {
  it.each(rows)('%s', (_says, setting, case_, { code, isSaid }) => {
    const all = said(setting, case_);
    const found = isSaid ? all.includes(code) : all.some((one) => one.includes(code));
    expect(found, all.join('; ')).toBe(isSaid);
  });
});
