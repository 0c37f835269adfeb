import { describe, expect, it } from 'vitest';
import type { Authorization, Line } from '../../functions/authorization/authorization.ts';
import { Denial } from '../../functions/authorization/denial.ts';
import { ladderOf } from '../../functions/authorization/denial-ladder.ts';
import { denialOf } from '../../functions/authorization/denial-rules.ts';
import { type LetterKind, lettersOf } from '../../functions/authorization/letters/letter.ts';
import { letterBlocks } from '../../functions/authorization/letters/letter-blocks.ts';
import { letterFile } from '../../functions/authorization/letters/letter-file.ts';
import type { LetterFacts } from '../../functions/authorization/letters/letter-parts.ts';
import { ByHand } from '../../functions/payer/channel.ts';
import { notGiven } from '../../functions/platform/pdf/layout.ts';
import type { Submission } from '../../functions/referral/referral.ts';
import { anAuthorization, submissionFacts, submissionFor } from '../support/authorizations.ts';
import { examplePayer } from '../support/payer-simulator.ts';
import { readPdf } from '../support/pdf-text.ts';

const now = new Date('2026-11-30T16:00:00Z');
const kinds: LetterKind[] = ['appeal', 'peer-to-peer', 'determination'];

const deniedLines = (): Line[] =>
  anAuthorization().lines.map((line) => ({
    ...line,
    state: 'denied' as const,
    decision: {
      reasons: ['0F'],
      said: ['Criteria of policy 12 are not met.'],
      at: '2026-11-27T15:00:00Z',
    },
  }));

const denied = (different: Partial<Authorization> = {}): Authorization =>
  anAuthorization({ status: 'denied', lines: deniedLines(), reference: 'REF-88', ...different });

const facts = (
  different: Partial<LetterFacts> = {},
  authorization: Authorization = denied(),
): LetterFacts => {
  const { submission, payer, coverage, therapy, site } = submissionFacts();
  const denial = denialOf(authorization);
  return {
    ...{ authorization, submission, payer, coverage, therapy, site, denial, on: '2026-11-30' },
    logged: [],
    ladder: denial ? ladderOf({ ...authorization, denial }, payer, now) : [],
    ...different,
  };
};

const rowsOf = (letter: LetterKind, of: LetterFacts): Map<string, string> =>
  new Map(
    letterBlocks(letter, of).flatMap((block) =>
      block.kind === 'rows'
        ? block.rows.map(([label, value]): [string, string] => [label, value?.trim() || notGiven])
        : [],
    ),
  );

const under = (letter: LetterKind, of: LetterFacts, heading: string): readonly string[] => {
  const blocks = letterBlocks(letter, of);
  const at = blocks.findIndex((block) => block.kind === 'heading' && block.text === heading);
  const list = blocks.slice(at).find((block) => block.kind === 'list');
  return list?.kind === 'list' ? (list.items.length > 0 ? list.items : [list.empty]) : [];
};

const words = (letter: LetterKind, of: LetterFacts): string =>
  readPdf(letterFile(letter, of, now)).text.replaceAll(/\s+/g, ' ');

describe('which letters there are', () => {
  it.each<[string, Authorization, LetterKind[]]>([
    ['nothing of what nobody has answered', anAuthorization(), []],
    ['all of a denial', denied(), kinds],
    [
      'what was decided, of an approval',
      anAuthorization({
        status: 'approved',
        lines: anAuthorization().lines.map((line) => ({
          ...line,
          state: 'approved' as const,
          decision: { reasons: [], number: 'PA-1', at: '2026-11-27T15:00:00Z' },
        })),
      }),
      ['determination'],
    ],
    [
      'no appeal of a denial that has ended',
      denied({
        denial: Denial.parse({
          at: '2026-11-27T15:00:00Z',
          readings: ['medical-necessity'],
          codes: [],
          said: [],
          ended: { at: '2026-11-29T15:00:00Z', outcome: 'overturned' },
        }),
      }),
      ['determination'],
    ],
  ])('there is %s', (_, authorization, expected) => {
    const offered = lettersOf(authorization);
    expect(offered.map(({ letter }) => letter)).toEqual(expected);
    for (const { letter, href } of offered)
      expect(href).toBe(`/authorizations/${authorization.authorizationId}/letters/${letter}`);
  });
});

describe('an appeal', () => {
  it.each<[string, string]>([
    ['Payer', 'Acme Health'],
    ['Practice', 'Lakeside Rheumatology'],
    ['Member', 'Odalys Exampleton'],
    ['Birth date', '1984-03-09'],
    ['Member id', 'EX1001-APPROVE'],
    ['Our case', 'auth_01jd0000000000000000_1'],
    ['Reference of the payer', 'REF-88'],
    ['Decided on', '2026-11-27'],
    ['Written on', '2026-11-30'],
    ['Diagnosis', "K50.90 Crohn's disease, unspecified, without complications"],
    ['What was tried before, and why it ended', 'azathioprine: no response after 4 months'],
    ['The weight that the dose goes by', '82 kg on 2026-11-15'],
    ['In the fast form (mark one)', '[  ] yes   [  ] no'],
    ['Name', 'Imogen Testwell'],
    ['NPI', '1000000012'],
    ['Group', notGiven],
    ['Date on the notice', notGiven],
    ['Fax', notGiven],
  ])('tells %s: %s', (label, value) => {
    expect(rowsOf('appeal', facts()).get(label)).toBe(value);
  });

  it('names every line that was denied, with the reason, and the words of the payer once', () => {
    const said = under('appeal', facts(), 'What was decided');
    expect(said).toHaveLength(3);
    expect(said[0]).toMatch(
      /^Line 1, J1745 \(drug\): asked 300 units in 6 visits, .*denied; not medically necessary \(0F\)$/,
    );
    expect(under('appeal', facts(), 'In the words of the payer')).toEqual([
      'Criteria of policy 12 are not met.',
    ]);
    expect(under('appeal', facts(), 'Why, as we read it')).toEqual([
      'The payer does not hold it to be medically necessary.',
    ]);
  });

  it('is asked for on a page of its own, before which whoever signs is told what it costs and what lacks', () => {
    const blocks = letterBlocks('appeal', facts());
    const page = blocks.findIndex(({ kind }) => kind === 'new-page');
    const before = JSON.stringify(blocks.slice(0, page));
    expect(before).toContain('this page is not sent');
    expect(before).toContain('It ends the right to the peer-to-peer review');
    expect(JSON.stringify(blocks.slice(page))).not.toContain('not on file. Ask');
  });

  it('lists what is not on file, and whom to ask, for whoever signs', () => {
    const { submission } = submissionFacts();
    const of = facts({ submission: { ...submission, priorTherapies: [], documents: [] } });
    expect(under('appeal', of, 'Not on file')).toContain(
      'What was tried before, and why it ended: not on file. Ask the practice which treatments were tried, from when to when, and why each ended.',
    );
  });

  it('is a second one where the first was upheld, and says so where no right is left', () => {
    const climbed = (rungs: object[]) =>
      denied({
        denial: Denial.parse({
          ...{ at: '2026-11-01T15:00:00Z', readings: ['medical-necessity'], codes: [], said: [] },
          rungs,
        }),
      });
    const upheld = { request: 1, rule: 'a', at: '2026-11-03T15:00:00Z', outcome: 'upheld' };
    const after = climbed([{ ...upheld, rung: 'appeal', endedAt: '2026-11-20T15:00:00Z' }]);
    const [title] = letterBlocks('appeal', facts({}, after));
    expect(title).not.toMatchObject({ text: 'Appeal of a denial' });
    expect(title).toMatchObject({ kind: 'title' });
    const lost = facts({ ladder: [] });
    expect(JSON.stringify(letterBlocks('appeal', lost))).toContain(
      'No rule on this step is on file',
    );
  });
});

describe('the sheet for a call', () => {
  it('says what the payer takes, counts the calls that were missed, and names the numbers', () => {
    const channel = ByHand.parse({
      ...{ id: 'call', source: 'own', from: '2026-01-01', channel: 'telephone' },
      ...{ number: '+13125550143', attention: 'Peer-to-peer desk' },
    });
    const of = facts({
      payer: { ...examplePayer(), authorization: { channels: [channel] } },
      logged: [
        {
          ...{ correspondenceId: 'c1', way: 'telephone', party: 'payer', missed: true },
          ...{ at: '2026-11-28T15:00:00Z', loggedAt: '2026-11-28T15:00:00Z' },
          by: { kind: 'person', id: 'u1' },
        },
      ] as LetterFacts['logged'],
    });
    const rows = rowsOf('peer-to-peer', of);
    expect(rows.get('Numbers on file')).toBe('telephone +13125550143 (Peer-to-peer desk)');
    expect(rows.get('Missed calls')).toMatch(/^1 on record/);
    expect(rows.get('How it stands')).toContain('peer-to-peer review: open through');
    expect(rows.get('What was decided')).toMatch(/^_+$/);
    expect(rows.get('With the request')).toBe('nothing is on record as sent');
  });
});

describe('what was decided', () => {
  it('tells each line as it stands, with number, amounts and days, and what may be done', () => {
    const lines = anAuthorization().lines.map((line, index) => ({
      ...line,
      state: index === 0 ? ('approved-modified' as const) : ('approved' as const),
      decision: {
        ...{ reasons: [], number: 'PA-7', at: '2026-11-27T15:00:00Z', toldBy: 'Ms. Field' },
        ...(index === 0 ? { units: 150, through: '2027-03-01', differs: ['units' as const] } : {}),
      },
    }));
    const of = facts({}, anAuthorization({ status: 'changed', lines }));
    expect(rowsOf('determination', of).get('On the whole')).toBe('granted otherwise than asked');
    const [first, second] = under('determination', of, 'Decision');
    expect(first).toContain('approved otherwise than asked, number PA-7, 150 units');
    expect(first).toContain(`from ${notGiven} through 2027-03-01; told by Ms. Field`);
    expect(second).toContain('approved, number PA-7');
    expect(under('determination', of, 'In the words of the payer')).toEqual([
      'none: the payer gave no words, or nobody wrote them down',
    ]);
    expect(under('determination', of, 'What may be done, and until when').join()).toContain(
      'The appeal: open through',
    );
  });

  it('says of an approval that nothing is denied', () => {
    const of = facts({}, anAuthorization({ status: 'approved' }));
    expect(under('determination', of, 'What may be done, and until when')).toEqual([
      'nothing is denied',
    ]);
  });
});

describe('every letter', () => {
  /** An order of which nothing is known that may be left out. */
  const bare = (): Submission => {
    const whole = submissionFor('DENY');
    const { address: _, ...patient } = whole.patient;
    const { prescriber: __, allergies: ___, ...rest } = whole;
    return {
      ...rest,
      practice: { npi: whole.practice.npi, name: whole.practice.name },
      patient,
      ...{ observations: [], diagnoses: [], priorTherapies: [], documents: [] },
    };
  };

  it.each(kinds)('has every field of a %s, also where nothing is known: it says so', (letter) => {
    const of = facts({
      submission: bare(),
      ...{ coverage: undefined, therapy: undefined, site: undefined, ladder: [] },
    });
    const [whole, empty] = [rowsOf(letter, facts()), rowsOf(letter, of)];
    for (const label of ['Member', 'Member id', 'Diagnosis', 'Site of care', 'Prescriber'])
      expect([...whole.keys()]).toContain(label);
    expect(empty.get('Member id')).toBe(notGiven);
    expect(empty.get('Prescriber')).toBe(notGiven);
    expect(empty.get('Diagnosis')).toBe(notGiven);
    expect(empty.get('Site of care')).toBe(notGiven);
    expect(words(letter, of)).toContain(notGiven);
  });

  it.each(kinds)('has a place to sign in a %s, and is signed by nobody', (letter) => {
    expect(rowsOf(letter, facts()).get('Signature')).toMatch(/^_+$/);
    expect(rowsOf(letter, facts()).get('Date')).toMatch(/^_+$/);
  });

  it.each(kinds)('loses no word of a %s, however long they are', (letter) => {
    const said = Array.from({ length: 8 }, (_, index) =>
      `Criterion ${index} ${'of the policy on infused medicines '.repeat(9)}end${index}`.slice(
        0,
        400,
      ),
    );
    const lines = deniedLines().map((line) => ({
      ...line,
      ...(line.decision ? { decision: { ...line.decision, said } } : {}),
    }));
    // A page may end within one of them.
    const shown = words(letter, facts({}, denied({ lines }))).replaceAll(
      / [A-Z][a-z -]+, case auth_\w+ Page \d of \d/g,
      '',
    );
    for (const one of said) expect(shown).toContain(one.replaceAll(/\s+/g, ' ').trim());
  });

  it.each(kinds)('keeps all that a %s shows within the margins of its pages', (letter) => {
    const long = { ...submissionFor('DENY') };
    const of = facts({
      submission: {
        ...long,
        practice: { ...long.practice, name: 'A'.repeat(180) },
        order: { ...long.order, sig: 'every 8 weeks '.repeat(40) },
      },
    });
    const { pages } = readPdf(letterFile(letter, of, now));
    for (const page of pages)
      for (const { x, y } of page) {
        expect(x).toBeGreaterThanOrEqual(54);
        expect(y).toBeGreaterThanOrEqual(36);
        expect(y).toBeLessThanOrEqual(792 - 54);
      }
  });
});
