import { describe, expect, it } from 'vitest';
import {
  findCompetencyNeeds,
  missingCompetencies,
  nameLack,
} from '../../functions/network/competency-rules.ts';
import type { Setting } from '../../functions/therapy/setting.ts';
import type { Competency, Therapy } from '../../functions/therapy/therapy.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { aNurse } from '../support/network.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';

const infliximab = lookUpTherapy('infliximab') as Therapy;
const therapyOf = (id: string) => lookUpTherapy(id) as Therapy;
const scig = therapyOf('scig');
const day = '2026-12-01';
const asking = (therapy: Therapy, ...competencies: Competency[]): Therapy => ({
  ...therapy,
  competencies,
});
const plain = asking(infliximab, 'biologic-preparation');

type Line = NonNullable<ReturnType<typeof anOrder>['lineType']>;
const patient = { ...aSubmission().patient };
const withLine = (lineType: Line | undefined) => aSubmission({ order: anOrder({ lineType }) });
const tags = (
  therapy: Therapy,
  submission: Parameters<typeof findCompetencyNeeds>[1],
  on: string,
  setting: Setting = 'infusion-center',
) => findCompetencyNeeds(therapy, submission, on, setting).map(({ tag }) => tag);

describe('a nurse must be current', () => {
  it.each<[Line | undefined, string]>([
    ['peripheral', 'peripheral-access'],
    [undefined, 'peripheral-access'],
    ['midline', 'central-line'],
    ['picc', 'central-line'],
    ['tunneled', 'central-line'],
    ['port', 'port-access'],
  ])('in the device of the patient: %s', (lineType, tag) => {
    expect(findCompetencyNeeds(plain, withLine(lineType), day, 'infusion-center')).toEqual([
      { tag: 'biologic-preparation', because: 'infliximab' },
      { tag, because: `line-${lineType ?? 'peripheral'}` },
    ]);
  });

  it('in the veins of the arm only where the drug goes there', () => {
    const both = asking(plain, 'peripheral-access', 'biologic-preparation');
    expect(tags(both, withLine('port'), day)).toEqual(['biologic-preparation', 'port-access']);
    expect(tags(both, withLine('peripheral'), day)).toEqual([
      'peripheral-access',
      'biologic-preparation',
    ]);
  });

  it('in no device for what is given under the skin', () => {
    expect(scig.route).toBe('SC');
    expect(tags(asking(scig, 'immune-globulin'), withLine('port'), day)).toEqual([
      'immune-globulin',
    ]);
  });

  it('in ultrasound for veins that are hard to find, where no port or line is there', () => {
    const placement = { residence: 'private', difficultAccess: true } as const;
    const hard = (lineType: Line) => aSubmission({ placement, order: anOrder({ lineType }) });
    expect(findCompetencyNeeds(plain, hard('peripheral'), day, 'infusion-center')).toContainEqual({
      tag: 'ultrasound-access',
      because: 'difficult-access',
    });
    expect(tags(plain, hard('picc'), day)).not.toContain('ultrasound-access');
    const easy = aSubmission({ placement: { ...placement, difficultAccess: false } });
    expect(tags(plain, easy, day)).not.toContain('ultrasound-access');
    expect(tags(plain, aSubmission({ placement: undefined }), day)).not.toContain(
      'ultrasound-access',
    );
  });

  it.each([
    ['2008-12-02', true],
    ['2008-12-01', false],
    ['1984-03-09', false],
  ])('in children until the eighteenth birthday: born %s', (birthDate, is) => {
    const found = findCompetencyNeeds(
      plain,
      aSubmission({ patient: { ...patient, birthDate } }),
      day,
      'infusion-center',
    );
    expect(found.some(({ tag }) => tag === 'pediatrics')).toBe(is);
    if (is) expect(found).toContainEqual({ tag: 'pediatrics', because: 'age-under-18' });
  });

  it.each<[Setting, boolean]>([
    ['home', true],
    ['long-term-care', true],
    ['infusion-center', false],
    ['clinic', false],
    ['hospital-outpatient', false],
  ])('in teaching an antibiotic only where a nurse does not give each dose: %s', (setting, is) => {
    const found = tags(therapyOf('ceftriaxone'), withLine('picc'), day, setting);
    expect(found.includes('antibiotic-teaching')).toBe(is);
    expect(found).toContain('central-line');
    expect(tags(therapyOf('scig'), withLine(undefined), day, setting)).toContain(
      'self-infusion-teaching',
    );
  });

  it('in each thing once, for the first reason', () => {
    const twice = asking(plain, 'central-line', 'central-line', 'infusion-reaction');
    expect(findCompetencyNeeds(twice, withLine('picc'), day, 'infusion-center')).toEqual([
      { tag: 'central-line', because: 'infliximab' },
      { tag: 'infusion-reaction', because: 'infliximab' },
    ]);
  });
});

describe('a nurse lacks', () => {
  const needs = [{ tag: 'port-access', because: 'line-port' }];
  const holding = (...held: [string, string][]) =>
    aNurse({ competencies: held.map(([tag, expiresOn]) => ({ tag, expiresOn })) });
  it.each<[string, [string, string][], string[]]>([
    ['nothing that is good through the day of the visit', [['port-access', day]], []],
    ['what ended the day before', [['port-access', '2026-11-30']], ['expired:port-access']],
    ['what was never had', [['central-line', '2030-01-01']], ['lacks:port-access']],
    [
      'nothing that was renewed',
      [
        ['port-access', '2020-01-01'],
        ['port-access', '2030-01-01'],
      ],
      [],
    ],
    ['everything without any', [], ['lacks:port-access']],
  ])('%s', (_, held, lacks) => {
    const missing = missingCompetencies(holding(...held), needs, day);
    expect(missing.map(nameLack)).toEqual(lacks);
    for (const one of missing) expect(one).toMatchObject({ because: 'line-port' });
  });

  it('nothing where nothing is asked for', () => {
    expect(missingCompetencies(holding(), [], day)).toEqual([]);
  });
});
