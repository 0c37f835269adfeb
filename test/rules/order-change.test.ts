import { describe, expect, it } from 'vitest';
import {
  changesFor,
  compareOrders,
  standingFindings,
} from '../../functions/referral/order-change.ts';
import { clearedStill } from '../../functions/referral/order-change-hold.ts';
import type { Finding, Submission } from '../../functions/referral/referral.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';

const order = (different: Parameters<typeof anOrder>[0]) => ({ order: anOrder(different) });
const patient = (different: Partial<Submission['patient']>) => ({
  patient: { ...aSubmission().patient, ...different },
});

const street = (line: string, postalCode = '60601') => ({
  line: [line],
  city: 'Chicago',
  state: 'IL',
  postalCode,
});
const atCenter = { siteId: 'site_lakeside', setting: 'infusion-center' };
const atHome = { siteId: 'site_home', setting: 'home' };

const weighing = (value: string) => ({
  observations: aSubmission().observations.map((one) =>
    one.code === '29463-7' ? { ...one, value: { value, unit: 'kg' } } : one,
  ),
});

describe('what changes about a checked order', () => {
  it.each<[string, Parameters<typeof aSubmission>[0], string[]]>([
    [
      'another first name',
      patient({ name: { given: 'Odile', family: 'Exampleton' } }),
      ['patient'],
    ],
    ['another birth date', patient({ birthDate: '1984-03-08' }), ['patient']],
    ['another sex', patient({ sex: 'male' }), ['patient']],
    ['another drug', order({ drug: 'Entyvio', therapyId: 'vedolizumab' }), ['drug']],
    ['another dose', order({ dose: { value: '10', unit: 'mg/kg' } }), ['dose']],
    ['other days', order({ frequency: { loadingDays: [0, 28], intervalDays: 56 } }), ['frequency']],
    ['another start', order({ startOn: '2027-02-01' }), ['frequency']],
    ['140 kg instead of 82', weighing('140'), ['weight']],
    ['a little more than a tenth more weight', weighing('90.3'), ['weight']],
    ['a little more than a tenth less', weighing('73.7'), ['weight']],
    ['more doses', order({ doses: 99 }), ['doses']],
    ['a slower infusion', order({ durationMinutes: 241 }), ['infusion']],
    ['a new allergy', { allergies: [{ substance: 'Mouse protein' }] }, ['tolerance']],
    ['another diagnosis', { diagnoses: [{ code: 'M06.9' }] }, ['diagnosis']],
    ['no coverage any more', { coverages: [] }, ['coverage']],
    [
      'another member id',
      { coverages: aSubmission().coverages.map((one) => ({ ...one, memberId: 'EX2' })) },
      ['coverage'],
    ],
    [
      'another middle name',
      patient({ name: { given: 'Odalys', middle: 'R', family: 'Exampleton' } }),
      ['patient'],
    ],
    ['another way in', order({ route: 'SC' }), ['drug']],
    ['another billing code', order({ hcpcs: 'Q5103' }), ['drug']],
    ['another code', order({ codes: [{ system: 'rxnorm', code: '1' }] }), ['drug']],
    ['another brand named beside', order({ alsoNamed: ['Inflectra'] }), ['drug']],
    ['a product that may not be exchanged', order({ substitutionAllowed: false }), ['drug']],
    ['another loading dose', order({ loadingDose: { value: '10', unit: 'mg/kg' } }), ['dose']],
    ['no first dose any more', order({ firstDose: false }), ['frequency']],
    ['another last dose', order({ lastDoseOn: '2026-10-01' }), ['frequency']],
    ['another number of the next dose', order({ nextDose: 3 }), ['frequency']],
    ['other premedication', order({ premedications: [] }), ['infusion']],
    ['no reaction orders', order({ reactionOrders: false }), ['infusion']],
    ['another line', order({ lineType: 'picc' }), ['infusion']],
    ['an earlier reaction', order({ priorReaction: { grade: 3 } }), ['tolerance']],
    ['a nurse who gives each dose', order({ nurseGives: true }), ['giver']],
    [
      'a further drug',
      order({ alsoInfused: [{ drug: 'Carboplatin', eachVisit: true }] }),
      ['regimen'],
    ],
  ])('is somebody to look at for %s', (_, after, changes) => {
    expect(compareOrders(aSubmission(), aSubmission(after), atCenter)).toEqual(changes);
  });

  it.each<[string, Parameters<typeof aSubmission>[0]]>([
    ['another telephone number', patient({ phone: '+13125550188' })],
    ['another e-mail address', patient({ email: 'someone@example.org' })],
    ['another street of the same town', patient({ address: street('9 Other Street') })],
    ['a higher urgency', { urgency: 'urgent' }],
    ['84 kg instead of 82', weighing('84')],
    ['a tenth more weight', weighing('90.2')],
    ['a tenth less', weighing('73.8')],
    ['no weight any more: its check asks for one', { observations: [] }],
    ['a name in other spelling', patient({ name: { given: 'Odályş', family: 'EXAMPLETON' } })],
    ['the same order sent again', {}],
    [
      'doses that nobody gives but the patient, said in so many words',
      order({ nurseGives: false }),
    ],
    [
      'a name of the payer in other words',
      { coverages: aSubmission().coverages.map((one) => ({ ...one, payerName: 'ACME' })) },
    ],
    ['other words of the same diagnosis', { diagnoses: [{ code: 'K50.90', text: 'Crohn' }] }],
  ])('is nothing for %s', (_, after) => {
    expect(compareOrders(aSubmission(), aSubmission(after), atCenter)).toEqual([]);
  });
});

it('the parts of a course are looked at for their doses and for their days', () => {
  const course = (value: string, weeks: number) =>
    aSubmission(
      order({
        frequency: undefined,
        phases: [
          { dose: { value, unit: 'mg/kg' }, days: [0], every: { value: weeks, unit: 'wk' } },
        ],
      }),
    );
  const changed = (value: string, weeks: number) =>
    compareOrders(course('5', 8), course(value, weeks), atCenter);
  expect([changed('5', 8), changed('10', 8), changed('5', 4), changed('10', 4)]).toEqual([
    ...[[], ['dose'], ['frequency'], ['dose', 'frequency']],
  ]);
});

it('another weight matters only to a dose that goes by it, and to one that was known before', () => {
  const fixed = order({ dose: { value: '400', unit: 'mg' } });
  const heavier = { ...weighing('140'), ...fixed };
  expect(compareOrders(aSubmission(fixed), aSubmission(heavier), atCenter)).toEqual([]);
  for (const unit of ['mg/m2', 'AUC', 'mcg/kg/min']) {
    const bySize = order({ dose: { value: '5', unit } });
    const changed = compareOrders(
      aSubmission(bySize),
      aSubmission({ ...weighing('140'), ...bySize }),
      atCenter,
    );
    expect(changed).toEqual(['weight']);
  }
  const loading = order({ loadingDose: { value: '400', unit: 'mg' } });
  const after = aSubmission({ ...weighing('140'), ...loading });
  expect(compareOrders(aSubmission(loading), after, atCenter)).toEqual(['weight']);
  const unweighed = aSubmission({ observations: [] });
  expect(compareOrders(unweighed, aSubmission(weighing('140')), atCenter)).toEqual([]);
  const undosed = order({ dose: undefined });
  expect(compareOrders(aSubmission(undosed), aSubmission(undosed), atCenter)).toEqual([]);
});

it('another coverage is a coordinator’s to look at, another dose a clinician’s', () => {
  expect(changesFor('coverage-changed', ['dose', 'coverage'])).toEqual(['coverage']);
  expect(changesFor('order-changed', ['dose', 'coverage'])).toEqual(['dose']);
  expect(changesFor('coverage-changed', ['policy', 'payer'])).toEqual(['payer']);
  expect(changesFor('order-changed', ['policy', 'payer'])).toEqual(['policy']);
});

describe('another place', () => {
  const [moved, nextDoor] = [street('1 Far Road', '96801'), street('9 Other Street')];

  it.each<[string, Parameters<typeof aSubmission>[0], object, string[]]>([
    ['far away, for visits at home', patient({ address: moved }), atHome, ['place', 'home']],
    ['next door, for visits at home', patient({ address: nextDoor }), atHome, ['home']],
    ['far away, for visits at a center', patient({ address: moved }), atCenter, ['place']],
    ['nobody knows where', patient({ address: undefined }), atCenter, ['place']],
    ['that is asked for', { placement: { preferred: 'clinic' } }, atCenter, ['place']],
    ['before a site was chosen', patient({ address: moved }), {}, []],
  ])('%s', (_, after, settled, changes) => {
    const found = compareOrders(aSubmission(), aSubmission(after), settled);
    expect(found).toEqual(changes);
    expect(changesFor('place-changed', found)).toEqual(changes);
    expect(changesFor('order-changed', found)).toEqual([]);
  });
});

describe('what keeps a checked referral from going on', () => {
  const finding = (code: string, severity: Finding['severity'] = 'missing'): Finding => ({
    code,
    severity,
    pointer: '/order',
    text: 'It lacks.',
    fix: 'Add it.',
    source: 'example',
  });
  const [old, cleared, fresh] = [finding('old'), finding('cleared', 'block'), finding('fresh')];

  it.each<[string, Record<'kept' | 'before' | 'after', Finding[]>, Finding[]]>([
    ['what the correction brought', { kept: [], before: [], after: [fresh] }, [fresh]],
    ['what kept it before and still does', { kept: [old], before: [old], after: [old] }, [old]],
    ['nothing that the correction supplied', { kept: [old], before: [old], after: [] }, []],
    [
      'nothing that a clinician had cleared',
      { kept: [], before: [cleared], after: [cleared, fresh] },
      [fresh],
    ],
    [
      'what a clinician had cleared, once it is found by another fact',
      { kept: [], before: [cleared], after: [{ ...cleared, text: 'It lacks more.' }] },
      [{ ...cleared, text: 'It lacks more.' }],
    ],
    [
      'what kept it before, in whatever words',
      { kept: [old], before: [old], after: [{ ...old, text: 'Old.' }] },
      [{ ...old, text: 'Old.' }],
    ],
    ['no doubt', { kept: [], before: [], after: [finding('doubt', 'warn')] }, []],
  ])('is %s', (_, { kept, before, after }, stands) => {
    expect(standingFindings(kept, before, after)).toEqual(stands);
  });

  it.each<[string, Finding[], Finding[], Finding[]]>([
    ['stays so while it is found', [cleared, fresh], [fresh], [cleared]],
    ['is none where it is not found any more', [fresh], [fresh], []],
    ['is none where the correction opened it again', [cleared], [cleared], []],
  ])('what a clinician had cleared %s', (_, after, standing, still) => {
    expect(clearedStill([cleared], after, standing)).toEqual(still);
  });
});
