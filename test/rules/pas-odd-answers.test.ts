import { describe, expect, it } from 'vitest';
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

/**
 * Answers of kinds that no payer of the examples sends: each grants every line, and says something else
 * beside it. Nobody may take them for a grant, and whoever looks at them reads the payer's words.
 */
type Json = Record<string, unknown>;

/** What becomes of the request, and all that a person reads of the answer. */
const heard = (body: unknown) => {
  const { after, words } = hearAnswer(body);
  return {
    status: after.status,
    states: after.lines.map(({ state }) => state),
    words: words + JSON.stringify(after),
  };
};

const all = (code: string, more: Json = {}, of = {}) =>
  [1, 2, 3].map((sequence) => item(sequence, code, more, of));
/** Everything is granted, and of the drug this is said besides. */
const drug = (more: Json) =>
  response({ item: [item(1, 'A1', more), item(2, 'A1'), item(3, 'A1')] });
/** Everything is granted, and of the whole this is said besides. */
const whole = (claim: Json, others: Json[] = []) => response({ item: all('A1'), ...claim }, others);
const adding = (more: Json) =>
  whole({ addItem: [{ itemSequence: [1], adjudication: review('A1'), ...more }] });
const decided = (...parts: Json[]) => ({
  adjudication: [{ extension: [{ url: pas('extension-reviewAction'), extension: parts }] }],
});
const numbered = { url: 'number', valueString: 'PA-77' };
const action = (valueCodeableConcept: Json) => ({
  ...{ url: pas('extension-reviewActionCode'), valueCodeableConcept },
});
const hcpcs = 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets';
const infliximab = coded('J1745', hcpcs);
const said = (valueString: string) => ({ url: 'urn:payer:condition', valueString });
const cms = 'https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set';
const requested = (valuePeriod: Json) => ({
  extension: [{ url: pas('extension-itemRequestedServiceDate'), valuePeriod }],
});
/** The request as the payer sends it back: the lines of the tests, of the first of which this is said. */
const sentBack = (line: Json, claim: Json = {}) => ({
  ...{ resourceType: 'Claim', status: 'active', use: 'preauthorization' },
  item: [
    { sequence: 1, productOrService: infliximab, quantity: { value: 300 }, ...line },
    { sequence: 2, quantity: { value: 6, unit: 'visits', code: 'VS' } },
  ],
  ...claim,
});
const paged = (more: Json) => ({ ...whole({}), ...more });
const within = (more: Json) => ({
  ...{ resourceType: 'Bundle', type: 'collection', entry: [{ resource: paged(more) }] },
});
const unknownEnd = {
  start: '2026-01-01',
  _end: {
    extension: [
      {
        url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason',
        valueCode: 'unknown',
      },
    ],
  },
};
const narrative = (status: string, text: string) => ({
  text: { status, div: `<div xmlns="http://www.w3.org/1999/xhtml"><p>${text}</p></div>` },
});
const npi = (value: string) => ({
  url: pas('extension-itemAuthorizedProvider'),
  extension: [
    {
      url: 'provider',
      valueReference: { identifier: { system: 'http://hl7.org/fhir/sid/us-npi', value } },
    },
  ],
});
const remark = {
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code: 'processing', diagnostics: 'Backend failed' }],
};

type Case = [name: string, body: unknown, words?: string];

const undecided: Case[] = [
  ['a denial for the whole', whole({ adjudication: review('A3', { reasons: ['0F'] }) })],
  ['a decision that is still to come for the whole', whole({ adjudication: review('A4') })],
  ['a wish to be called for the whole', whole({ adjudication: review('CT') })],
  ['a cancellation for the whole', whole({ adjudication: review('C') })],
  ['a status of an answer that was cancelled', whole({ status: 'cancelled' })],
  ['a status of a draft', whole({ status: 'draft' })],
  ['a status in other letters', whole({ status: 'Active' })],
  ['no status', whole({ status: undefined })],
  ['that it is about a claim', whole({ use: 'claim' })],
  ['that it waits in a queue', whole({ outcome: 'queued' })],
  ['that it is a part', whole({ outcome: 'partial' })],
  [
    'an error without a code',
    whole({ outcome: 'error', disposition: 'Member not eligible' }),
    'Member not eligible',
  ],
  ['a denial in words', whole({ disposition: 'Denied: not needed' }), 'Denied: not needed'],
  [
    'a condition in words',
    whole({ disposition: 'Approved pending receipt of labs' }),
    'receipt of labs',
  ],
  ['a denial in its narrative', whole(narrative('generated', 'It was DENIED.')), 'It was DENIED.'],
  [
    'more in its narrative than anywhere else',
    whole(narrative('additional', 'First dose at a clinic.')),
    'First dose at a clinic.',
  ],
  ['days of a year alone', whole({ preAuthPeriod: { start: '2026', end: '2026' } })],
  ['days in the wrong order', whole({ preAuthPeriod: { start: '2027-12-31', end: '2026-12-01' } })],
  [
    'a condition in the narrative that is made of it',
    whole(narrative('generated', 'Approved for 3 visits only.')),
    '3 visits only',
  ],
  ['an end that nobody knows yet', whole({ preAuthPeriod: unknownEnd })],
  ['that it was asked for fewer days', drug(requested({ start: '2026-12-01', end: '2026-12-05' }))],
  ['that it was asked from a later day', drug(requested({ start: '2027-02-01' })), '2027-02-01'],
  [
    'that it was asked for fewer units',
    whole({}, [sentBack({ quantity: { value: 100 } })]),
    '100 units',
  ],
  [
    'that it was asked for more units',
    whole({}, [sentBack({ quantity: { value: 600 } })]),
    '600 units',
  ],
  [
    'that it was asked for another product',
    whole({}, [sentBack({ productOrService: coded('Q5103', hcpcs) })]),
    'Q5103',
  ],
  [
    'that it was asked for in a shorter time',
    whole({}, [sentBack({ servicedPeriod: { start: '2026-12-01', end: '2026-12-31' } })]),
    '2026-12-31',
  ],
  [
    'that the request is cancelled',
    whole({}, [sentBack({}, { status: 'cancelled' })]),
    'Claim: cancelled',
  ],
  [
    'that the coverage is cancelled',
    whole({}, [{ resourceType: 'Coverage', status: 'cancelled' }]),
    'Coverage: cancelled',
  ],
  [
    'that the coverage has ended',
    whole({}, [{ resourceType: 'Coverage', status: 'active', period: { end: '2026-10-31' } }]),
    'through 2026-10-31',
  ],
  [
    'that another payer has answered',
    whole({ insurance: [{ coverage: { display: 'Blue Co' }, claimResponse: { reference: 'x' } }] }),
    'Blue Co',
  ],
  ['a letter of a denial', whole({ form: { title: 'Notice of denial' } }), 'Notice of denial'],
  ['a letter about appeals', whole({ formCode: { text: 'Appeal rights' } }), 'Appeal rights'],
  [
    'an error of the server that it does not tell of in words',
    whole({}, [
      { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'exception' }] },
    ]),
    'error exception',
  ],
  [
    'an error of the server that cannot be read',
    whole({}, [{ resourceType: 'OperationOutcome', issue: 'Backend failed' }]),
    'An OperationOutcome that cannot be read.',
  ],
  ['the label of a test on its bundle', paged({ meta: { tag: [{ code: 'HTEST' }] } })],
  ['the label of a test on a bundle within', within({ meta: { tag: [{ code: 'HTEST' }] } })],
  ['rules of a bundle within', within({ implicitRules: 'urn:x' })],
  ['a modifier of a bundle within', within({ modifierExtension: [{ url: 'urn:x' }] })],
  ['that a bundle within has more of it', within({ total: 9 })],
  [
    'that the server refused it',
    paged({
      type: 'batch-response',
      entry: whole({}).entry.map((one) => ({ ...one, response: { status: '422' } })),
    }),
  ],
  [
    'another answer within it',
    whole({ contained: [{ resourceType: 'ClaimResponse', id: 'x', disposition: 'Denied' }] }),
  ],
  [
    'why nothing is paid',
    whole({ payment: { type: { text: 'none' }, adjustmentReason: { text: 'Denied for site' } } }),
    'Denied for site',
  ],
  [
    'that it is of a kind that denies',
    whole({ subType: { text: 'Denial notice' } }),
    'Denial notice',
  ],
  [
    'a part of an extension that stands alone',
    drug({ extension: [{ url: 'status', valueString: 'On hold' }] }),
    'On hold',
  ],
  [
    'no to what nobody here knows',
    drug({ extension: [{ url: 'urn:payer:final', valueBoolean: false }] }),
    'final: false',
  ],
  [
    'a denial in an extension of the guide that is not read',
    drug({ extension: [{ url: pas('extension-somethingNew'), valueString: 'Denied' }] }),
    'Denied',
  ],
  [
    'a denial in an extension of HL7 itself',
    drug({
      extension: [
        {
          url: 'http://hl7.org/fhir/StructureDefinition/rendering-markdown',
          valueMarkdown: 'DENIED',
        },
      ],
    }),
    'DENIED',
  ],
  [
    'a condition in a part of what is authorized',
    drug({ extension: [detail({ url: 'note', valueString: 'only 2 visits' })] }),
    'only 2 visits',
  ],
  [
    'more than anybody reads, and its condition last',
    whole({ disposition: `${'Approved. '.repeat(450)}Not for home.` }),
    'Not for home.',
  ],
  ['that there are more of it', paged({ type: 'searchset', total: 4 })],
  ['that another page follows', paged({ link: [{ relation: 'next', url: 'urn:page:2' }] })],
  [
    'that it is removed',
    paged({
      entry: whole({}).entry.map((one) => ({
        ...one,
        request: { method: 'DELETE', url: 'ClaimResponse/1' },
      })),
    }),
  ],
  ['several numbers', whole({ preAuthRef: ['PA-1', 'PA-2'] }), 'PA-2'],
  ...['PENDING', 'N/A', '0', '   '].map(
    (number): Case => [`the number "${number}"`, response({ item: all('A1', {}, { number }) })],
  ),
  [
    'the number of another authorization alone',
    response({
      item: all(
        'A1',
        { extension: [{ url: pas('extension-authorizationNumber'), valueString: 'OLD-1' }] },
        { number: '' },
      ),
    }),
  ],
  ['a line that nobody asked for', adding({ itemSequence: [9], productOrService: infliximab })],
  ['an addition to no line', adding({ itemSequence: undefined, quantity: { value: 50 } })],
  ['an addition that is denied', adding({ adjudication: review('A3') })],
  ['an addition for two lines', adding({ itemSequence: [1, 2], quantity: { value: 100 } })],
  [
    'two additions',
    whole({
      addItem: [100, 300].map((value) => ({
        itemSequence: [1],
        quantity: { value },
        adjudication: review('A1'),
      })),
    }),
  ],
  ['a modifier of the product', adding({ modifier: [coded('TB', hcpcs)] })],
  ['a program that it is for', adding({ programCode: [{ text: 'Trial 7' }] }), 'Trial 7'],
  ['a side of the body', adding({ bodySite: { text: 'Left arm' } }), 'Left arm'],
  ['fewer than so many', adding({ quantity: { value: 300, comparator: '<' } })],
  [
    'an amount in another measure',
    adding({
      quantity: { value: 3000, unit: 'mg', code: 'mg', system: 'http://unitsofmeasure.org' },
    }),
  ],
  [
    'an amount in days',
    adding({
      quantity: { value: 300, code: 'DY', system: 'https://codesystem.x12.org/005010/673' },
    }),
  ],
  ['a part of a unit', adding({ quantity: { value: 299.5 } })],
  ['two answers to one line', response({ item: [...all('A1'), item(1, 'A3')] })],
  ['an answer to a line of its own', response({ item: [...all('A1'), item(4, 'A3')] })],
  ['two decisions at a line', drug({ adjudication: [...review('A1'), ...review('A3')] })],
  ['two codes in one decision', drug(decided(numbered, action(coded('A1')), action(coded('A3'))))],
  [
    'a decision in words alone',
    drug(decided(numbered, action({ text: 'Certified in total' }))),
    'Certified in total',
  ],
  [
    'a code with words against it',
    drug(decided(numbered, action({ ...coded('A1'), text: 'Not Certified' }))),
    'Not Certified',
  ],
  [
    'a code that is called otherwise',
    drug(
      decided(
        numbered,
        action({
          coding: [
            { system: 'https://codesystem.x12.org/005010/306', code: 'A1', display: 'Modified' },
          ],
        }),
      ),
    ),
    'Modified',
  ],
  ['a code of another list', drug(decided(numbered, action(coded('A1', 'urn:other'))))],
  [
    'what changes the meaning of the decision',
    drug({
      adjudication: [
        { ...review('A1')[0], modifierExtension: [{ url: 'urn:x', valueBoolean: true }] },
      ],
    }),
  ],
  [
    'what changes the meaning of the whole',
    whole({ modifierExtension: [{ url: 'urn:payer:not-final', valueBoolean: true }] }),
    'urn:payer:not-final',
  ],
  [
    'that the line is cancelled',
    drug({
      modifierExtension: [{ url: pas('modifierextension-infoCancelled'), valueBoolean: true }],
    }),
  ],
  [
    'a cancellation by the kind of the certification',
    drug({
      extension: [
        {
          url: pas('extension-certificationType'),
          valueCodeableConcept: coded('3', 'https://codesystem.x12.org/005010/1322'),
        },
      ],
    }),
  ],
  [
    'the same of the whole',
    whole({
      extension: [
        {
          url: pas('extension-certificationType'),
          valueCodeableConcept: coded('3', 'https://codesystem.x12.org/005010/1322'),
        },
      ],
    }),
  ],
  [
    'a condition in an extension of the line',
    drug({ extension: [said('Only after step therapy')] }),
    'Only after step therapy',
  ],
  [
    'a condition in an extension of the whole',
    whole({ extension: [said('Only after step therapy')] }),
    'Only after step therapy',
  ],
  [
    'a condition within the decision',
    drug(decided(numbered, action(coded('A1')), said('One dose only'))),
    'One dose only',
  ],
  [
    'a condition in a note',
    whole({ processNote: [{ number: 1, text: 'Valid for one infusion only' }] }),
    'Valid for one infusion only',
  ],
  [
    'a note of the line',
    response({
      item: [item(1, 'A1', { noteNumber: [4] }), item(2, 'A1'), item(3, 'A1')],
      processNote: [{ number: 4, text: 'This line is denied' }],
    }),
    'This line is denied',
  ],
  ['a note that is not there', drug({ noteNumber: [4] })],
  [
    'parts of the line that are denied',
    drug({ detail: [{ detailSequence: 1, adjudication: review('A3') }] }),
  ],
  [
    'a reason in plain FHIR',
    drug({ adjudication: [{ ...review('A1')[0], reason: { text: 'Not covered' } }] }),
    'Not covered',
  ],
  [
    'a reason code',
    response({
      item: [item(1, 'A1', {}, { number: 'PA-77', reasons: ['0F'] }), item(2, 'A1'), item(3, 'A1')],
    }),
  ],
  [
    'that a second opinion is wanted',
    drug(
      decided(numbered, action(coded('A1')), {
        url: 'secondSurgicalOpinionFlag',
        valueBoolean: true,
      }),
    ),
  ],
  ['an error', whole({ error: [{ code: coded('33', 'https://codesystem.x12.org/005010/901') }] })],
  ['an error of the server beside it', whole({}, [remark]), 'Backend failed'],
  ['an error of the server within it', whole({ contained: [remark] }), 'Backend failed'],
  [
    'another answer beside it',
    whole({}, [{ ...(response({ item: all('A3') }).entry[0]?.resource as Json) }]),
  ],
  ['rules of its own', whole({ implicitRules: 'urn:x' })],
  ['rules of its bundle', { ...whole({}), implicitRules: 'urn:x' }],
  ['the label of a test', whole({ meta: { security: [{ code: 'HTEST' }] } }), 'HTEST'],
  [
    'the tag of a test',
    whole({ meta: { tag: [{ display: 'TEST, no determination' }] } }),
    'TEST, no determination',
  ],
  ['the decision of a later edition', whole({ decision: { text: 'denied' } }), 'decision: denied'],
  [
    'the outcome of a review, of a later edition',
    drug({ reviewOutcome: { decision: { text: 'denied' } } }),
    'denied',
  ],
  [
    'the name of another request',
    whole({
      request: {
        identifier: { system: 'urn:dripline:submission', value: 'auth_99999999999999999999_1-1' },
      },
    }),
  ],
  [
    'that something is to be sent',
    whole({
      communicationRequest: [{ reference: '#cr' }],
      contained: [
        {
          resourceType: 'CommunicationRequest',
          id: 'cr',
          status: 'active',
          payload: [{ contentString: 'Send the infusion log' }],
        },
      ],
    }),
    'Send the infusion log',
  ],
  [
    'a task that asks for a document',
    whole({}, [
      {
        resourceType: 'Task',
        status: 'requested',
        code: { coding: [{ code: 'attachment-request-code' }] },
        input: [
          {
            type: { coding: [{ code: 'attachments-needed' }] },
            valueCodeableConcept: coded('11506-3', 'http://loinc.org'),
          },
        ],
      },
    ]),
    '11506-3',
  ],
  [
    'a message with a condition',
    whole({}, [
      {
        resourceType: 'Communication',
        status: 'completed',
        payload: [{ contentString: 'Conditional on a trial of Inflectra' }],
      },
    ]),
    'trial of Inflectra',
  ],
  [
    'a resource of no known kind',
    whole({}, [{ resourceType: 'Basic', code: { text: 'Retrospective review' } }]),
    'Retrospective review',
  ],
  [
    'a letter beside it',
    whole({}, [{ resourceType: 'DocumentReference', description: 'Notice of denial' }]),
    'Notice of denial',
  ],
  ['nothing of any line', response({})],
  [
    'lines by words',
    response({
      item: all('A1').map((one) => ({ ...one, itemSequence: String(one.itemSequence) })),
    }),
  ],
  ['a part that is not said', response({ item: [item(1, 'A2'), item(2, 'A1'), item(3, 'A1')] })],
  ['a change that is not said', response({ item: [item(1, 'A6'), item(2, 'A1'), item(3, 'A1')] })],
];

const changed: Case[] = [
  ['days that are over', whole({ preAuthPeriod: { start: '2026-01-01', end: '2026-06-30' } })],
  ['days that begin later', whole({ preAuthPeriod: { start: '2027-02-01', end: '2027-12-31' } })],
  ['a last day alone', whole({ preAuthPeriod: { end: '2026-12-31' } })],
  ['a first day of the line alone', drug({ extension: [period('2027-03-01')] })],
  [
    'instants for days',
    drug({ extension: [period('2026-12-01T00:00:00-05:00', '2026-12-15T23:59:59-05:00')] }),
  ],
  [
    'days as an inquiry tells them',
    drug({
      extension: [
        { url: pas('extension-itemCertificationExpirationDate'), valueDate: '2026-12-31' },
      ],
    }),
  ],
  ['another product', adding({ productOrService: coded('Q5121', hcpcs) })],
  ['fewer units', adding({ productOrService: infliximab, quantity: { value: 100 } })],
  ['no unit at all', drug({ extension: [detail(amount({ value: 0 }))] })],
  ['another place', adding({ locationCodeableConcept: coded('19', cms) })],
  ['another provider of the line', drug({ extension: [npi('1000000046')] })],
  ['another provider of the whole', whole({ extension: [npi('1000000046')] })],
];

const granted: Case[] = [
  ['nothing else', whole({})],
  [
    'a number for each line',
    response({ item: [item(1, 'A1'), item(2, 'A1', {}, { number: 'PA-78' }), item(3, 'A1')] }),
  ],
  ['that a line needs none', response({ item: [item(1, 'NA'), item(2, 'A1'), item(3, 'A1')] })],
  ['what money it comes to', adding({ unitPrice: { value: 0 }, net: { value: 0 } })],
  [
    'an amount of money at its decision',
    drug({ adjudication: [{ ...review('A1')[0], amount: { value: 10, currency: 'USD' } }] }),
  ],
  [
    'the same again in its narrative',
    whole(narrative('generated', 'Outcome: complete. Review: A1, PA-77.')),
  ],
  [
    'why a value is left out',
    whole({
      _created: {
        extension: [
          {
            url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason',
            valueCode: 'unknown',
          },
        ],
      },
    }),
  ],
  [
    'that it was asked for what was asked',
    drug(requested({ start: '2026-12-01', end: '2027-07-29' })),
  ],
  ['the request as it was', whole({}, [sentBack({ servicedPeriod: { start: '2026-12-01' } })])],
  [
    'two requests, of which it does not say which it answers',
    whole({}, [sentBack({}), sentBack({ quantity: { value: 100 } })]),
  ],
  [
    'a coverage in force',
    whole({}, [{ resourceType: 'Coverage', status: 'active', period: { end: '2026-11-20' } }]),
  ],
  ['a letter of a grant', whole({ form: { title: 'Approval letter' } }), 'Approval letter'],
  [
    'that the server took it',
    paged({
      type: 'batch-response',
      entry: whole({}).entry.map((one) => ({ ...one, response: { status: '200 OK' } })),
    }),
  ],
  ['a search that found it', paged({ type: 'searchset', total: 1 })],
  ['what plan it is of', whole({ insurance: [{ sequence: 1, focal: true }] })],
  [
    'whom it is about beside it',
    whole({}, [{ resourceType: 'Location', name: 'Lakeside Infusion' }]),
  ],
];

describe('an answer that grants every line', () => {
  it.each(undecided)(
    'and says %s is acted on by nobody until a person has read it',
    (_, body, words = '') => {
      const { status, states, words: read } = heard(body);
      expect(status).toBe('contact-payer');
      expect(states).toContain('needs-person');
      expect(read).toContain(words);
    },
  );

  it.each(changed)('and says %s grants something other than was asked', (_, body) => {
    expect(heard(body).status).toBe('changed');
  });

  it.each(granted)('and says %s is a grant', (_, body, words = '') => {
    const { status, words: read } = heard(body);
    expect(status).toBe('approved');
    expect(read).toContain(words);
  });
});
