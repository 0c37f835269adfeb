import type { Claim, MedicationRequest } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import { judgeNeed } from '../../functions/authorization/need.ts';
import { submissionBundle } from '../../functions/authorization/pas/bundle.ts';
import { requestLines } from '../../functions/authorization/request-lines.ts';
import { findCompetencyNeeds } from '../../functions/network/competency-rules.ts';
import { Payer } from '../../functions/payer/payer.ts';
import { checkSubmission, referralFindings } from '../../functions/referral/checks/completeness.ts';
import { holdsUp } from '../../functions/referral/checks/findings.ts';
import { correctedSubmission } from '../../functions/referral/corrected-submission.ts';
import { submissionFromBundle } from '../../functions/referral/fhir/submission-from-bundle.ts';
import { drugsAt, visitTherapy } from '../../functions/referral/order/regimen.ts';
import { policiesBeside } from '../../functions/referral/order/regimen-policies.ts';
import { compareOrders } from '../../functions/referral/order-change.ts';
import type { InfusedDrug, Submission } from '../../functions/referral/referral.ts';
import { readNative } from '../../functions/referral/submission-body.ts';
import { planDoses } from '../../functions/series/dose-plan.ts';
import type { Policy } from '../../functions/therapy/policy.ts';
import type { Therapy } from '../../functions/therapy/therapy.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { anAuthorization, submissionFacts } from '../support/authorizations.ts';
import { type TestBundle, withResource } from '../support/bundles.ts';
import { cleanReferral } from '../support/clean-referrals.ts';
import { examplePayer } from '../support/payer-simulator.ts';

const today = '2026-11-20';
const every = (intervalDays: number) => ({ loadingDays: [], intervalDays });

const carboplatin: InfusedDrug = {
  therapyId: 'carboplatin',
  drug: 'carboplatin',
  dose: { value: '5', unit: 'AUC' },
  route: 'IV',
  frequency: every(21),
  doses: 6,
};
const saline: InfusedDrug = {
  therapyId: 'hydration',
  drug: 'sodium chloride 0.9 % 500 mL',
  dose: { value: '500', unit: 'mL' },
  route: 'IV',
  eachVisit: true,
};

/** Paclitaxel with other drugs at its visits, and every result that they ask for. */
const regimen = (...alsoInfused: InfusedDrug[]): Submission => {
  const results = ['paclitaxel', 'carboplatin', 'hydration'].flatMap(
    (id) => cleanReferral(id).observations,
  );
  const submission = cleanReferral('paclitaxel');
  return {
    ...submission,
    observations: [...new Map(results.map((one) => [one.code, one])).values()],
    order: { ...submission.order, ...(alsoInfused.length > 0 ? { alsoInfused } : {}) },
  };
};
const doublet = () => regimen(carboplatin);

const therapyOf = ({ order }: Submission) => visitTherapy(order.therapyId, order) as Therapy;
const asked = (submission: Submission, setting: 'infusion-center' | 'home' = 'infusion-center') =>
  requestLines({
    submission,
    therapy: therapyOf(submission),
    payer: examplePayer('acme-health'),
    setting,
    urgency: 'standard',
    on: today,
  })?.lines;
const linesOf = (submission: Submission) =>
  asked(submission)?.map(({ code, units, visits, drug }) => [code, units, visits, drug ?? 0]);
const findingsOf = (submission: Submission) =>
  checkSubmission(submission, today).map(({ code, pointer }) => `${code} ${pointer}`);

describe('an order of several drugs', () => {
  it('is as clean as its drugs are', () => {
    expect(checkSubmission(regimen(carboplatin, saline), today).filter(holdsUp)).toEqual([]);
  });

  it('a fluid is given for what the drugs beside it are given for, whichever leads', () => {
    const unlisted = (submission: Submission) =>
      findingsOf(submission).filter((one) => one.startsWith('indication-unlisted'));
    expect(unlisted(regimen(carboplatin, saline))).toEqual([]);
    const led = regimen(saline);
    const { alsoInfused: _, ...paclitaxel } = led.order;
    const { eachVisit: __, ...fluid } = saline;
    const order = { ...paclitaxel, ...fluid, alsoInfused: [{ ...paclitaxel }] };
    expect(unlisted({ ...led, order } as Submission)).toEqual([]);
    expect(unlisted({ ...led, order: { ...paclitaxel, ...fluid } })).toHaveLength(1);
  });

  it.each<[string, InfusedDrug, string]>([
    [
      'a dose above the maximum',
      { ...carboplatin, dose: { value: '15', unit: 'AUC' } },
      'dose-above-maximum /order/alsoInfused/0/dose',
    ],
    ['no dose', { ...carboplatin, dose: undefined }, 'dose-missing /order/alsoInfused/0/dose'],
    ['no route', { ...carboplatin, route: undefined }, 'route-missing /order/alsoInfused/0/route'],
    [
      'no number of doses',
      { ...carboplatin, doses: undefined },
      'doses-missing /order/alsoInfused/0/doses',
    ],
    [
      'no days',
      { ...carboplatin, frequency: undefined, doses: undefined },
      'frequency-missing /order/alsoInfused/0/frequency',
    ],
    [
      'another unit than it is measured in',
      { ...carboplatin, dose: { value: '5', unit: 'mL' } },
      'dose-unit-unknown /order/alsoInfused/0/dose/unit',
    ],
    [
      'too close days',
      { ...carboplatin, frequency: every(7) },
      'interval-too-short /order/alsoInfused/0/frequency/intervalDays',
    ],
    [
      'days on which the order has no visit',
      { ...carboplatin, frequency: every(28) },
      'regimen-days-differ /order/alsoInfused/0',
    ],
    [
      'more doses than the order has visits',
      { ...carboplatin, doses: 7 },
      'regimen-days-differ /order/alsoInfused/0',
    ],
    [
      'a drug that nobody knows',
      { ...carboplatin, therapyId: undefined, drug: 'zanzimab' },
      'therapy-unknown /order/alsoInfused/0/drug',
    ],
    [
      'a name and a code that do not agree',
      { ...carboplatin, hcpcs: 'J1745' },
      'drug-contradictory /order/alsoInfused/0/drug',
    ],
    [
      'the drug of the order once more',
      { ...carboplatin, therapyId: 'paclitaxel', drug: 'paclitaxel' },
      'duplicate-class /order/alsoInfused/0',
    ],
  ])('is asked about %s of another drug, at its place', (_, drug, finding) => {
    expect(findingsOf(regimen(drug))).toContain(finding);
    expect(findingsOf(doublet())).not.toContain(finding);
  });

  it('is stopped by an allergy to any of its drugs, whose name is told', () => {
    const allergic = { ...doublet(), allergies: [{ substance: 'cisplatin' }] };
    const [stop] = checkSubmission(allergic, today).filter(holdsUp);
    expect(stop).toMatchObject({ severity: 'block', owner: 'clinician' });
    expect(stop?.text).toContain('Carboplatin');
  });

  it('asks once for what several of its drugs need', () => {
    const without = { ...doublet(), observations: [] };
    const named = checkSubmission(without, today).map(
      ({ code, pointer, text }) => `${code} ${pointer} ${text.replace(/^Carboplatin: /, '')}`,
    );
    expect(new Set(named).size).toBe(named.length);
    expect(named.filter((one) => one.includes('neutrophil'))).toHaveLength(1);
  });

  it('is weighed with each of its drugs as one that the patient is given', () => {
    const together = { ...cleanReferral('infliximab') };
    const tocilizumab = cleanReferral('tocilizumab').order;
    const { drug, dose, therapyId } = tocilizumab;
    const submission = {
      ...together,
      order: {
        ...together.order,
        alsoInfused: [{ drug, dose, therapyId, route: 'IV' as const, eachVisit: true }],
      },
    };
    const stops = checkSubmission(submission, today).filter(({ severity }) => severity === 'block');
    expect(stops.map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining(['/order/alsoInfused/0']),
    );
  });
});

describe('a local policy for another drug of an order', () => {
  const found = async (rules: Policy['rules']) => {
    const limited = async (id: string | undefined) =>
      id === 'carboplatin' ? { therapyId: id, version: 3, from: today, rules } : undefined;
    const beside = await policiesBeside({ policy: limited }, doublet().order, today);
    expect(await policiesBeside({ policy: limited }, regimen(saline).order, today)).toEqual([]);
    return referralFindings(doublet(), today, { beside }).filter(holdsUp);
  };

  it('is held against it by a clinician where it says how the drug is given', async () => {
    for (const rules of [
      { observationMinutes: { first: 90, subsequent: 60 } },
      { competencies: ['infusion-reaction' as const] },
      { settings: { clinic: 'not-usual' as const } },
      { doseLimits: [], toleranceDays: { before: 0, after: 0 } },
    ]) {
      const [stop] = await found(rules);
      expect(stop).toMatchObject({
        code: 'regimen-policy',
        pointer: '/order/alsoInfused/0',
        owner: 'clinician',
      });
    }
  });

  it('is held against it by the checks where it says what may be given and what is asked', async () => {
    const tooMuch = await found({ doseLimits: [{ per: 'dose', unit: 'AUC', most: '1' }] });
    expect(tooMuch).toEqual([
      expect.objectContaining({
        severity: 'block',
        pointer: '/order/alsoInfused/0/dose',
        source: 'local policy, version 3',
      }),
    ]);
    expect(await found({ doseLimits: [{ per: 'dose', unit: 'AUC', most: '7' }] })).toEqual([]);
  });
});

describe('the visits of a regimen', () => {
  it('have the minutes of every drug, one preparation and the longest observation', () => {
    const setting = 'infusion-center';
    const alone = regimen();
    const plan = (submission: Submission) =>
      planDoses({ submission, therapy: therapyOf(submission), setting }, today);
    const [one] = plan(alone);
    const [two] = plan(doublet());
    const [three] = plan(regimen(carboplatin, saline));
    expect(two?.minutes.infusion).toBe((one?.minutes.infusion ?? 0) + 30);
    expect(three?.minutes.infusion).toBe((one?.minutes.infusion ?? 0) + 30 + 60);
    expect(two?.minutes.prep).toBe(one?.minutes.prep);
    expect(two?.minutes.observation).toBe(one?.minutes.observation);
    expect(plan(doublet())).toHaveLength(6);
  });

  it('are longer only where the other drug is given', () => {
    const weekly = cleanReferral('paclitaxel');
    const submission: Submission = {
      ...weekly,
      order: {
        ...weekly.order,
        frequency: every(7),
        doses: 6,
        alsoInfused: [{ ...carboplatin, doses: 2 }],
      },
    };
    const minutes = planDoses(
      { submission, therapy: therapyOf(submission), setting: 'infusion-center' },
      today,
    ).map((dose) => dose.minutes.infusion);
    const usual = minutes[1] ?? 0;
    expect(minutes).toEqual([usual + 30, usual, usual, usual + 30, usual, usual]);
    const given = [1, 2, 4].map((number) => drugsAt(submission, number, '2026-12-01').length);
    expect(given).toEqual([2, 1, 2]);
  });

  it('ask for every skill, lesson and the strictest setting', () => {
    const visit = therapyOf(regimen(saline));
    expect(visit.competencies).toEqual(expect.arrayContaining(['chemotherapy', 'fluid-balance']));
    expect(visit.educationTopics).toEqual(
      expect.arrayContaining(['neutropenic_fever', 'overload_signs']),
    );
    expect(visit.settings.home.status).toBe('not-usual');
    expect(visit.hazardous).toBe(true);
    const needs = findCompetencyNeeds(visit, regimen(saline), today, 'infusion-center').map(
      ({ tag }) => tag,
    );
    expect(needs).toContain('fluid-balance');
  });

  it('are not made of drugs that a nurse gives and drugs that the patient gives', () => {
    const order = cleanReferral('ceftriaxone').order;
    const visit = visitTherapy('ceftriaxone', { ...order, alsoInfused: [saline] });
    expect(visit?.settings.home.status).toBe('not-usual');
    const both = visitTherapy('ceftriaxone', {
      ...order,
      alsoInfused: [{ drug: 'vancomycin', therapyId: 'vancomycin', eachVisit: true }],
    });
    expect(both?.settings.home.status).toBe('allowed');
    expect(both?.nurseVisits).toBeDefined();
  });
});

describe('a payer is asked about a regimen', () => {
  it('by a line for each drug, one of them going first at each visit', () => {
    expect(linesOf(doublet())).toEqual([
      ['J9267', expect.any(Number), 6, 0],
      ['J9045', expect.any(Number), 6, 1],
      ['96413', 6, 6, 0],
      ['96415', 12, 6, 0],
      ['96417', 6, 6, 0],
    ]);
  });

  it('with as many units of each drug as it would have alone', () => {
    const [paclitaxel, platinum] = asked(doublet()) ?? [];
    const { observations } = doublet();
    const alone = cleanReferral('carboplatin');
    const patient = doublet().patient;
    const [own] = asked(regimen()) ?? [];
    const [other] = asked({ ...alone, patient, observations }) ?? [];
    expect([paclitaxel?.units, platinum?.units]).toEqual([own?.units, other?.units]);
  });

  it('with fluids by their hours, after the drug', () => {
    const codes = linesOf(regimen(saline)) ?? [];
    expect(codes).toContainEqual(['96361', 6, 6, 0]);
    expect(codes.map(([code]) => code)).not.toContain('96360');
  });

  it('only for the visits at which a drug is given', () => {
    const weekly = cleanReferral('paclitaxel');
    const submission: Submission = {
      ...regimen(),
      order: {
        ...weekly.order,
        frequency: every(7),
        doses: 6,
        alsoInfused: [{ ...carboplatin, doses: 2 }],
      },
    };
    const line = asked(submission)?.find(({ drug }) => drug === 1);
    const steady = line?.perVisit ?? 0;
    expect(line).toMatchObject({
      visits: 2,
      units: 2 * steady,
      perDose: [
        { from: 1, units: steady },
        { from: 2, units: 0 },
        { from: 4, units: steady },
        { from: 5, units: 0 },
      ],
    });
  });

  it('and not at all where a drug of it has no amount that can be computed', () => {
    expect(asked(regimen({ ...carboplatin, dose: undefined }))).toBeUndefined();
  });

  it('in words and by a request for each drug, which its line refers to', () => {
    const submission = doublet();
    const lines = asked(submission) ?? [];
    const authorization = { ...anAuthorization(), lines };
    const { entry = [] } = submissionBundle(
      submissionFacts({ submission, authorization, therapy: therapyOf(submission) }),
    );
    const drugs = entry.flatMap(({ resource, fullUrl }) =>
      resource?.resourceType === 'MedicationRequest'
        ? [{ fullUrl, name: (resource as MedicationRequest).medicationCodeableConcept?.text }]
        : [],
    );
    expect(drugs.map(({ name }) => name)).toEqual([submission.order.drug, 'carboplatin']);
    const claim = entry[0]?.resource as Claim;
    expect(JSON.stringify(claim.item?.[1]?.extension)).toContain(String(drugs[1]?.fullUrl));
    expect(claim.supportingInfo?.[1]?.valueString).toContain('carboplatin, 5 AUC');
  });

  it('where any of its drugs needs it', () => {
    const payer = Payer.parse({
      ...examplePayer('acme-health'),
      authorizationRules: ['paclitaxel', 'carboplatin'].map((id) => ({
        id: `rule-${id}`,
        needed: id === 'carboplatin',
        therapies: [id],
        from: '2026-01-01',
        source: 'test',
      })),
    });
    const need = (submission: Submission) =>
      judgeNeed(
        {
          payer,
          submission,
          therapyId: 'paclitaxel',
          setting: 'infusion-center',
          eligibility: undefined,
          holds: [],
          records: [],
        },
        new Date('2026-11-20T15:00:00Z'),
      );
    expect(need(regimen()).answer).toBe('not-needed');
    expect(need(doublet())).toMatchObject({
      answer: 'needed',
      facts: { therapyId: 'paclitaxel', decidedBy: 'carboplatin' },
    });
  });
});

describe('a regimen in the native form', () => {
  const sent = (different: object = {}) => {
    const { account: _, ...rest } = regimen();
    const { therapyId: __, ...drug } = carboplatin;
    return JSON.parse(
      JSON.stringify({
        ...rest,
        order: { ...rest.order, alsoInfused: [{ ...drug, ...different }] },
      }),
    );
  };

  it('has the therapy of each drug by its name, and its days by its words', () => {
    const { order } = readNative(
      sent({ frequency: undefined, doses: undefined, sig: 'every 3 weeks x 6 doses' }),
    );
    expect(order.alsoInfused).toMatchObject([{ therapyId: 'carboplatin' }]);
    expect(findingsOf({ ...doublet(), order })).toEqual(findingsOf(doublet()));
  });

  it('asks back words of another drug that are not understood, with its place', () => {
    const { order } = readNative(sent({ frequency: undefined, sig: 'per protocol' }));
    expect(order.alsoInfused?.[0]?.notUnderstood).toMatchObject([
      { about: 'timing', at: '/order/alsoInfused/0/sig' },
    ]);
    expect(findingsOf({ ...doublet(), order })).toContain(
      'timing-not-understood /order/alsoInfused/0/sig',
    );
  });

  it('is asked about where a drug is given at every visit and on days of its own', () => {
    const { order } = readNative(sent({ eachVisit: true }));
    expect(order.alsoInfused?.[0]?.notUnderstood).toMatchObject([{ about: 'timing' }]);
  });

  it('is corrected as a whole, and is another order then', () => {
    const next = correctedSubmission(
      doublet(),
      { order: { alsoInfused: [{ ...carboplatin, dose: { value: '6', unit: 'AUC' } }] } },
      'application/json',
      today,
    );
    expect(next.order.alsoInfused?.[0]?.dose?.value).toBe('6');
    expect(compareOrders(doublet(), next, {})).toEqual(['regimen']);
    const untouched = correctedSubmission(
      doublet(),
      { urgency: 'urgent' },
      'application/json',
      today,
    );
    expect(untouched.order.alsoInfused).toEqual(doublet().order.alsoInfused);
  });
});

/** The infliximab example as a bundle of these drugs, each a MedicationRequest, in this order. */
const ordered = (...drugs: readonly Record<string, unknown>[]): TestBundle => {
  const bundle = withResource('MedicationRequest', () => undefined);
  const entry = bundle.entry.find(({ resource }) => resource.resourceType === 'MedicationRequest');
  if (!entry) throw new Error('no order');
  const { medicationReference: _, ...base } = entry.resource;
  entry.resource = { ...base, ...drugs[0] } as never;
  bundle.entry.push(
    ...drugs.slice(1).map((drug, index) => ({
      fullUrl: `urn:uuid:also-${index}`,
      resource: { ...base, id: undefined, ...drug } as never,
    })),
  );
  return JSON.parse(JSON.stringify(bundle));
};
const iv = { route: { coding: [{ system: 'http://snomed.info/sct', code: '47625008' }] } };
const requestFor = (text: string, instruction: string, different: object = {}) => ({
  medicationCodeableConcept: { text },
  dosageInstruction: [{ ...iv, text: instruction }],
  groupIdentifier: { system: 'urn:example:orders', value: 'cycle-1' },
  extension: [],
  ...different,
});
const mapped = (bundle: TestBundle): Submission => {
  const result = submissionFromBundle(bundle, today);
  if (result.outcome === 'refused') throw new Error(JSON.stringify(result.problems));
  return result.submission;
};
const drugsIn = ({ order }: Submission) => [
  order.therapyId,
  ...(order.alsoInfused ?? []).map(({ therapyId }) => therapyId),
];
const isAsked = ({ order }: Submission) =>
  (order.notUnderstood ?? []).some(({ about }) => about === 'drug');

describe('several infusion drugs in a bundle', () => {
  const taxane = requestFor('paclitaxel', '175 mg/m2 IV every 3 weeks x 6 doses');
  const platinum = requestFor('carboplatin', 'every 3 weeks x 6 doses');

  it('that share group and days are one order', () => {
    const submission = mapped(ordered(taxane, platinum));
    expect(drugsIn(submission)).toEqual(['paclitaxel', 'carboplatin']);
    expect(isAsked(submission)).toBe(false);
    const used = submission.account?.filter(({ why }) => why === 'drugs given at the same visits');
    expect(used).toHaveLength(1);
    expect(submission.medicines ?? []).not.toContainEqual(
      expect.objectContaining({ name: 'carboplatin' }),
    );
  });

  it('are led by the one whose days hold those of the others, and never by fluids', () => {
    const weekly = requestFor('paclitaxel', 'every week x 6 doses');
    const twice = requestFor('carboplatin', 'every 3 weeks x 2 doses');
    expect(drugsIn(mapped(ordered(twice, weekly)))).toEqual(['paclitaxel', 'carboplatin']);
    const fluids = requestFor('sodium chloride 0.9 %', '500 mL before each infusion');
    const led = mapped(ordered(fluids, taxane));
    expect(drugsIn(led)).toEqual(['paclitaxel', 'hydration']);
    expect(led.order.alsoInfused).toMatchObject([{ eachVisit: true }]);
  });

  it.each<[string, object, object]>([
    ['nothing ties together', { groupIdentifier: undefined }, { groupIdentifier: undefined }],
    ['are on other days', {}, { dosageInstruction: [{ ...iv, text: 'every 4 weeks x 6 doses' }] }],
    [
      'begin on other days',
      {},
      {
        dosageInstruction: [
          {
            ...iv,
            timing: {
              repeat: {
                boundsPeriod: { start: '2027-03-01' },
                frequency: 1,
                period: 3,
                periodUnit: 'wk',
                count: 6,
              },
            },
          },
        ],
      },
    ],
    ['are ordered by others', {}, { requester: { reference: 'Practitioner/other' } }],
    ['are only drafted', {}, { status: 'draft' }],
  ])('that %s are asked about', (_, one, other) => {
    const infliximab = requestFor('Remicade', 'every 8 weeks x 6 doses', one);
    const iron = requestFor('vedolizumab', 'every 8 weeks x 6 doses', other);
    const submission = mapped(ordered(infliximab, iron));
    expect(submission.order.alsoInfused).toBeUndefined();
    expect(isAsked(submission)).toBe(true);
  });

  it('whose days cannot be read are asked about with the order that they are tied to', () => {
    const unread = requestFor('carboplatin', 'per protocol');
    const { order } = mapped(ordered(taxane, unread));
    expect(order.alsoInfused?.[0]?.notUnderstood).toMatchObject([{ about: 'timing' }]);
  });
});

it('an order of one drug is no regimen', () => {
  expect(visitTherapy('paclitaxel', regimen().order)).toBe(lookUpTherapy('paclitaxel'));
});
