import { describe, expect, it } from 'vitest';
import { enclosedIn } from '../../functions/authorization/packet/enclosed.ts';
import {
  type PacketFacts,
  packetBlocks,
} from '../../functions/authorization/packet/packet-blocks.ts';
import { packetFile } from '../../functions/authorization/packet/packet-file.ts';
import { ByHand } from '../../functions/payer/channel.ts';
import type { Submission } from '../../functions/referral/referral.ts';
import { enteredTherapyId } from '../../functions/therapy/entered-therapy.ts';
import { anAuthorization, submissionFacts, submissionFor } from '../support/authorizations.ts';
import { anEnteredDrug } from '../support/entered-drug.ts';
import { readPdf } from '../support/pdf-text.ts';

const row = { source: 'own', from: '2026-01-01' };
const fax = ByHand.parse({ ...row, id: 'a-fax', channel: 'fax', number: '+13125550142' });
const madeAt = new Date('2026-11-20T16:00:00Z');

const facts = (different: Partial<PacketFacts> = {}): PacketFacts => {
  const { documents: _, at: __, continues: ___, ...rest } = submissionFacts();
  const { documents = [] } = different.submission ?? rest.submission;
  const enclosed = enclosedIn(documents, []);
  return { ...rest, way: fax, on: '2026-11-20', enclosed, ...different };
};

/** Every label of a packet with what stands beside it. */
const rowsOf = (of: PacketFacts): Map<string, string> =>
  new Map(
    packetBlocks(of).flatMap((block) =>
      block.kind === 'rows'
        ? block.rows.map(([label, value]): [string, string] => [label, value ?? ''])
        : [],
    ),
  );

const listUnder = (of: PacketFacts, heading: string): readonly string[] => {
  const blocks = packetBlocks(of);
  const at = blocks.findIndex((block) => block.kind === 'heading' && block.text === heading);
  const list = blocks[at + 1];
  return list?.kind === 'list' ? list.items : [];
};

/** An order of which nothing is known that may be left out. */
const bare = (): Submission => {
  const whole = submissionFor('APPROVE');
  const { address: _, ...patient } = whole.patient;
  const { sig: _sig, premedications: __, lineType: ___, startOn: ____, ...order } = whole.order;
  const { prescriber: _____, allergies: ______, ...rest } = whole;
  return {
    ...rest,
    practice: { npi: whole.practice.npi, name: whole.practice.name },
    patient,
    order: { ...order, firstDose: undefined, signedAt: undefined },
    observations: [],
    diagnoses: [],
    priorTherapies: [],
    documents: [],
  };
};

describe('the packet for a payer without a machine', () => {
  it.each<[string, string]>([
    ['Payer', 'Acme Health'],
    ['Send by', 'Fax'],
    ['Number', '+13125550142'],
    ['Practice', 'Lakeside Rheumatology, NPI 1234567893'],
    ['Our case', 'auth_01jd0000000000000000_1-1'],
    ['Urgency', 'Standard'],
    ['Made on', '2026-11-20'],
    ['Birth date', '1984-03-09'],
    ['Member id', 'EX1001-APPROVE'],
    ['Relation to the subscriber', 'self'],
    ['Prescriber', 'Imogen Testwell'],
    ['NPI of the prescriber', '1000000012'],
    ['Site of care', 'Lakeside Infusion, NPI 1234567893'],
    ['Setting', 'infusion center (place of service 11)'],
    ['First day', '2026-12-01'],
    ['First dose of the therapy', 'yes'],
    ['Signed on', '2026-11-19'],
    ['Allergies', 'none known'],
    ['Goes on from', 'no authorization before it'],
    ['The diagnosis and its code', "K50.90 Crohn's disease, unspecified, without complications"],
    ['What was tried before, and why it ended', 'azathioprine: no response after 4 months'],
    ['The weight that the dose goes by', '82 kg on 2026-11-15'],
  ])('tells %s: %s', (label, value) => {
    expect(rowsOf(facts()).get(label)).toBe(value);
  });

  /** The packet as a reviewer reads it, from top to bottom. */
  const readDown = (of: PacketFacts): string[] =>
    packetBlocks(of).flatMap((block) => {
      if (block.kind === 'new-page') return ['--- next page'];
      if (block.kind === 'rows')
        return block.rows.map(([label, value]) => `${label}: ${value ?? '-'}`);
      if (block.kind === 'list')
        return block.items.length > 0 ? block.items.map((item) => `* ${item}`) : [block.empty];
      return [`${block.kind === 'text' ? '' : `${block.kind}: `}${block.text}`];
    });

  it('has every field in its place, also those that are empty', () => {
    expect(readDown(facts())).toEqual([
      ...['title: Request for prior authorization', 'Cover sheet'],
      ...['heading: To', 'Payer: Acme Health', 'Attention: -', 'Send by: Fax'],
      ...['Number: +13125550142', 'What the payer wants: -'],
      ...['heading: From', 'Practice: Lakeside Rheumatology', 'NPI of the practice: 1234567893'],
      ...['Telephone: +13125550100', 'Fax: -'],
      ...['heading: Case', 'Our case: auth_01jd0000000000000000_1-1'],
      ...['Reference of the payer: -', 'Urgency: Standard', 'Made on: 2026-11-20'],
      'What follows: The request, the evidence for it, and a list of what is enclosed',
      'Documents: none was given',
      expect.stringMatching(/^Confidential: .* call the practice, and destroy it\.$/),
      '--- next page',
      ...['heading: Member', 'Name: Exampleton, Odalys', 'Birth date: 1984-03-09', 'Sex: female'],
      ...['Member id: EX1001-APPROVE', 'Group: -', 'Relation to the subscriber: self'],
      ...['Coverage: primary', 'Address: 12 Sample Street, Chicago, IL 60601'],
      'heading: Who orders, and where it is given',
      ...['Prescriber: Imogen Testwell', 'NPI of the prescriber: 1000000012'],
      'Practice: Lakeside Rheumatology, NPI 1234567893',
      'Site of care: Lakeside Infusion, NPI 1234567893',
      'Address of the site: 1 Shore Road, Chicago, IL 60601',
      'Telephone of the site: +13125550190',
      'Setting: infusion center (place of service 11)',
      'heading: Order',
      'Drug and dosing: infliximab 100 MG Injection [Remicade], 5 mg/kg, IV, on days 0, 14, 42; 5 mg/kg, then every 56 days, 6 doses in all',
      ...['In the words of the order: -', 'First day: 2026-12-01'],
      ...['First dose of the therapy: yes', 'Last dose given on: -'],
      ...['Premedication: acetaminophen 650 mg by mouth', 'Line: peripheral'],
      ...['Signed on: 2026-11-19', 'Allergies: none known'],
      'heading: What is asked for',
      expect.stringMatching(/^\* Line 1: J1745/),
      expect.stringMatching(/^\* Line 2: 96413/),
      expect.stringMatching(/^\* Line 3: 96415/),
      'Goes on from: no authorization before it',
      ...['heading: Criteria of the payer', 'none of the payer is on file'],
      'heading: Criteria and evidence',
      expect.stringMatching(/^The diagnosis and its code: K50\.90 /),
      'What was tried before, and why it ended: azathioprine: no response after 4 months',
      expect.stringMatching(/^Results: Body weight: 82 kg on 2026-11-15\nBody height: 168 cm/),
      'The weight that the dose goes by: 82 kg on 2026-11-15',
      ...['heading: Enclosed documents', 'none: no document was given'],
    ]);
  });

  const whole = submissionFor('APPROVE');
  const withPatient = (patient: Partial<Submission['patient']>): Partial<PacketFacts> => ({
    submission: { ...whole, patient: { ...whole.patient, ...patient } },
  });
  const withOrder = (order: Partial<Submission['order']>): Partial<PacketFacts> => ({
    submission: { ...whole, order: { ...whole.order, ...order } },
  });
  const address = { line: ['12 Sample Street', 'Floor 2'], city: 'Chicago', state: 'IL' };

  it.each<[string, Partial<PacketFacts>, [label: string, value: string]]>([
    [
      'all parts of a name',
      withPatient({ name: { given: 'A', middle: 'Lee', family: 'Sample', suffix: 'Jr.' } }),
      ['Name', 'Sample Jr., A Lee'],
    ],
    [
      'a name that nobody can take apart, also as it was sent',
      withPatient({ name: { given: 'A', family: 'Sample' }, nameAsSent: 'A Lee Sample' }),
      ['Name', 'Sample, A (as sent: A Lee Sample)'],
    ],
    [
      'every line of an address',
      withPatient({ address: { ...address, postalCode: '60601' } }),
      ['Address', '12 Sample Street, Floor 2, Chicago, IL 60601'],
    ],
    [
      'what was reacted to, and how',
      {
        submission: {
          ...whole,
          allergies: [{ substance: 'penicillin', reaction: 'hives' }, { substance: 'latex' }],
        } as Submission,
      },
      ['Allergies', 'penicillin (hives); latex'],
    ],
    [
      'a later dose',
      withOrder({ firstDose: false, lastDoseOn: '2026-10-01' }),
      ['First dose of the therapy', 'no'],
    ],
    [
      'when the last dose was',
      withOrder({ lastDoseOn: '2026-10-01' }),
      ['Last dose given on', '2026-10-01'],
    ],
    [
      'the words of the order',
      withOrder({ sig: 'every 8 weeks' }),
      ['In the words of the order', 'every 8 weeks'],
    ],
    [
      'every premedication',
      withOrder({ premedications: ['acetaminophen 650 mg', 'diphenhydramine 25 mg'] }),
      ['Premedication', 'acetaminophen 650 mg; diphenhydramine 25 mg'],
    ],
    [
      'the day on which it was signed where the payer is, also late in the evening',
      withOrder({ signedAt: '2026-11-20T03:30:00Z' }),
      ['Signed on', '2026-11-19'],
    ],
    [
      'the telephone of the prescriber where the practice has none',
      {
        submission: {
          ...whole,
          practice: { npi: whole.practice.npi, name: whole.practice.name, fax: '+13125550155' },
        },
      },
      ['Telephone', '+13125550101'],
    ],
    [
      'a fax',
      { submission: { ...whole, practice: { ...whole.practice, fax: '+13125550155' } } },
      ['Fax', '+13125550155'],
    ],
    [
      'a setting of several words',
      { authorization: anAuthorization({ setting: 'long-term-care', placeOfService: '32' }) },
      ['Setting', 'long term care (place of service 32)'],
    ],
  ])('tells %s', (_, different, [label, value]) => {
    expect(rowsOf(facts(different)).get(label)).toBe(value);
  });

  it('bears the NDC of a drug that was entered, which an unclassified code is nothing without', () => {
    const ndc = '59338-0775-01';
    const drug = anEnteredDrug({ hcpcs: 'J3490', ndc });
    const order = { therapyId: enteredTherapyId, drug: 'ferumoxytol', entered: drug };
    expect(rowsOf(facts(withOrder(order))).get('NDC of Ferumoxytol')).toBe(ndc);
    const known = rowsOf(facts(withOrder({ ...order, entered: anEnteredDrug() })));
    expect([...known.keys()].filter((label) => /NDC/.test(label))).toEqual([]);
  });

  it('names each drug of a visit with its own dosing', () => {
    const alsoInfused = [
      {
        ...{ therapyId: 'carboplatin', drug: 'carboplatin', route: 'IV' as const },
        ...{ dose: { value: '5', unit: 'AUC' }, eachVisit: true },
      },
    ];
    const rows = rowsOf(facts(withOrder({ alsoInfused } as Partial<Submission['order']>)));
    expect(rows.has('Drug and dosing')).toBe(false);
    expect(rows.get('Drug 1')).toMatch(/^infliximab .*5 mg\/kg/);
    expect(rows.get('Drug 2')).toMatch(/^carboplatin, AUC 5|^carboplatin, 5 AUC/);
  });

  it('says of a line that was granted without a number only that it was', () => {
    const lines = anAuthorization().lines.map((line) => ({ ...line, state: 'approved' as const }));
    const said = listUnder(
      facts({ authorization: anAuthorization({ lines }) }),
      'What is asked for',
    );
    expect(said).toHaveLength(lines.length);
    for (const line of said) expect(line).toMatch(/, approved already$/);
  });

  it('names the drug with its dosing, and every line with units, visits and days', () => {
    expect(rowsOf(facts()).get('Drug and dosing')).toContain('5 mg/kg, IV, on days 0, 14, 42');
    expect(listUnder(facts(), 'What is asked for')).toEqual([
      'Line 1: J1745 (drug), 300 units in 6 visits, from 2026-12-01 through 2027-07-29',
      'Line 2: 96413 (administration), 6 units in 6 visits, from 2026-12-01 through 2027-07-29',
      'Line 3: 96415 (administration), 6 units in 6 visits, from 2026-12-01 through 2027-07-29',
    ]);
  });

  it('says of a line that was granted before that it is', () => {
    const { lines } = anAuthorization();
    const granted = lines.map((line, index) =>
      index === 0
        ? {
            ...line,
            state: 'approved' as const,
            decision: { number: 'PA7', reasons: [], at: '2026-11-01T00:00:00Z' },
          }
        : line,
    );
    const [first, second] = listUnder(
      facts({ authorization: anAuthorization({ lines: granted }) }),
      'What is asked for',
    );
    expect(first).toMatch(/, approved already, PA7$/);
    expect(second).not.toContain('approved');
  });

  it.each<[string, Partial<PacketFacts>, [string, string][]]>([
    [
      'a portal',
      {
        way: ByHand.parse({
          ...row,
          id: 'a-portal',
          channel: 'portal',
          url: 'https://payer.example.org/auth',
          attention: 'Infusion review',
          says: 'Its own form goes first.',
        }),
      },
      [
        ['Send by', 'Portal'],
        ['Address of the portal', 'https://payer.example.org/auth'],
        ['Attention', 'Infusion review'],
        ['What the payer wants', 'Its own form goes first.'],
      ],
    ],
    [
      'a telephone',
      { way: ByHand.parse({ ...row, id: 'c', channel: 'telephone', number: '+13125550143' }) },
      [['Send by', 'Telephone']],
    ],
    [
      'no way that is left',
      { way: undefined },
      [['Send by', 'No channel of the payer is left: ask it how it takes requests']],
    ],
    ['a renewal', { previousNumber: 'PA6' }, [['Goes on from', 'PA6']]],
    [
      'an urgent request',
      { authorization: anAuthorization({ urgency: 'expedited' }) },
      [['Urgency', 'Expedited: the practice marked the order as urgent']],
    ],
    [
      'a payer that has named a reference',
      { authorization: anAuthorization({ reference: 'TRK-1' }) },
      [['Reference of the payer', 'TRK-1']],
    ],
    ['a later sending', { number: 3 }, [['Our case', 'auth_01jd0000000000000000_1-3']]],
  ])('tells of %s', (_, different, told) => {
    const rows = rowsOf(facts(different));
    for (const [label, value] of told) expect([label, rows.get(label)]).toEqual([label, value]);
  });

  it('lists what the payer asked for, and no such list where it asked for nothing', () => {
    const asking = anAuthorization({
      information: [
        { kind: 'attachment', code: '11506-3', says: 'Progress note', line: 1 },
        { kind: 'words', code: 'weight' },
      ],
    });
    expect(listUnder(facts({ authorization: asking }), 'What the payer asked for')).toEqual([
      '11506-3, Progress note, line 1',
      'weight',
    ]);
    expect(packetBlocks(facts())).not.toContainEqual({
      kind: 'heading',
      text: 'What the payer asked for',
    });
  });

  it('lists what is enclosed by title and kind, and leaves out what is not with us', () => {
    const submission = {
      ...submissionFor('APPROVE'),
      documents: [
        { title: 'Note', type: '11506-3', contentType: 'application/pdf', storedAs: 'documents/1' },
        { title: 'Scan', contentType: 'image/png', storedAs: 'documents/2' },
        { title: 'Lost', contentType: 'image/png' },
      ],
    };
    expect(listUnder(facts({ submission }), 'Enclosed documents')).toEqual([
      expect.stringMatching(/^Note, LOINC 11506-3, application\/pdf, not appended, /),
      expect.stringMatching(/^Scan, image\/png, not appended, /),
    ]);
  });

  it('names reasons of the payer for the place where they hold, and the answer to an earlier denial', () => {
    const submission = {
      ...submissionFor('APPROVE'),
      placement: { homeSuitable: false },
    };
    const authorization = anAuthorization({
      setting: 'hospital-outpatient',
      denial: {
        at: '2026-11-01T00:00:00Z',
        readings: ['amount'],
        codes: [],
        said: [],
        request: 1,
        rungs: [],
        before: [],
        alerts: [],
        deadlines: [],
      },
    });
    const rows = rowsOf(facts({ submission, authorization }));
    expect(rows.get('A home that is not suitable (an exception of the payer)')).toBe(
      'the home was looked at and is not suitable',
    );
    expect(rows.has('A child (an exception of the payer)')).toBe(false);
    expect(rows.get('What was asked, and what is granted')).toContain('J1745: 300 units asked');
  });

  it('tells how the criteria of the payer are met, or that none is on file', () => {
    const criteria = {
      answer: 'met' as const,
      digest: 'x',
      gaps: [],
      shown: ['A conventional treatment was tried: azathioprine'],
    };
    const authorization = anAuthorization({ criteria });
    expect(listUnder(facts({ authorization }), 'Criteria of the payer')).toEqual(criteria.shown);
    expect(readPdf(packetFile(facts(), madeAt)).text).toContain('none of the payer is on file');
  });

  it('tells nothing clinical on its cover', () => {
    const [cover] = readPdf(packetFile(facts(), madeAt)).pages;
    const words = cover?.map(({ text }) => text).join(' ') ?? '';
    for (const word of [
      'infliximab',
      'J1745',
      'Crohn',
      'K50',
      '1984-03-09',
      'EX1001',
      'Testpatient',
    ])
      expect(words).not.toContain(word);
  });
});

describe('the file of a packet', () => {
  const shown = (of: PacketFacts) => readPdf(packetFile(of, madeAt));
  const values = (of: PacketFacts) => shown(of).text.replaceAll('\n', ' ');

  it('shows every label and every value of the packet', () => {
    const text = values(facts());
    for (const [label, value] of rowsOf(facts())) {
      for (const word of label.split(' ')) expect(text).toContain(word);
      for (const word of value.split(/\s+/)) expect(text).toContain(word);
    }
  });

  it('says of each field without a value that it was not given', () => {
    const of = facts({ submission: bare() });
    const empty = [...rowsOf(of)].filter(([, value]) => value === '');
    expect(empty.map(([label]) => label)).toEqual(
      expect.arrayContaining([
        'Attention',
        'Telephone',
        'Fax',
        'Group',
        'Address',
        'Prescriber',
        'First day',
        'Signed on',
        'Allergies',
        'The diagnosis and its code',
        'Results',
        'The weight that the dose goes by',
      ]),
    );
    expect(shown(of).text.match(/not given/g)).toHaveLength(empty.length);
    expect(values(of)).toContain('none: no document was given');
  });

  it('has a page for the cover, and each page names the case and how many there are', () => {
    const { pages } = shown(facts());
    expect(pages.length).toBeGreaterThan(1);
    for (const [index, page] of pages.entries()) {
      const words = page.map(({ text }) => text);
      expect(words).toContain(`Page ${index + 1} of ${pages.length}`);
      expect(words).toContain(
        'Request for prior authorization, case auth_01jd0000000000000000_1-1',
      );
    }
  });

  it.each([
    ['Vietnamese', 'Nguyễn Thị Ánh'],
    ['Polish', 'Żółć Wąż'],
    ['Serbian', 'Ђорђе Јовановић'],
    ['Greek', 'Ελένη Παπαδοπούλου'],
    ['Armenian', 'Անահիտ'],
    ['Georgian', 'ნინო'],
    ['Hawaiian', 'Kaʻiulani'],
  ])('prints a name in %s letters as it is', (_, family) => {
    const whole = submissionFor('APPROVE');
    const of = facts({
      submission: { ...whole, patient: { ...whole.patient, name: { given: 'A', family } } },
    });
    expect(values(of)).toContain(family);
    expect(values(of)).not.toContain('Letters that cannot be printed');
  });

  it('prints a name whose letters came with their marks apart', () => {
    const whole = submissionFor('APPROVE');
    const name = { given: 'Jose\u0301', family: 'Nun\u0303ez' };
    const of = facts({ submission: { ...whole, patient: { ...whole.patient, name } } });
    expect(values(of)).toContain('Nuñez, José');
  });

  it.each([
    ['Chinese', '张伟', '[U+5F20][U+4F1F]'],
    ['Arabic', 'محمد', '[U+0645][U+062D][U+0645][U+062F]'],
    ['none', '\u{1F600}', '[U+1F600]'],
  ])(
    'names letters of %s script by number, and says so with what else tells the member',
    (_, family, printed) => {
      const whole = submissionFor('APPROVE');
      const of = facts({
        submission: { ...whole, patient: { ...whole.patient, name: { given: 'A', family } } },
      });
      expect(values(of)).toContain(printed);
      expect(values(of)).toContain('by member id EX1001-APPROVE and birth date 1984-03-09');
    },
  );

  it('cuts nothing, however long a word or a list is, and stays on its paper', () => {
    const whole = submissionFor('APPROVE');
    const long = `begin${'x'.repeat(190)}end`;
    const of = facts({
      submission: {
        ...whole,
        documents: Array.from({ length: 20 }, (_, index) => ({
          title: `${index} ${long}`,
          contentType: 'application/pdf',
          storedAs: `documents/${index}`,
        })),
        order: { ...whole.order, sig: 'word '.repeat(100).trim() },
      },
    });
    const { pages } = shown(of);
    // The two runs of a footer are the last of its page.
    const text = pages.flatMap((page) => page.slice(0, -2).map((run) => run.text)).join('\n');
    expect(
      text
        .replaceAll('\n', '')
        .match(/begin(x+)end/g)
        ?.map((one) => one.length),
    ).toEqual(Array(20).fill(long.length));
    expect(text.match(/\bword\b/g)).toHaveLength(100);
    for (const { x, y } of pages.flat()) {
      expect(x).toBeGreaterThanOrEqual(54);
      expect(y).toBeGreaterThanOrEqual(40);
      expect(y).toBeLessThan(792 - 54);
    }
  });

  it('is the same for the same request, at the same moment', () => {
    expect(packetFile(facts(), madeAt).equals(packetFile(facts(), madeAt))).toBe(true);
  });
});
