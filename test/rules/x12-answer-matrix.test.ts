import { describe, expect, it } from 'vitest';
import { decideCoverage } from '../../functions/coverage/eligibility-rules.ts';
import { readAnswer } from '../../functions/coverage/x12/read-answer.ts';
import { aSubmission } from '../support/referrals.ts';
import { answerWith, asked } from '../support/x12-answers.ts';

const kinds = ['1', '2', '5', '6', 'I', 'N', 'R', 'U', 'Z9'];
const dates = {
  none: [],
  'in force': ['DTP*291*RD8*20260101-20261231'],
  ended: ['DTP*347*D8*20261119'],
  'to come': ['DTP*346*D8*20261121'],
  unreadable: ['DTP*347*D8*20260231'],
} as const;
const types = ['30', '42', '35'];
const networks = ['Y', 'N'];
const levels = ['', 'IND', 'CHD'];
const plans = ['one', 'a second in force'] as const;
const rejections = ['', '72', '43'];
const others = ['none', 'first', 'second', 'of no rank'] as const;
const persons = ['the patient', 'another name', 'another birth date'] as const;

type Case = {
  kind: string;
  date: keyof typeof dates;
  type: string;
  network: string;
  level: string;
  plan: (typeof plans)[number];
  rejection: string;
  other: (typeof others)[number];
  person: (typeof persons)[number];
};

const roles = { first: 'PRP', second: 'SEP', 'of no rank': 'PR' } as const;

const textOf = ({ kind, date, type, network, level, plan, rejection, other, person }: Case) => [
  'HL*3*2*22*0',
  'TRN*2*TRACE1*9DRIPLINE0',
  `NM1*IL*1*${person === 'another name' ? 'MUSTER' : 'EXAMPLETON'}*ODALYS****MI*EX1001`,
  `DMG*D8*${person === 'another birth date' ? '19840308' : '19840309'}*F`,
  ...(rejection ? [`AAA*N**${rejection}*C`] : []),
  `EB*${kind}*${level}*${type}**PLAN A*******${network}`,
  ...dates[date],
  ...(plan === 'one' ? [] : ['EB*1**30**PLAN B']),
  ...(other === 'none'
    ? []
    : ['EB*R**30', 'LS*2120', `NM1*${roles[other]}*2*OTHER PLAN`, 'LE*2120']),
];

/** Whether one benefit, and nothing beside it, says that the patient is covered for what was asked. */
const says = ({ kind, date, type, network, level, rejection, other, person, plan }: Case) =>
  kind === '1' &&
  (date === 'none' || date === 'in force') &&
  type !== '35' &&
  network !== 'N' &&
  level !== 'CHD' &&
  rejection === '' &&
  (other === 'none' || other === 'second') &&
  person === 'the patient' &&
  // Of two plans for the whole nobody knows which pays; one for a service alone is part of the other.
  (plan === 'one' || type === '42');

/** The second plan says so by itself, and the first is no matter of ours or over. */
const isOtherwiseCovered = (one: Case) =>
  one.plan !== 'one' &&
  (one.type === '35' ||
    one.network === 'N' ||
    one.date === 'ended' ||
    one.date === 'to come' ||
    (one.kind === '1' && one.level === 'CHD' && one.type === '42') ||
    (one.kind === '1' && one.date === 'unreadable' && one.type === '42')) &&
  // Another payer is one, whatever network it is told of for.
  !(one.kind === 'R' && one.type !== '35' && /none|in force|unreadable/.test(one.date)) &&
  one.rejection === '' &&
  (one.other === 'none' || one.other === 'second') &&
  one.person === 'the patient';

const cases: Case[] = kinds.flatMap((kind) =>
  (Object.keys(dates) as Case['date'][]).flatMap((date) =>
    types.flatMap((type) =>
      networks.flatMap((network) =>
        levels.flatMap((level) =>
          plans.flatMap((plan) =>
            rejections.flatMap((rejection) =>
              others.flatMap((other) =>
                persons.map((person) => ({
                  ...{ kind, date, type, network, level, plan, rejection, other, person },
                })),
              ),
            ),
          ),
        ),
      ),
    ),
  ),
);

const [coverage] = aSubmission().coverages;
if (!coverage) throw new Error('The example has a coverage.');

describe('of all that a payer may say of a coverage', () => {
  it('nothing counts unless everything says so, and the rest is a hold in the payer\u2019s words', () => {
    const wrong: unknown[] = [];
    for (const one of cases) {
      const text = answerWith(textOf(one));
      const heard = readAnswer(text, asked);
      const { chosen, determination } = decideCoverage([{ coverage, answer: heard }]);
      const covered = says(one) || isOtherwiseCovered(one);
      if ((heard.outcome === 'active') !== covered) wrong.push([heard.outcome, covered, one]);
      if (chosen) continue;
      if (!determination.answer.startsWith('coverage-')) wrong.push(['no hold', one]);
      const words = determination.reasons.map(({ text: said }) => said).join(' ');
      if (one.rejection && !words.includes(`${one.rejection} C`)) wrong.push(['AAA', words, one]);
      const isTold = one.type !== '35' && one.network !== 'N' && /none|in force/.test(one.date);
      if (isTold && /^(2|5|6|I|N|U|Z9)$/.test(one.kind) && !words.includes(`${one.kind} (`))
        wrong.push(['EB', words, one]);
      if (one.other !== 'none' && !words.includes('OTHER PLAN')) wrong.push(['payer', words, one]);
    }
    expect(cases.length).toBeGreaterThan(15_000);
    expect([wrong.length, wrong.slice(0, 4)]).toEqual([0, []]);
  }, 120_000);
});
