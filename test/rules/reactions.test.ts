import { describe, expect, it } from 'vitest';
import { accountFindings } from '../../functions/referral/checks/account-checks.ts';
import { allergyFindings } from '../../functions/referral/checks/allergy-checks.ts';
import { conditionFindings } from '../../functions/referral/checks/condition-checks.ts';
import { reactionFindings } from '../../functions/referral/checks/reaction-checks.ts';
import { submissionFromBundle } from '../../functions/referral/fhir/submission-from-bundle.ts';
import type { Submission } from '../../functions/referral/referral.ts';
import { exampleWith, type Resource } from '../support/bundles.ts';
import { cleanReferral } from '../support/clean-referrals.ts';
import { foundBy } from '../support/findings.ts';

const today = '2026-11-20';
const told = (
  submission: Submission,
  begins = /^(prior-reaction|reaction-|allergy-|condition-|alert-unreadable)/,
) =>
  [allergyFindings, conditionFindings, reactionFindings, accountFindings]
    .flatMap((check) => foundBy(check, submission))
    .filter(({ code }) => begins.test(code))
    .map(({ severity, code }) => `${severity} ${code}`);
const parted = (therapyId: string, parts: Partial<Submission>) =>
  told({ ...cleanReferral(therapyId), ...parts });
const noted = (name: string, therapyId = 'infliximab') =>
  parted(therapyId, { conditions: [{ name, state: 'active' }] });

const beside = (...resources: Resource[]) => {
  const bundle = exampleWith(...resources);
  const read = submissionFromBundle(bundle, today);
  if (read.outcome === 'refused') throw new Error(JSON.stringify(read.problems));
  const place = bundle.entry.length - 1;
  const line = read.submission.account?.find(({ entries }) => entries.includes(place));
  return { found: told(read.submission), became: line?.became, why: line?.why };
};

const serious = ['block prior-reaction-serious'];
const unclear = ['block prior-reaction'];

describe('an earlier reaction to the drug', () => {
  it.each<[string, string[]]>([
    ['History of anaphylaxis to infliximab', serious],
    ['Anaphylaxis with REMICADE in 2020', serious],
    ['Angioedema after Remicade', serious],
    ['Severe infusion reaction to infliximab', serious],
    ['Infusion reaction to infliximab', unclear],
    ['Allergy to infliximab', unclear],
    ['Mild infusion reaction to infliximab, tolerated with premedication', ['warn prior-reaction']],
    ['Anaphylaxis to Humira', ['warn prior-reaction-class']],
    ['History of anaphylaxis', ['missing reaction-cause-missing']],
    [
      'Anaphylactic shock due to adverse effect of correct drug or medicament properly administered, initial encounter',
      ['missing reaction-cause-missing'],
    ],
    ['Anaphylaxis to peanuts', []],
    ['Bee sting anaphylaxis', []],
    ['No reactions to infliximab', []],
    ['Tolerated infliximab without reaction', []],
    ['Monitor for infusion reactions during infliximab', []],
    ['Anaphylaxis kit at bedside for infliximab', []],
    ['Anaphylaxis protocol', []],
    ['Mother had anaphylaxis to infliximab', []],
    ['Rash on both arms. Receives infliximab for Crohn disease', []],
  ])('"%s" gives %j', (name, expected) => {
    expect(noted(name)).toEqual(expected);
  });

  it('is found where a prior therapy or a medicine says why it ended', () => {
    expect(
      parted('infliximab', {
        priorTherapies: [{ drug: 'Remicade', outcome: 'stopped: anaphylaxis' }],
      }),
    ).toEqual(serious);
    expect(
      parted('ocrelizumab', {
        medicines: [{ name: 'Ocrevus', state: 'ended', reason: 'hives and throat tightness' }],
      }),
    ).toEqual(serious);
    expect(
      parted('infliximab', { priorTherapies: [{ drug: 'Remicade', outcome: 'lost response' }] }),
    ).toEqual([]);
  });

  it('is found where only the remarks of an allergy name the drug', () => {
    expect(
      parted('infliximab', {
        allergies: [{ substance: 'Drug allergy', said: ['Anaphylaxis to Remicade 2020'] }],
      }),
    ).toEqual(['missing allergy-not-understood', ...serious]);
  });
});

describe('what is told of an earlier reaction', () => {
  const having = (parts: Partial<Submission>) =>
    foundBy(reactionFindings, { ...cleanReferral('infliximab'), ...parts });
  const active = (...names: string[]): Partial<Submission> => ({
    conditions: names.map((name) => ({ name, state: 'active' })),
  });

  it.each<[string, Partial<Submission>, string, string, string]>([
    [
      'a condition',
      active('Flu, better. Anaphylaxis to infliximab'),
      'prior-reaction-serious',
      '/conditions/0',
      'Anaphylaxis to infliximab',
    ],
    [
      'its remark',
      { conditions: [{ state: 'active', said: ['Since May. Rash after Remicade;'] }] },
      'prior-reaction',
      '/conditions/0',
      'Rash after Remicade',
    ],
    [
      'a diagnosis',
      { diagnoses: [{ code: 'K50.90', text: 'Crohn; infusion reaction to infliximab' }] },
      'prior-reaction',
      '/diagnoses/0',
      'infusion reaction to infliximab',
    ],
    [
      'an earlier therapy',
      { priorTherapies: [{ drug: 'Remicade', outcome: 'anaphylaxis' }] },
      'prior-reaction-serious',
      '/priorTherapies/0',
      'Remicade: anaphylaxis',
    ],
    [
      'a medicine',
      { medicines: [{ name: 'Remicade', state: 'ended', reason: 'hives', said: ['in May'] }] },
      'prior-reaction',
      '/medicines/0',
      'Remicade: hives: in May',
    ],
    [
      'the remark of an allergy',
      { allergies: [{ substance: 'x', said: ['Hives with Remicade'] }] },
      'prior-reaction',
      '/allergies/0',
      'Hives with Remicade',
    ],
    [
      'another drug of the class',
      active('Anaphylaxis to Humira'),
      'prior-reaction-class',
      '/conditions/0',
      'Anaphylaxis to Humira',
    ],
    [
      'another drug of the class, in a second sentence',
      active('Flu; Anaphylaxis to Humira.'),
      'prior-reaction-class',
      '/conditions/0',
      'Anaphylaxis to Humira',
    ],
    [
      'nobody knows what',
      active('History of anaphylaxis'),
      'reaction-cause-missing',
      '/conditions/0',
      'History of anaphylaxis',
    ],
  ])('says where, and in whose words: of %s', (...[, parts, code, pointer, said]) => {
    expect(having(parts)).toMatchObject([{ code, pointer, said }]);
  });

  it.each<[number, string | undefined, string, string]>([
    [1, undefined, 'warn prior-reaction', 'grade 1'],
    [
      2,
      'rigors, went on at half the rate',
      'warn prior-reaction',
      'grade 2: rigors, went on at half the rate',
    ],
    [
      2,
      'anaphylaxis, epinephrine given',
      'block prior-reaction-serious',
      'grade 2: anaphylaxis, epinephrine given',
    ],
    [3, undefined, 'block prior-reaction-serious', 'grade 3'],
    [4, 'mild', 'block prior-reaction-serious', 'grade 4: mild'],
    [5, undefined, 'block prior-reaction-serious', 'grade 5'],
  ])('of grade %i (%j), as the order itself tells it, is %s', (grade, text, expected, said) => {
    const { order, ...rest } = cleanReferral('infliximab');
    const priorReaction = { grade, on: '2026-05-01', ...(text ? { text } : {}) };
    const told = foundBy(reactionFindings, { ...rest, order: { ...order, priorReaction } });
    expect(told.map(({ severity, code }) => `${severity} ${code}`)).toEqual([expected]);
    expect(told).toMatchObject([{ pointer: '/order/priorReaction', said }]);
  });

  it('says how grave it was', () => {
    const text = (name: string) => having(active(name))[0]?.text;
    const what = 'reaction to this drug, or to something in it.';
    expect(text('Anaphylaxis to infliximab')).toBe(`The patient had a serious ${what}`);
    expect(text('Infusion reaction to infliximab')).toBe(`The patient had a ${what}`);
  });

  it('keeps three hundred signs of the words', () => {
    const long = 'x'.repeat(400);
    for (const name of ['Rash after infliximab ', 'Anaphylaxis to Humira '])
      expect(having(active(`${name}${long}`))[0]?.said).toHaveLength(300);
    const again = 'Anaphylaxis, '.repeat(40);
    expect(having(active(again))).toMatchObject([{ code: 'reaction-cause-missing' }]);
    expect(having(active(again))[0]?.said).toHaveLength(300);
  });

  it('is no more than a person can read', () => {
    const of = (drug: string) =>
      active(...[1, 2, 3, 4].map((year) => `Anaphylaxis to ${drug} 200${year}`));
    expect(having(of('infliximab'))).toHaveLength(3);
    expect(having(of('Humira'))).toHaveLength(1);
    expect(having(active('History of anaphylaxis', 'Prior anaphylaxis'))).toHaveLength(1);
  });

  it('is nothing where it was refuted, or was to another drug and no serious one', () => {
    const refuted = {
      conditions: [{ name: 'Anaphylaxis to infliximab', state: 'refuted' as const }],
    };
    expect(having(refuted)).toEqual([]);
    expect(having(active('Rash after Humira'))).toEqual([]);
    expect(having(active('Anaphylaxis to warfarin'))).toEqual([]);
    expect(having({ medicines: 'none-known', allergies: 'none-known' })).toEqual([]);
    expect(
      having({
        priorTherapies: [{ drug: 'Remicade' }],
        medicines: [{ name: 'Remicade', state: 'ended' }],
        allergies: [{ substance: 'Remicade' }],
      }),
    ).toEqual([]);
  });

  it.each<[string[], string, string[]]>([
    // Of two classes, the other drug is of the second.
    [['gemfibrozil', 'Zyx'], 'Anaphylaxis to ketoconazole', ['prior-reaction-class']],
    [['gemfibrozil'], 'Anaphylaxis to colchicine', ['prior-reaction-class']],
    // Steroids are not alike in this.
    [['methylprednisolone'], 'Anaphylaxis to prednisone', []],
  ])('bears on a drug of its class: before %j, “%s”', (names, condition, expected) => {
    const told = { ...cleanReferral('infliximab'), ...active(condition) };
    expect(foundBy(reactionFindings, told, { names }).map(({ code }) => code)).toEqual(expected);
  });

  it('is not looked for before a drug that nobody knows', () => {
    const one = cleanReferral('infliximab');
    const order = { ...one.order, therapyId: undefined };
    const told = { ...one, ...active('Anaphylaxis to infliximab'), order };
    expect(foundBy(reactionFindings, told as Submission)).toEqual([]);
  });
});

describe('what other resources tell of the patient', () => {
  const by = (display: string) => [{ instance: { display } }];
  const event = {
    resourceType: 'AdverseEvent',
    actuality: 'actual',
    event: { text: 'Anaphylaxis' },
  };
  it.each<[string, Resource, string[], string]>([
    ['an adverse event of the drug', { ...event, suspectEntity: by('Remicade') }, serious, 'used'],
    ['an adverse event of nobody knows what', event, ['missing reaction-cause-missing'], 'used'],
    [
      'an adverse event that did not happen',
      { ...event, actuality: 'potential', suspectEntity: by('Remicade') },
      [],
      'not-used',
    ],
    [
      'a flag',
      { resourceType: 'Flag', status: 'active', code: { text: 'Anaphylaxis to infliximab' } },
      serious,
      'used',
    ],
    [
      'a flag that is over still tells of a reaction',
      { resourceType: 'Flag', status: 'inactive', code: { text: 'Anaphylaxis to infliximab' } },
      serious,
      'used',
    ],
    [
      'a flag in error',
      {
        resourceType: 'Flag',
        status: 'entered-in-error',
        code: { text: 'Anaphylaxis to infliximab' },
      },
      [],
      'not-used',
    ],
    [
      'a flag that says nothing',
      { resourceType: 'Flag', status: 'active', code: {} },
      ['missing alert-unreadable'],
      'not-understood',
    ],
    [
      'a flag that does no harm',
      { resourceType: 'Flag', status: 'active', code: { text: 'Fall risk' } },
      [],
      'used',
    ],
    [
      'an issue',
      {
        resourceType: 'DetectedIssue',
        status: 'final',
        detail: 'Active hepatitis B infection with TNF blocker',
      },
      ['block condition-hepatitis-b'],
      'used',
    ],
    [
      'an issue that was cancelled',
      { resourceType: 'DetectedIssue', status: 'cancelled', detail: 'hepatitis B' },
      [],
      'not-used',
    ],
    [
      'a transplant done',
      {
        resourceType: 'Procedure',
        status: 'completed',
        code: { text: 'Kidney transplant' },
        performedDateTime: '2019-03-01',
      },
      ['warn condition-transplant'],
      'used',
    ],
    [
      'a transplant not done',
      { resourceType: 'Procedure', status: 'not-done', code: { text: 'Kidney transplant' } },
      [],
      'not-used',
    ],
    [
      'an abscess drained last week',
      {
        resourceType: 'Procedure',
        status: 'completed',
        code: { text: 'Drainage of abscess' },
        performedDateTime: '2026-11-14',
      },
      ['block condition-infection-active'],
      'used',
    ],
    [
      'an abscess drained years ago',
      {
        resourceType: 'Procedure',
        status: 'completed',
        code: { text: 'Drainage of abscess' },
        performedDateTime: '2020-11-14',
      },
      [],
      'used',
    ],
    [
      'a test done',
      {
        resourceType: 'Procedure',
        status: 'completed',
        code: { text: 'COVID-19 test' },
        performedDateTime: '2026-11-14',
      },
      [],
      'not-used',
    ],
    [
      'an impression',
      {
        resourceType: 'ClinicalImpression',
        status: 'completed',
        summary: 'Cellulitis of the left leg',
      },
      ['block condition-infection-active'],
      'used',
    ],
    [
      'the history of a relative',
      {
        resourceType: 'FamilyMemberHistory',
        status: 'completed',
        relationship: { text: 'father' },
        condition: [{ code: { text: 'Heart failure' } }],
      },
      [],
      'not-used',
    ],
  ])('%s', (_, resource, expected, became) => {
    expect(beside(resource)).toMatchObject({ found: expected, became });
  });

  it('what is of another person is never used', () => {
    const other = {
      resourceType: 'Flag',
      status: 'active',
      subject: { reference: 'Patient/other' },
    };
    expect(beside({ ...other, code: { text: 'Anaphylaxis to infliximab' } })).toMatchObject({
      found: [],
      became: 'not-used',
    });
  });
});
