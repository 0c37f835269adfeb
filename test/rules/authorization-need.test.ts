import { describe, expect, it } from 'vitest';
import {
  determineNeed,
  type NeedFacts,
} from '../../functions/authorization/authorization-rules.ts';
import { isInForce } from '../../functions/payer/dated-row.ts';
import { Endpoint } from '../../functions/payer/endpoint.ts';
import { Payer } from '../../functions/payer/payer.ts';
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

describe('the reasons that are kept', () => {
  const reasonsFor = (different: Partial<NeedFacts>) =>
    determineNeed(facts({ rules: [], ...different })).determination.reasons;
  const anyRule = (needed: boolean) => ({
    rules: [{ id: 'any', source: 'example policy', from: '2026-01-01', needed }],
  });

  it.each<[string, Partial<NeedFacts>, object]>([
    [
      'a rule that needs one',
      anyRule(true),
      {
        bearing: 'for',
        code: 'rule-needs',
        text: 'A rule of the payer says that an authorization is needed.',
      },
    ],
    [
      'a rule that needs none',
      anyRule(false),
      {
        bearing: 'against',
        code: 'rule-needs-not',
        text: 'A rule of the payer says that an authorization is not needed.',
      },
    ],
    [
      'a payer that says yes',
      { eligibilitySays: true },
      {
        bearing: 'for',
        code: 'eligibility-needs',
        text: 'Asked about eligibility, the payer says that one is needed.',
        source: 'X12 271 EB11',
      },
    ],
    [
      'a payer that says no',
      { eligibilitySays: false },
      {
        bearing: 'against',
        code: 'eligibility-needs-not',
        text: 'Asked about eligibility, the payer says that one is not needed.',
        source: 'X12 271 EB11',
      },
    ],
    [
      'a coordinator who was told yes',
      { recorded: { needed: true } },
      {
        bearing: 'for',
        code: 'recorded-needed',
        text: 'A coordinator recorded what the payer said.',
      },
    ],
    [
      'a coordinator who was told no, with the reference of the call',
      { recorded: { needed: false, reference: 'call 12' } },
      {
        bearing: 'against',
        code: 'recorded-not-needed',
        text: 'A coordinator recorded what the payer said.',
        source: 'reference call 12',
      },
    ],
    [
      'a record about something else, which settles nothing',
      { recorded: { needed: true, elsewhere: true } as NeedFacts['recorded'] },
      {
        bearing: 'note',
        code: 'recorded-elsewhere',
        text: 'What a coordinator recorded was about another payer, therapy or setting.',
      },
    ],
    [
      'nothing',
      {},
      { bearing: 'note', code: 'no-rule', text: 'No rule and no answer of the payer says.' },
    ],
  ])('are those of %s', (_says, different, reason) => {
    expect(reasonsFor(different)).toEqual([reason]);
  });

  it('come with what was asked about and, without a rule, with where one was sought', () => {
    expect(determineNeed(facts({ rules: [] })).determination).toMatchObject({
      facts: {
        payerId: 'acme-health',
        therapyId: 'infliximab',
        setting: 'infusion-center',
        on: '2026-11-20',
      },
      rule: { id: 'authorization-need.no-rule', version: '1', source: 'payer directory' },
      answer: 'unknown',
    });
    expect(determineNeed(facts()).determination.facts).not.toHaveProperty('eligibilitySays');
    const asked = determineNeed(facts({ ...anyRule(true), eligibilitySays: false })).determination;
    expect(asked.facts).toMatchObject({ eligibilitySays: false });
    expect(asked.rule).toEqual({ id: 'any', version: '2026-01-01', source: 'example policy' });
    expect(asked.reasons.map(({ code }) => code)).toEqual(['rule-needs', 'eligibility-needs-not']);
  });

  it.each([
    [true, 'needed'],
    [false, 'not-needed'],
  ])('a coordinator who was told %s outweighs rule and plan', (needed, need) => {
    const against = { ...anyRule(!needed), eligibilitySays: !needed, recorded: { needed } };
    expect(determineNeed(facts(against)).need).toBe(need);
  });
});
