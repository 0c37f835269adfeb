import { describe, expect, it } from 'vitest';
import { accountFindings } from '../../functions/referral/account-checks.ts';
import { allergyFindings } from '../../functions/referral/allergy-checks.ts';
import { conditionFindings } from '../../functions/referral/condition-checks.ts';
import { submissionFromBundle } from '../../functions/referral/fhir/submission-from-bundle.ts';
import { reactionFindings } from '../../functions/referral/reaction-checks.ts';
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
