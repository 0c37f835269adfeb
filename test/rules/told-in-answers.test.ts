import { describe, expect, it } from 'vitest';
import { checkSubmission } from '../../functions/referral/checks/completeness.ts';
import type { Resource } from '../support/bundles.ts';
import { adding, chartDay, foundIn, submissionOf } from '../support/charts.ts';
import { cleanReferral } from '../support/clean-referrals.ts';

const answers = (text: string, answer: object, by: object = {}): Resource => ({
  resourceType: 'QuestionnaireResponse',
  status: 'completed',
  authored: '2026-11-28',
  item: [{ linkId: '1', item: [{ linkId: '1.1', text, answer: [answer] }] }],
  ...by,
});
const message = (contentString: string, by: object = {}): Resource => ({
  resourceType: 'Communication',
  status: 'completed',
  sent: '2026-11-28T08:00:00-06:00',
  payload: [{ contentString }],
  ...by,
});
const risk = (outcome: string, code: string, by: object = {}): Resource => ({
  resourceType: 'RiskAssessment',
  status: 'final',
  prediction: [{ outcome: { text: outcome }, qualitativeRisk: { coding: [{ code }] } }],
  ...by,
});
const yes = { valueBoolean: true };
const namesOf = (resource: Resource) =>
  (submissionOf(adding(resource)).conditions ?? []).map(({ name, state }) => `${state} ${name}`);

describe('what is told of the patient in an answer, a message or an assessed risk', () => {
  it.each<[string, Resource, string]>([
    ['a yes', answers('Fever or infection now?', yes), 'Fever or infection now?'],
    ['a yes in words', answers('Fever now?', { valueString: 'Yes' }), 'Fever now?'],
    [
      'a yes as a code',
      answers('Fever now?', { valueCoding: { code: '373066001' } }),
      'Fever now?',
    ],
    [
      'a message',
      message('Patient reports fever since Friday.'),
      'Patient reports fever since Friday',
    ],
    ['a high risk', risk('Venous thromboembolism', 'high'), 'Venous thromboembolism'],
  ])('%s may be so', (_, resource, name) => {
    expect(namesOf(resource)).toEqual([`possible ${name}`]);
  });
  it.each<[string, Resource]>([
    ['a no', answers('Fever now?', { valueBoolean: false })],
    ['an answer without a question', answers('', yes)],
    ['that something was explained', answers('Risk of infection explained?', yes)],
    ['that somebody else has it', answers('Family history of tuberculosis?', yes)],
    ['an answer of long ago', answers('Fever now?', yes, { authored: '2026-03-01' })],
    ['an answer in error', answers('Fever now?', yes, { status: 'entered-in-error' })],
    ['advice', message('Call us if the patient has a fever.')],
    ['a denial', message('Patient has no fever and denies cough.')],
    ['thanks', message('Thank you for your visit.')],
    ['a message of long ago', message('Patient has a fever.', { sent: '2026-01-05' })],
    ['a low risk', risk('Venous thromboembolism', 'low')],
    ['a risk that was taken back', risk('Stroke', 'high', { status: 'cancelled' })],
    [
      'the answers of somebody else',
      answers('Fever?', yes, { subject: { reference: 'Patient/x' } }),
    ],
  ])('%s tells nothing', (_, resource) => {
    expect(namesOf(resource)).toEqual([]);
  });
  it('stops the therapy that it speaks against', () => {
    expect(foundIn(adding(message('Patient reports fever 39 C and cough.')))).toContain(
      'block condition-fever',
    );
  });
  it('is read however deep it stands, and does no harm', () => {
    let item: object = { text: 'Fever now?', answer: [yes] };
    for (let depth = 0; depth < 300; depth += 1) item = { item: [item] };
    expect(namesOf(answers('', yes, { item: [item] }))).toEqual(['possible Fever now?']);
    expect(namesOf(answers('', yes, { item: 'none' }))).toEqual([]);
  });
});

describe('signs that a therapy is not given with', () => {
  const found = (therapyId: string, name: string) => {
    const clean = cleanReferral(therapyId);
    return checkSubmission({ ...clean, conditions: [{ name, state: 'possible' }] }, chartDay).map(
      ({ severity, code }) => `${severity} ${code}`,
    );
  };
  it.each([
    ['natalizumab', 'New or worsening neurological symptoms?', true],
    ['natalizumab', 'worse gait', true],
    ['natalizumab', 'gait disturbance', false],
    ['ocrelizumab', 'worse gait', false],
  ])('%s, %s: %s', (therapyId, name, isStopped) => {
    expect(found(therapyId, name).includes('block condition-neurologic-new')).toBe(isStopped);
  });
  it('who has no IgA gets washed red cells', () => {
    expect(found('rbc_transfusion', 'Selective IgA deficiency')).toContain(
      'warn condition-iga-without',
    );
  });
});

describe('a consent', () => {
  const consent = (type: string, scope: string, by: object = {}): Resource => ({
    resourceType: 'Consent',
    status: 'active',
    scope: { coding: [{ code: scope }] },
    category: [{ text: 'Blood products' }],
    provision: { type },
    ...by,
  });
  it.each<[string, Resource, boolean]>([
    ['that refuses a treatment', consent('deny', 'treatment'), true],
    [
      'whose kind is a refusal',
      consent('permit', 'treatment', { category: [{ text: 'Refusal of blood products' }] }),
      true,
    ],
    ['to a treatment', consent('permit', 'treatment'), false],
    ['that keeps the record from others', consent('deny', 'patient-privacy'), false],
    ['that is no longer in force', consent('deny', 'treatment', { status: 'inactive' }), false],
  ])('%s', (_, resource, isAlert) => {
    expect(foundIn(adding(resource)).includes('block alert-not-understood')).toBe(isAlert);
  });
});

describe('a line of which its use alone is told', () => {
  const use = (text: string, by: object = {}): Resource => ({
    resourceType: 'DeviceUseStatement',
    status: 'active',
    device: { display: 'PICC, right basilic' },
    note: [{ text }],
    ...by,
  });
  const devices = (resource: Resource) =>
    submissionOf(adding(resource)).devices?.map(({ line, state, name }) => [line, state, name]);
  it('is known, with what is remarked against it', () => {
    expect(devices(use('No blood return since yesterday'))).toEqual([
      ['picc', 'in-place', 'PICC, right basilic; No blood return since yesterday'],
    ]);
    expect(devices(use('Dressing changed'))).toEqual([['picc', 'in-place', 'PICC, right basilic']]);
    expect(devices(use('', { status: 'completed' }))).toEqual([
      ['picc', 'removed', 'PICC, right basilic'],
    ]);
    expect(devices(use('', { status: 'entered-in-error' }))).toBeUndefined();
  });
});
