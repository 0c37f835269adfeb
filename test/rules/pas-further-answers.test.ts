import { describe, expect, it } from 'vitest';
import type { Authorization } from '../../functions/authorization/authorization.ts';
import { hearAnswer } from '../support/heard-answers.ts';
import {
  amount,
  coded,
  detail,
  item,
  pas,
  period,
  response,
  review,
} from '../support/payer-answers.ts';

type Json = Record<string, unknown>;

const all = (code: string, more: Json = {}) =>
  [1, 2, 3].map((sequence) => item(sequence, code, more));
const granted = (claim: Json, others: unknown[] = []) =>
  response({ item: all('A1'), ...claim }, others);
/** Everything is granted, and of the drug this is said besides. */
const drug = (more: Json, others: unknown[] = []) =>
  response({ item: [item(1, 'A1', more), item(2, 'A1'), item(3, 'A1')] }, others);
const added = (more: Json, others: unknown[] = []) =>
  granted({ addItem: [{ itemSequence: [1], ...more }] }, others);

const hcpcs = 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets';
const provider = (reference: Json) => ({
  url: pas('extension-itemAuthorizedProvider'),
  extension: [{ url: 'provider', valueReference: reference }],
});
const withNpi = (resourceType: string, id: string, value: string) => ({
  ...{ resourceType, id },
  identifier: [{ system: 'http://hl7.org/fhir/sid/us-npi', value }],
});
const reviewWith = (...parts: Json[]) => {
  const [one] = review('A1');
  const [extension] = one?.extension ?? [];
  return [
    {
      ...one,
      extension: [{ ...extension, extension: [...(extension?.extension ?? []), ...parts] }],
    },
  ];
};
const actions = (...codings: Json[]) => [
  {
    extension: [
      {
        url: pas('extension-reviewAction'),
        extension: [
          { url: 'number', valueString: 'PA-77' },
          { url: pas('extension-reviewActionCode'), valueCodeableConcept: { coding: codings } },
        ],
      },
    ],
  },
];
const numbered = (number: Json) => {
  const [one] = review('A1', { number: '' });
  const [extension] = one?.extension ?? [];
  return [
    {
      ...one,
      extension: [
        {
          ...extension,
          extension: [...(extension?.extension ?? []), { url: 'number', ...number }],
        },
      ],
    },
  ];
};
const denial = review('A3')[0]?.extension;
const modified = { modifierExtension: [{ url: 'urn:x' }] };
const remark = (text: string, severity = 'warning') => ({
  resourceType: 'OperationOutcome',
  issue: [{ severity, code: 'informational', details: { text } }],
});

const message = (contentString: string) => ({
  resourceType: 'Communication',
  status: 'completed',
  payload: [{ contentString }],
});

/** What payers write under every approval, and what no two of them write alike. */
const notices = [
  'Approved as requested.',
  'Authorization does not guarantee payment.',
  'Thank you. Payment is subject to eligibility at the time of service.',
  'Please call 800-555-0100 with any questions.',
];
const conditions = [
  'Approved for the first dose; further doses need a new request.',
  'Approved for home infusion only.',
  'Home infusion',
  'Member must use Inflectra or Renflexis.',
  'Ship from RxCo.',
  'Approved. Valid at Lakeside.',
];
const x306 = 'https://codesystem.x12.org/005010/306';
const note = (text: string) => ({ processNote: [{ number: 1, text }] });

describe('of what else a payer may answer', () => {
  it.each<[string, unknown, Authorization['status'], string]>([
    // As asked, in what is said beside it.
    [
      'a period that is longer',
      drug({ extension: [period('2026-01-01', '2029-01-01')] }),
      'approved',
      '',
    ],
    ['numbers without days', granted({}), 'approved', ''],
    [
      'a word under every approval',
      granted(note('This is not a guarantee of payment.')),
      'approved',
      'guarantee of payment',
    ],
    [
      'our own site by its role',
      drug({ extension: [provider({ reference: 'PractitionerRole/r' })] }, [
        {
          resourceType: 'PractitionerRole',
          id: 'r',
          organization: { reference: 'Organization/o' },
        },
        withNpi('Organization', 'o', '1234567893'),
      ]),
      'approved',
      '',
    ],
    ['its number once more', granted({ preAuthRef: ' PA-77 ' }), 'approved', ''],
    [
      'units as UCUM writes them',
      drug({ extension: [detail(amount({ value: 300, code: '{unit}' }))] }),
      'approved',
      '',
    ],
    [
      'the product by another address of its list',
      added({ productOrService: coded('J1745', 'urn:oid:2.16.840.1.113883.6.285') }),
      'approved',
      '',
    ],
    [
      'the place by another address of its list',
      added({
        locationCodeableConcept: coded(
          '11',
          'https://www.cms.gov/Medicare/Coding/place-of-service-codes',
        ),
      }),
      'approved',
      '',
    ],
    ['a message of thanks', granted({}, [message('Thank you.')]), 'approved', 'Thank you.'],
    // Something other than what was asked.
    [
      'fewer units',
      drug({ extension: [detail(amount({ value: 100, unit: 'UN' }))] }),
      'changed',
      'fewer units. The payer says: A1; number PA-77; 100 UN',
    ],
    [
      'another product',
      added({
        productOrService: { coding: [{ system: hcpcs, code: 'Q5103', display: 'Inflectra' }] },
      }),
      'changed',
      'another product',
    ],
    [
      'a physician in place of the site',
      drug({ extension: [provider({ reference: 'Practitioner/p' })] }, [
        withNpi('Practitioner', 'p', '1999999984'),
      ]),
      'changed',
      'another provider',
    ],
    [
      'a physician of no number',
      drug({ extension: [provider({ display: 'Dr. Example' })] }),
      'contact-payer',
      'Dr. Example',
    ],
    [
      'another provider for the whole',
      granted({
        extension: [
          provider({
            identifier: { system: 'http://hl7.org/fhir/sid/us-npi', value: '1999999984' },
          }),
        ],
      }),
      'changed',
      'another provider',
    ],
    [
      'another place',
      added({
        locationCodeableConcept: coded(
          '19',
          'https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set',
        ),
      }),
      'changed',
      'another place',
    ],
    [
      'a place in words',
      added({ locationCodeableConcept: { text: 'Outpatient hospital' } }),
      'contact-payer',
      'Outpatient hospital',
    ],
    [
      'an address for a place',
      added({ locationAddress: { city: 'Springfield' } }),
      'contact-payer',
      'a place that cannot be compared',
    ],
    [
      'a later beginning',
      drug({ extension: [period('2027-01-15', '2028-12-31')] }),
      'changed',
      'a later beginning',
    ],
    [
      'a shorter whole',
      granted({ preAuthPeriod: { start: '2026-11-01', end: '2027-01-31' } }),
      'changed',
      'an earlier end',
    ],
    [
      'an end that is still the day before here',
      drug({ extension: [period('2026-11-01', '2027-02-01T04:59:59Z')] }),
      'changed',
      'through 2027-01-31',
    ],
    [
      'a certification that expires',
      drug({
        extension: [
          { url: pas('extension-itemCertificationExpirationDate'), valueDate: '2027-01-31' },
        ],
      }),
      'changed',
      'an earlier end',
    ],
    // What contradicts itself, or cannot be read.
    [
      'two periods apart',
      drug({ extension: [period('2026-11-01', '2026-12-31'), period('2027-06-01', '2028-12-31')] }),
      'contact-payer',
      'dates that cannot be read',
    ],
    [
      'two amounts',
      drug({ extension: [detail(amount({ value: 300 }), amount({ value: 100 }))] }),
      'contact-payer',
      'two amounts',
    ],
    [
      'less than an amount',
      drug({ extension: [detail(amount({ value: 300, comparator: '<' }))] }),
      'contact-payer',
      '<300',
    ],
    [
      'units that are milligrams',
      drug({ extension: [detail(amount({ value: 300, code: 'UN', unit: 'mg' }))] }),
      'contact-payer',
      '300 mg',
    ],
    [
      'codings that disagree',
      drug({ adjudication: actions({ system: x306, code: 'A1' }, { system: x306, code: 'A3' }) }),
      'contact-payer',
      'two decisions',
    ],
    [
      'a code whose words deny',
      drug({ adjudication: actions({ system: x306, code: 'A1', display: 'Not Certified' }) }),
      'contact-payer',
      'A1 Not Certified',
    ],
    [
      'a code in words alone',
      drug({ adjudication: actions({ display: 'Approved' }) }),
      'contact-payer',
      'Approved',
    ],
    [
      'a reason beside a grant',
      drug({ adjudication: review('A1', { reasons: ['0F'] }) }),
      'contact-payer',
      'a reason beside a grant',
    ],
    [
      'a second opinion',
      drug({ adjudication: reviewWith({ url: 'secondSurgicalOpinionFlag', valueBoolean: true }) }),
      'contact-payer',
      'a second opinion',
    ],
    [
      'a number that is a word',
      drug({ adjudication: review('A1', { number: 'PENDING' }) }),
      'contact-payer',
      'number PENDING',
    ],
    [
      'a modifier at a line',
      drug({ modifierExtension: [{ url: 'urn:x' }] }),
      'contact-payer',
      'may change its meaning',
    ],
    [
      'a modifier at an addition',
      added({ modifierExtension: [{ url: 'urn:x' }] }),
      'contact-payer',
      'may change its meaning',
    ],
    [
      'a line that is parted',
      drug({ detail: [{ detailSequence: 1, adjudication: review('A3') }] }),
      'contact-payer',
      'parts of its own',
    ],
    [
      'an addition for two lines',
      granted({ addItem: [{ itemSequence: [1, 2], quantity: { value: 300 } }] }),
      'contact-payer',
      'for several lines',
    ],
    [
      'an addition of another number',
      added({ adjudication: review('A1', { number: 'PA-78' }) }),
      'contact-payer',
      'number PA-78',
    ],
    [
      'rules of its own',
      granted({ implicitRules: 'urn:rules' }),
      'contact-payer',
      'rules of its own',
    ],
    // A decision, a modifier and words may stand anywhere.
    [
      'a denial among the extensions of the whole',
      granted({ extension: denial }),
      'contact-payer',
      'A decision where none belongs: A3',
    ],
    [
      'a denial among the extensions of a line',
      drug({ extension: denial }),
      'contact-payer',
      'A decision where none belongs: A3',
    ],
    [
      'a denial among the extensions of an addition',
      added({ quantity: { value: 300 }, extension: denial }),
      'contact-payer',
      'A decision where none belongs: A3',
    ],
    [
      'a modifier at a note',
      granted({ processNote: [{ text: 'Thank you.', modifierExtension: [{ url: 'urn:x' }] }] }),
      'contact-payer',
      'may change its meaning',
    ],
    [
      'a modifier within its decision',
      drug({ adjudication: reviewWith({ url: 'reasonCode', modifierExtension: [{}] }) }),
      'contact-payer',
      'may change its meaning',
    ],
    [
      'a modifier at the entry',
      { ...granted({}), entry: granted({}).entry.map((one) => ({ ...one, ...modified })) },
      'contact-payer',
      'may change its meaning',
    ],
    [
      'a condition in an extension of its own',
      granted({ extension: [{ url: 'urn:plan:condition', valueString: 'At preferred sites' }] }),
      'contact-payer',
      'At preferred sites',
    ],
    [
      'a part of its decision that nobody knows',
      drug({ adjudication: reviewWith({ url: 'condition', valueString: 'With premedication' }) }),
      'contact-payer',
      'With premedication',
    ],
    [
      'an identifier for a number',
      drug({ adjudication: numbered({ valueIdentifier: { value: 'PA-88' } }) }),
      'approved',
      '',
    ],
    [
      'naughts for a number',
      drug({ adjudication: numbered({ valueString: '000' }) }),
      'contact-payer',
      'number 000',
    ],
    [
      'a value that nobody can place',
      drug({ adjudication: [{ ...review('A1')[0], value: 100 }] }),
      'contact-payer',
      'value 100',
    ],
    [
      'an amount of another type',
      drug({ extension: [detail({ url: 'quantity', valueInteger: 100 })] }),
      'contact-payer',
      '100',
    ],
    [
      'a modifier of the product that nobody asked for',
      added({ productOrService: coded('J1745', hcpcs), modifier: [coded('JB', hcpcs)] }),
      'contact-payer',
      'modifier JB',
    ],
    [
      'a modifier about waste',
      drug({ extension: [detail({ url: 'modifier', valueCodeableConcept: coded('JZ', hcpcs) })] }),
      'approved',
      '',
    ],
    [
      'dates that are none',
      granted({ preAuthPeriod: { start: '12/01/2026', end: '2027-02-30' } }),
      'contact-payer',
      'from 12/01/2026 through 2027-02-30',
    ],
    [
      'a shorter whole, as sent',
      granted({ preAuthPeriod: { end: '2027-01-31' } }),
      'changed',
      'through 2027-01-31',
    ],
    ...notices.map((one): [string, unknown, Authorization['status'], string] => [
      one,
      granted(note(one)),
      'approved',
      one,
    ]),
    ...conditions.flatMap((one): [string, unknown, Authorization['status'], string][] => [
      [`${one} (for the whole)`, granted(note(one)), 'contact-payer', one],
      [`${one} (in a disposition)`, granted({ disposition: one }), 'contact-payer', one],
      [
        `${one} (for a line)`,
        granted({
          ...note(one),
          item: [item(1, 'A1', { noteNumber: [1] }), item(2, 'A1'), item(3, 'A1')],
        }),
        'contact-payer',
        one,
      ],
      [`${one} (in a warning)`, granted({}, [remark(one)]), 'contact-payer', one],
    ]),
    [
      'an error of the server at the entry',
      {
        ...granted({}),
        entry: granted({}).entry.map((one) => ({
          ...one,
          response: { outcome: remark('E-17 late', 'error') },
        })),
      },
      'contact-payer',
      'E-17 late',
    ],
    [
      'an error of the server within it',
      granted({ contained: [remark('E-17 late', 'error')] }),
      'contact-payer',
      'E-17 late',
    ],
    [
      'a remark of the server',
      granted({}, [remark('Approved.', 'information')]),
      'approved',
      'Approved.',
    ],
    [
      'an amount that is a text',
      drug({ extension: [detail({ url: 'quantity', valueQuantity: { value: '100' } })] }),
      'contact-payer',
      'cannot be read at item.0.extension.0.extension.0.valueQuantity.value',
    ],
    [
      'a line whose number is a text',
      response({ item: [{ ...item(1, 'A3'), itemSequence: '1' }] }),
      'contact-payer',
      'A3',
    ],
    ['items that are none', response({ item: item(1, 'A1') }), 'contact-payer', 'PA-77'],
    ['no status', granted({ status: undefined }), 'contact-payer', 'no status'],
    ['no use', granted({ use: undefined }), 'contact-payer', 'no use'],
    [
      'a partial outcome with nothing left',
      granted({ outcome: 'partial' }),
      'contact-payer',
      'outcome partial',
    ],
    [
      'a note that takes it back',
      granted({
        ...note('Denied: use the preferred biosimilar.'),
        item: [item(1, 'A1', { noteNumber: [1] }), item(2, 'A1'), item(3, 'A1')],
      }),
      'contact-payer',
      'preferred biosimilar',
    ],
    [
      'a disposition that takes it back',
      granted({ disposition: 'Request pended for review' }),
      'contact-payer',
      'Request pended for review',
    ],
    [
      'a note that is not there',
      drug({ noteNumber: [4] }),
      'contact-payer',
      'a note that is not in the answer',
    ],
    [
      'a line that nobody asked for',
      response({ item: [...all('A1'), item(9, 'A3')] }),
      'contact-payer',
      'Line 9 was not asked for. The payer says: A3',
    ],
    [
      'a line taken out, cancelled',
      response({ item: [...all('A1'), item(9, 'C')] }),
      'approved',
      '',
    ],
    [
      'two answers',
      granted({}, [{ resourceType: 'ClaimResponse', status: 'active', outcome: 'complete' }]),
      'contact-payer',
      'more than one answer',
    ],
    [
      'an error of the server beside it',
      granted({}, [
        {
          resourceType: 'OperationOutcome',
          issue: [{ severity: 'error', code: 'exception', diagnostics: 'E-17 late' }],
        },
      ]),
      'contact-payer',
      'E-17 late',
    ],
    [
      'the names of two requests',
      granted({
        identifier: ['0', '1'].map((last) => ({ value: `auth_01jd000000000000000${last}_1-1` })),
      }),
      'contact-payer',
      'several requests',
    ],
    [
      'a denial that needs none, and more',
      response({ item: all('A3', { adjudication: review('A3', { reasons: ['0H', '0F'] }) }) }),
      'denied',
      '',
    ],
    [
      'a grant while it still asks',
      granted({}, [
        {
          resourceType: 'CommunicationRequest',
          status: 'active',
          payload: [{ contentString: '11506-3' }],
        },
      ]),
      'contact-payer',
      'a request for information about it',
    ],
    [
      'a message with a condition',
      granted({}, [message('Approved for two doses.')]),
      'contact-payer',
      'Approved for two doses.',
    ],
    [
      'a message within it',
      granted({ contained: [message('Approved for two doses.')] }),
      'contact-payer',
      'Approved for two doses.',
    ],
    [
      'a message that cannot be read',
      granted({}, [{ resourceType: 'Communication', payload: 'Two doses' }]),
      'contact-payer',
      'A message that cannot be read.',
    ],
    [
      'a bundle in the bundle that asks',
      granted({}, [
        {
          resourceType: 'Bundle',
          entry: [{ resource: { resourceType: 'Task', description: 'Send the weight' } }],
        },
      ]),
      'contact-payer',
      'Send the weight',
    ],
    [
      'a modifier, as sent',
      drug({ modifierExtension: [{ url: 'urn:plan:void', valueBoolean: true }] }),
      'contact-payer',
      '"urn:plan:void","valueBoolean":true',
    ],
    [
      'rules of its own, as sent',
      granted({ implicitRules: 'urn:rules:7' }),
      'contact-payer',
      'rules of its own: urn:rules:7',
    ],
    // A grant in part, while the rest is still decided.
    ...(
      [
        ['Approved for two doses.', 'contact-payer'],
        ['Home infusion only', 'contact-payer'],
        ['Lines 2 and 3 are pended for clinical review.', 'pended'],
        ['Approved as requested.', 'pended'],
        ['Line 1 approved as requested, in the home only.', 'contact-payer'],
        ['Please fax chart notes for line 2.', 'information-required'],
      ] as const
    ).map(([words, status]): [string, unknown, Authorization['status'], string] => [
      `one line, and ${words}`,
      response({ item: [item(1, 'A1'), item(2, 'A4'), item(3, 'A4')], ...note(words) }),
      status,
      words,
    ]),
    // A refusal that calls itself a grant.
    ...(['A3', 'A4', 'CT', 'C'] as const).flatMap(
      (code): [string, unknown, Authorization['status'], string][] => [
        [
          `${code} that is called certified`,
          response({
            item: all(code, {
              adjudication: actions({ system: x306, code, display: 'Certified in total' }),
            }),
          }),
          'contact-payer',
          `${code} Certified in total`,
        ],
        [
          `${code} under "Approved."`,
          response({ item: all(code), disposition: 'Approved.' }),
          'contact-payer',
          'Approved.',
        ],
      ],
    ),
    [
      'A3 that is called so',
      response({
        item: all('A3', {
          adjudication: actions({ system: x306, code: 'A3', display: 'Not Certified' }),
        }),
      }),
      'denied',
      'A3 Not Certified',
    ],
    [
      'A4 under words of an authorization',
      response({ item: all('A4'), disposition: 'Prior authorization request under review' }),
      'pended',
      'under review',
    ],
    // What it will not process.
    [
      'an error with its line and its place',
      response({
        outcome: 'error',
        error: [
          {
            code: coded('33', 'https://codesystem.x12.org/005010/901'),
            itemSequence: 2,
            expression: ['Claim.item[1].productOrService', 'Claim.item[1].modifier'],
          },
        ],
      }),
      'rejected',
      '33 | line 2 | Claim.item[1].productOrService | Claim.item[1].modifier',
    ],
    [
      'an error with all its words',
      response({
        outcome: 'error',
        error: [
          {
            code: {
              coding: [
                {
                  system: 'https://codesystem.x12.org/005010/901',
                  code: '33',
                  display: 'Input Errors',
                },
              ],
              text: 'Diagnosis',
            },
            extension: [
              {
                url: pas('extension-errorFollowupAction'),
                valueCodeableConcept: coded('C', 'https://codesystem.x12.org/005010/889'),
              },
              {
                url: pas('extension-errorPath'),
                valueString: 'Bundle.entry[0].resource.diagnosis',
              },
              {
                url: pas('extension-errorElement'),
                extension: [{ url: 'error', valueString: '2000E-HI01' }],
              },
            ],
          },
        ],
      }),
      'rejected',
      '33 Input Errors, Diagnosis | C | Bundle.entry[0].resource.diagnosis | 2000E-HI01',
    ],
    [
      'an error to wait for, of a predetermination',
      response({
        use: 'predetermination',
        outcome: 'error',
        error: [
          {
            code: coded('33', 'https://codesystem.x12.org/005010/901'),
            extension: [
              {
                url: pas('extension-errorFollowupAction'),
                valueCodeableConcept: coded('Y', 'https://codesystem.x12.org/005010/889'),
              },
            ],
          },
        ],
      }),
      'contact-payer',
      'use predetermination',
    ],
  ])('%s is acted on only as far as it goes', (_, body, status, words) => {
    const { after, words: read } = hearAnswer(body);
    expect(after.status).toBe(status);
    expect(read).toContain(words);
  });

  const request = (more: Json) => ({
    resourceType: 'CommunicationRequest',
    status: 'active',
    ...more,
  });
  const loinc = { system: 'http://loinc.org', code: '11506-3', display: 'Progress note' };

  it.each<[string, unknown, Json[], string]>([
    [
      'in a contained request',
      response({
        item: all('A4'),
        contained: [
          request({ id: 'c', category: [{ coding: [loinc] }], occurrenceDateTime: '2026-12-04' }),
        ],
        communicationRequest: [{ reference: '#c' }],
      }),
      [
        {
          kind: 'attachment',
          code: '11506-3',
          says: '11506-3 Progress note',
          dueAt: '2026-12-04T23:59:59.000Z',
        },
      ],
      'a document (11506-3 Progress note), by 2026-12-04',
    ],
    [
      'in a request of one line',
      response({ item: all('A4') }, [
        request({
          extension: [{ url: pas('extension-serviceLineNumber'), valuePositiveInt: 1 }],
          payload: [{ contentString: '11506-3' }],
          occurrencePeriod: { end: '2026-12-04T17:00:00Z' },
        }),
      ]),
      [{ kind: 'attachment', code: '11506-3', line: 1, dueAt: '2026-12-04T17:00:00.000Z' }],
      'for line 1, by 2026-12-04 12:00 New York time',
    ],
    [
      'with what narrows it down',
      response({ item: all('A4') }, [
        request({
          payload: [
            {
              contentString: '11506-3',
              extension: [
                {
                  url: pas('extension-contentModifier'),
                  valueCodeableConcept: coded('18804-5', 'http://loinc.org'),
                },
              ],
            },
          ],
        }),
      ]),
      [{ kind: 'attachment', code: '11506-3', says: '18804-5' }],
      '11506-3 18804-5',
    ],
    [
      'in a document that is pointed to',
      response({ item: all('A4') }, [
        request({ payload: [{ contentReference: { display: 'Form 12, signed' } }] }),
      ]),
      [{ kind: 'words', code: 'Form 12, signed' }],
      'Form 12, signed',
    ],
    [
      'in the note of a Task',
      response({ item: all('A4') }, [
        { resourceType: 'Task', status: 'requested', note: [{ text: 'Portal case 4471' }] },
      ]),
      [{ kind: 'words', code: 'Portal case 4471' }],
      'Portal case 4471',
    ],
    [
      'in a questionnaire of its own',
      response({ item: all('A4') }, [
        {
          ...{ resourceType: 'Task', status: 'requested' },
          input: [{ valueCanonical: 'https://plan.example/Questionnaire/infliximab' }],
        },
      ]),
      [
        {
          ...{ kind: 'questionnaire', code: '102089-0' },
          says: 'https://plan.example/Questionnaire/infliximab',
        },
      ],
      'https://plan.example/Questionnaire/infliximab',
    ],
    [
      'in a request that names nothing',
      response({ item: all('A4') }, [request({})]),
      [{ kind: 'words', code: 'A request that does not say for what.' }],
      'does not say for what',
    ],
    [
      'in a request with a note',
      response({ item: all('A4') }, [request({ note: [{ text: 'Labs of 90 days' }] })]),
      [{ kind: 'words', code: 'Labs of 90 days' }],
      'Labs of 90 days',
    ],
    [
      'in a request that is elsewhere',
      response({
        item: all('A4'),
        communicationRequest: [{ reference: 'CommunicationRequest/7' }],
      }),
      [{ kind: 'words', code: 'A request that is not in the answer (CommunicationRequest/7)' }],
      'CommunicationRequest/7',
    ],
    [
      'in a note on a line',
      response({
        item: [item(1, 'A4', { noteNumber: [1] }), item(2, 'A4'), item(3, 'A4')],
        ...note('Please fax chart notes.'),
      }),
      [{ kind: 'words', code: 'Please fax chart notes.', line: 1 }],
      'Please fax chart notes.',
    ],
    [
      'in a note on the whole',
      response({ item: all('A4'), ...note('TB screening is missing') }),
      [{ kind: 'words', code: 'TB screening is missing' }],
      'TB screening is missing',
    ],
    [
      'in a Task with a description',
      response({ item: all('A4') }, [
        {
          resourceType: 'Task',
          status: 'requested',
          description: 'Weight of this month',
          restriction: { period: { end: '2026-12-05' } },
        },
      ]),
      [{ kind: 'words', code: 'Weight of this month', dueAt: '2026-12-05T23:59:59.000Z' }],
      'Weight of this month, by 2026-12-05',
    ],
    [
      'in a Task of PAS 2.0.1, whose reason says nothing',
      response({ item: all('A4') }, [
        {
          ...{ resourceType: 'Task', status: 'requested' },
          reasonCode: coded(
            'priorAuthorization',
            'http://hl7.org/fhir/us/davinci-pas/CodeSystem/PASTempCodes',
          ),
          input: [
            {
              extension: [{ url: pas('extension-paLineNumber'), valueInteger: 1 }],
              valueCodeableConcept: { coding: [loinc] },
            },
          ],
        },
      ]),
      [{ kind: 'attachment', code: '11506-3', says: '11506-3 Progress note', line: 1 }],
      'for line 1',
    ],
    [
      'in a Task that says it in its code',
      response({ item: all('A4') }, [
        { resourceType: 'Task', status: 'requested', code: { text: 'Orders signed this month' } },
      ]),
      [{ kind: 'words', code: 'Orders signed this month' }],
      'Orders signed this month',
    ],
    [
      'in inputs of other types',
      response({ item: all('A4') }, [
        {
          ...{ resourceType: 'Task', status: 'requested' },
          input: [
            { valueCodeableConcept: { coding: [loinc] } },
            { type: { text: 'form' }, valueCode: 'FORM-88' },
            { valueReference: { display: 'Note of October' } },
            { valueAttachment: { title: 'Letter 7', url: 'https://plan.example/7' } },
            { valuePeriod: { start: '2026-10-01' } },
          ],
        },
      ]),
      [
        { kind: 'attachment', code: '11506-3', says: '11506-3 Progress note' },
        { kind: 'words', code: 'form; FORM-88' },
        { kind: 'words', code: 'Note of October' },
        { kind: 'words', code: 'Letter 7 https://plan.example/7' },
        { kind: 'words', code: '{"start":"2026-10-01"}' },
      ],
      'form; FORM-88',
    ],
    [
      'in a Task that ends',
      response({ item: all('A4') }, [
        {
          ...{ resourceType: 'Task', status: 'requested', description: 'Labs' },
          executionPeriod: { end: '2026-12-09' },
        },
      ]),
      [{ kind: 'words', code: 'Labs', dueAt: '2026-12-09T23:59:59.000Z' }],
      'Labs, by 2026-12-09',
    ],
    [
      'by a month, and by fax, for a line',
      response({ item: all('A4') }, [
        request({
          extension: [{ url: pas('extension-serviceLineNumber'), valueInteger: 2 }],
          payload: [{ contentString: '11506-3' }],
          medium: [{ text: 'Fax 800-555-0177' }],
          occurrenceDateTime: '2026-12',
        }),
      ]),
      [
        { kind: 'attachment', code: '11506-3', line: 2 },
        { kind: 'words', code: 'Fax 800-555-0177; by 2026-12', line: 2 },
      ],
      'by 2026-12',
    ],
    [
      'in a message',
      response({ item: all('A4') }, [message('Please send the weight')]),
      [{ kind: 'words', code: 'Please send the weight' }],
      'Please send the weight',
    ],
    [
      'in a bundle in the bundle',
      response({ item: all('A4') }, [
        {
          resourceType: 'Bundle',
          entry: [{ resource: request({ payload: [{ contentString: 'Labs of 90 days' }] }) }],
        },
      ]),
      [{ kind: 'words', code: 'Labs of 90 days' }],
      'Labs of 90 days',
    ],
    [
      'under the header alone',
      response({ adjudication: review('A4') }, [request({ category: [{ coding: [loinc] }] })]),
      [{ kind: 'attachment', code: '11506-3', says: '11506-3 Progress note' }],
      'Progress note',
    ],
  ])('what is asked for %s is an item with its code, line and day', (_, body, asked, words) => {
    const { after, words: read } = hearAnswer(body);
    expect(after.status).toBe('information-required');
    expect(after.information).toEqual(asked);
    expect(read).toContain(words);
  });

  it('a note that says no more than that it is reviewed, or what stands under all, asks for nothing', () => {
    for (const words of ['Under clinical review.', 'This is not a guarantee of payment.']) {
      const { after } = hearAnswer(response({ item: all('A4'), ...note(words) }));
      expect(after.status).toBe('pended');
      expect(after.information).toBeUndefined();
    }
  });

  it.each([
    [
      'is not spoken of',
      [item(1, 'A1')],
      'Line 2 (96413): needs person: the answer does not speak',
    ],
    [
      'is not decided',
      [item(1, 'A1'), { itemSequence: 2 }, { itemSequence: 3 }],
      'decides nothing',
    ],
    ['has no number', all('A1', { adjudication: review('A1', { number: '' }) }), 'no number'],
  ])('of a line that %s a person reads just that', (_, lines, words) => {
    expect(hearAnswer(response({ item: lines })).words).toContain(words);
  });

  it('in a bundle that begins with the request is found all the same', () => {
    const { entry, ...bundle } = granted({});
    const { after } = hearAnswer({
      ...bundle,
      entry: [{ resource: { resourceType: 'Claim' } }, ...entry],
    });
    expect(after.status).toBe('approved');
  });
});
