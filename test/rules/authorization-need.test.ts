import { describe, expect, it } from 'vitest';
import {
  determineNeed,
  type NeedFacts,
} from '../../functions/authorization/authorization-rules.ts';
import { Endpoint, isInForce, Payer } from '../../functions/payer/payer.ts';
import { examplePayer } from '../support/payer-simulator.ts';

const facts = (different: Partial<NeedFacts> = {}): NeedFacts => ({
  payerId: 'acme-health',
  therapyId: 'infliximab',
  setting: 'infusion-center',
  on: '2026-11-20',
  rules: examplePayer().authorizationRules,
  ...different,
});

describe('whether an authorization is needed', () => {
  it.each([
    ['a rule for the drug', {}, 'needed'],
    ['a rule that leaves the drug open', { therapyId: 'ceftriaxone' }, 'not-needed'],
    [
      'the payer, although a rule leaves the drug open',
      { therapyId: 'ceftriaxone', eligibilitySays: true },
      'needed',
    ],
    ['a rule, although the plan as a whole needs none', { eligibilitySays: false }, 'needed'],
    ['nobody', { rules: [] }, 'unknown'],
    ['nobody, when only the plan says no', { rules: [], eligibilitySays: false }, 'unknown'],
    ['a rule that is not in force yet', { on: '2024-06-01' }, 'unknown'],
    [
      'a coordinator',
      { rules: [], recorded: { needed: false, reference: 'call 12' } },
      'not-needed',
    ],
  ] as const)('is said by %s', (_, different, need) => {
    expect(determineNeed(facts(different)).need).toBe(need);
  });

  it('is kept with the rule, its source and the reasons', () => {
    const { determination } = determineNeed(facts());
    expect(determination).toMatchObject({
      question: 'authorization-needed',
      answer: 'needed',
      rule: { id: 'acme-specialty-drugs', version: '2025-01-01' },
      reasons: [{ bearing: 'for', code: 'rule-needs' }],
    });
  });

  it('depends on the setting where the rule does', () => {
    const rules = examplePayer('valley-advantage').authorizationRules;
    const therapyId = 'vancomycin';
    expect(determineNeed(facts({ rules, therapyId, setting: 'home' })).need).toBe('not-needed');
    expect(determineNeed(facts({ rules, therapyId, setting: 'hospital-outpatient' })).need).toBe(
      'unknown',
    );
  });
});

describe('a payer of the directory', () => {
  it.each(['https://payer.example/fhir', 'http://127.0.0.1:8790/x12', 'http://localhost:8790/x12'])(
    'may be reached at %s',
    (url) => {
      expect(Endpoint.safeParse(url).success).toBe(true);
    },
  );

  it.each([
    'http://payer.example/fhir',
    'http://169.254.169.254/latest/meta-data',
    'http://127.0.0.1.payer.example/',
    'https://user:secret@payer.example/',
    'https://payer.example/?to=elsewhere',
    'https://payer.example/#part',
    'ftp://payer.example/',
    'file:///etc/hosts',
    'payer.example',
    '',
  ])('may not be reached at %j', (url) => {
    expect(Endpoint.safeParse(url).success).toBe(false);
  });

  it('never carries a private key', () => {
    const payer = examplePayer();
    const [key] = payer.notificationKeys;
    const leaked = { ...payer, notificationKeys: [{ ...key, d: 'secret' }] };
    expect(Payer.safeParse(leaked).success).toBe(false);
  });

  it('has rules that begin and end on their days', () => {
    const row = { from: '2026-01-01', through: '2026-12-31' };
    expect(
      ['2025-12-31', '2026-01-01', '2026-12-31', '2027-01-01'].map((on) => isInForce(row, on)),
    ).toEqual([false, true, true, false]);
  });
});
