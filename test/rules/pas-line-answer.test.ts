import { describe, expect, it } from 'vitest';
import { readPayerAnswer } from '../../functions/authorization/pas/response.ts';
import {
  amount,
  coded,
  detail,
  firstAfter,
  item,
  linesAfter,
  pas,
  period,
  response,
  review,
  statesAfter,
  three,
} from '../support/payer-answers.ts';

describe('a line of the answer', () => {
  it.each([
    ['A1', {}, 'approved'],
    ['A3', { reasons: ['0F'] }, 'denied'],
    ['A3', { reasons: ['0H'] }, 'not-required'],
    ['A4', { reasons: ['0V'] }, 'pended-in-review'],
    ['A4', { reasons: ['0U'] }, 'pended-information-required'],
    ['A4', { reasons: ['0P'] }, 'pended-information-required'],
    ['A4', {}, 'pended-in-review'],
    ['A2', {}, 'needs-person'],
    ['A6', {}, 'needs-person'],
    ['C', {}, 'cancelled'],
    ['CT', {}, 'contact-payer'],
    ['NA', {}, 'not-required'],
    ['A5', {}, 'needs-person'],
    ['ZZ', {}, 'needs-person'],
  ])('with action %s and %j is %s', (code, of, state) => {
    expect(statesAfter(three(code, {}, of))).toEqual([state, state, state]);
  });

  it('certified in total for fewer days is approved modified', () => {
    const body = three('A1', { extension: [period('2026-12-01', '2027-03-31')] });
    expect(statesAfter(body)).toEqual(Array(3).fill('approved-modified'));
  });

  it('certified in total for other units is approved modified, with those units', () => {
    const fewer = detail(amount({ value: 120 }));
    expect(firstAfter('A1', { extension: [fewer] })).toMatchObject({
      state: 'approved-modified',
      decision: { units: 120 },
    });
  });

  it('modified takes what was granted from the added item with its sequence', () => {
    const body = response({
      item: [item(1, 'A6', {}, { number: 'PA9' }), item(2, 'A1'), item(3, 'A1')],
      addItem: [
        {
          itemSequence: [1],
          quantity: { value: 150 },
          adjudication: review('A1', { number: 'PA9' }),
        },
      ],
    });
    expect(linesAfter(body)[0]).toMatchObject({
      state: 'approved-modified',
      decision: { units: 150, number: 'PA9', differs: ['units'] },
    });
  });

  it('beside a line that the payer added of its own needs a person, who reads what was added', () => {
    const body = response({
      item: [1, 2, 3].map((sequence) => item(sequence, 'A1')),
      addItem: [
        {
          itemSequence: [9],
          productOrService: { coding: [{ code: 'Q5103', display: 'Inflectra' }] },
          quantity: { value: 60, unit: 'UN' },
          adjudication: review('A1'),
        },
      ],
    });
    expect(statesAfter(body)).toEqual(Array(3).fill('needs-person'));
    expect(readPayerAnswer(body).added).toEqual([
      'for line 9; Q5103 Inflectra; 60 UN; A1; number PA-77',
    ]);
  });

  it.each([
    ['what was asked for', { value: 300 }, 'approved-modified', 150],
    ['what was asked for, in visits', { value: 6, code: 'VS' }, 'approved-modified', 150],
    ['what was granted', { value: 150 }, 'approved-modified', 150],
    ['neither', { value: 200 }, 'needs-person', undefined],
  ])('modified, with %s beside it (%j), is %s', (_, beside, state, units) => {
    const changed = { addItem: [{ itemSequence: [1], quantity: { value: 150 } }] };
    const line = firstAfter('A6', { extension: [detail(amount(beside))] }, changed);
    expect(line?.state).toBe(state);
    expect(line?.decision?.units).toBe(units);
  });

  it('approved for another place is approved modified', () => {
    const place = {
      coding: [
        {
          system:
            'https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set',
          code: '12',
        },
      ],
    };
    const body = response({
      item: [item(1, 'A1')],
      addItem: [{ itemSequence: [1], locationCodeableConcept: place }],
    });
    expect(statesAfter(body)[0]).toBe('approved-modified');
  });

  const task = (status: string) => ({
    resourceType: 'Task',
    status,
    restriction: { period: { end: '2026-12-04' } },
    input: [
      { type: coded('payer-url', pasTemporary), valueUrl: 'https://payer.example.org/attach' },
      {
        type: coded('attachments-needed', pasTemporary),
        extension: [{ url: pas('extension-serviceLineNumber'), valuePositiveInt: 1 }],
        valueCodeableConcept: coded('28570-0', 'http://loinc.org'),
      },
      { type: coded('questionnaires-needed', pasTemporary), valueCanonical: 'urn:form' },
    ],
  });
  const pasTemporary = 'http://hl7.org/fhir/us/davinci-pas/CodeSystem/PASTempCodes';

  it('asked about by a Task waits for information until the end of its day', () => {
    const asked = task('requested');
    const body = response({ item: [item(1, 'A4'), item(2, 'A4')] }, [asked]);
    expect(readPayerAnswer(body)).toMatchObject({
      information: [
        { kind: 'attachment', code: '28570-0', line: 1 },
        { kind: 'questionnaire', code: '102089-0' },
      ],
      informationDueAt: '2026-12-04T23:59:59.000Z',
    });
    expect(statesAfter(body)[0]).toBe('pended-information-required');
  });

  it.each(['cancelled', 'completed', 'entered-in-error'])(
    'of a Task that is %s asks nothing',
    (status) => {
      const body = response({ item: [item(1, 'A4')] }, [task(status)]);
      expect(readPayerAnswer(body).information).toEqual([]);
    },
  );

  it.each([
    ['revoked', {}],
    ['completed', {}],
    ['entered-in-error', {}],
    ['active', { doNotPerform: true }],
  ])('of a request that is %s %j asks nothing', (status, more) => {
    const request = {
      resourceType: 'CommunicationRequest',
      status,
      ...more,
      payload: [{ contentString: '18776-5' }],
    };
    expect(readPayerAnswer(response({ item: [item(1, 'A4')] }, [request])).information).toEqual([]);
  });

  it.each([
    [
      'a Task in words',
      { resourceType: 'Task', status: 'requested', input: [{ valueString: 'Chart notes of May' }] },
      'Chart notes of May',
    ],
    [
      'a Task of nothing',
      { resourceType: 'Task', status: 'requested' },
      'A task that does not say for what.',
    ],
    [
      'a request in words',
      {
        resourceType: 'CommunicationRequest',
        payload: [{ contentString: 'Last office note, please' }],
      },
      'Last office note, please',
    ],
    [
      'a request that cannot be read',
      { resourceType: 'CommunicationRequest', payload: 'notes' },
      'A CommunicationRequest that cannot be read.',
    ],
  ])('asked about by %s waits for information, with the words', (_, asking, code) => {
    const body = response({ item: [1, 2, 3].map((one) => item(one, 'A4')) }, [asking]);
    expect(readPayerAnswer(body).information).toEqual([{ kind: 'words', code }]);
    expect(statesAfter(body)).toEqual(Array(3).fill('pended-information-required'));
  });

  it.each(['entered-in-error', 'cancelled'])(
    'of an answer that is %s and says no more needs a person',
    (status) => {
      expect(statesAfter(response({ status }))).toEqual(Array(3).fill('needs-person'));
    },
  );

  it('asked about by a communication request waits for information, the others do not', () => {
    const request = {
      resourceType: 'CommunicationRequest',
      extension: [{ url: pas('extension-serviceLineNumber'), valuePositiveInt: 2 }],
      category: [coded('15', 'https://codesystem.x12.org/005010/755')],
      payload: [{ contentString: '18776-5' }],
      occurrencePeriod: { end: '2026-11-25T17:00:00Z' },
    };
    const body = response({ item: [1, 2, 3].map((n) => item(n, 'A4')) }, [request]);
    expect(statesAfter(body)).toEqual([
      'pended-in-review',
      'pended-information-required',
      'pended-in-review',
    ]);
    expect(readPayerAnswer(body)).toMatchObject({
      information: [
        { kind: 'attachment', code: '15', line: 2 },
        { kind: 'attachment', code: '18776-5', line: 2 },
      ],
      informationDueAt: '2026-11-25T17:00:00.000Z',
    });
  });

  it('left out of the answer needs a person', () => {
    expect(statesAfter(response({ item: [item(1, 'A1')] }))).toEqual([
      'approved',
      'needs-person',
      'needs-person',
    ]);
  });

  it.each([
    ['A1', 'needs-person'],
    ['NA', 'needs-person'],
    ['A3', 'denied'],
    ['C', 'cancelled'],
  ])(
    'without an action of its own takes that of the header, unless it grants: %s',
    (code, state) => {
      const item = [1, 2, 3].map((itemSequence) => ({ itemSequence }));
      expect(statesAfter(response({ adjudication: review(code), item }))).toEqual(
        Array(3).fill(state),
      );
    },
  );

  it.each([
    ['A1', 'needs-person'],
    ['A3', 'denied'],
    ['A4', 'pended-in-review'],
  ])('that is not there at all is not granted by the header: %s', (code, state) => {
    expect(statesAfter(response({ adjudication: review(code) }))).toEqual(Array(3).fill(state));
  });

  it.each(['A1', 'A2', 'A6'])('granted without a number needs a person: %s', (code) => {
    const extension = [detail(amount({ value: 120 }))];
    const item = [1, 2, 3].map((itemSequence) => ({
      itemSequence,
      extension,
      adjudication: review(code, { number: '' }),
    }));
    expect(statesAfter(response({ item }))).toEqual(Array(3).fill('needs-person'));
  });

  it.each([
    ['entered in error', { status: 'entered-in-error' }, 'status entered-in-error'],
    ['cancelled', { status: 'cancelled' }, 'status cancelled'],
    ['a draft', { status: 'draft' }, 'status draft'],
    ['of a predetermination', { use: 'predetermination' }, 'use predetermination'],
    ['of a claim', { use: 'claim' }, 'use claim'],
    ['with an error as its outcome', { outcome: 'error' }, 'outcome error'],
    ['with an outcome nobody knows', { outcome: 'fine' }, 'outcome fine'],
    [
      'beside an error',
      { error: [{ code: coded('33', 'https://codesystem.x12.org/005010/901') }] },
      'an error',
    ],
    ['with an extension nobody knows', { modifierExtension: [{ url: 'urn:x' }] }, 'an extension'],
  ])('%s is nothing to act on, granted or denied', (_, more, words) => {
    for (const code of ['A1', 'A3']) {
      const body = response({ item: [1, 2, 3].map((one) => item(one, code)), ...more });
      expect(statesAfter(body)).toEqual(Array(3).fill('needs-person'));
      expect(readPayerAnswer(body).words[0]).toContain(words);
    }
  });

  it('of a preauthorization in force is acted on', () => {
    const body = response({
      ...{ status: 'active', use: 'preauthorization', outcome: 'complete' },
      item: [1, 2, 3].map((one) => item(one, 'A1')),
    });
    expect(statesAfter(body)).toEqual(Array(3).fill('approved'));
  });

  it('of an older server that says "queued" is in review', () => {
    expect(statesAfter(response({ outcome: 'queued' }))).toEqual(Array(3).fill('pended-in-review'));
  });

  it.each([
    ['33', 'C', 'rejected-fix'],
    ['33', 'R', 'rejected-fix'],
    ['33', 'N', 'rejected-stop'],
    ['33', 'Y', 'pended-in-review'],
    ['42', 'P', 'transmission-failed'],
    ['42', 'Y', 'pended-in-review'],
    ['80', 'Y', 'pended-in-review'],
    ['T4', '', 'rejected-fix'],
  ])('rejected with %s and follow-up %s is %s, never denied', (code, followUp, state) => {
    const error = {
      code: coded(code, 'https://codesystem.x12.org/005010/901'),
      extension: [
        {
          url: pas('extension-errorFollowupAction'),
          valueCodeableConcept: coded(followUp || 'X', 'https://codesystem.x12.org/005010/889'),
        },
      ],
    };
    expect(statesAfter(response({ outcome: 'error', error: [error] }))).toEqual(
      Array(3).fill(state),
    );
  });
});

describe('what is decided of the whole request', () => {
  const bare = { number: '' };

  it('gives its number to lines that have none, in either of its places', () => {
    const items = [item(1, 'A1', {}, { number: 'PA9' }), item(2, 'A1', {}, bare), item(3, 'NA')];
    const header = response({ item: items, adjudication: review('A1', { number: 'PA9' }) });
    const reference = response({ item: items, preAuthRef: 'PA9' });
    for (const body of [header, reference])
      expect(linesAfter(body).map(({ decision }) => decision?.number)).toEqual([
        'PA9',
        'PA9',
        'PA9',
      ]);
  });

  it.each([
    ['of the whole and of a line', { preAuthRef: 'PA9' }, 'PA1'],
    [
      'in two places of the whole',
      { adjudication: review('A1', { number: 'PA8' }), preAuthRef: 'PA9' },
      '',
    ],
    ['in a list', { preAuthRef: ['PA8', 'PA9'] }, ''],
  ])('with two numbers, %s, is never the first of them', (_, whole, number) => {
    const items = [1, 2, 3].map((sequence) => item(sequence, 'A1', {}, { number }));
    const body = response({ item: items, ...whole });
    expect(statesAfter(body)).toEqual(Array(3).fill('needs-person'));
    expect(readPayerAnswer(body).words.join()).toContain('PA9');
  });

  it('bounds the days of every line, also of those that have their own', () => {
    const preAuthPeriod = { start: '2026-11-20', end: '2027-03-31' };
    const longer = { extension: [period('2026-11-20', '2028-03-31')] };
    const apart = { extension: [period('2027-06-01', '2028-03-31')] };
    const body = response({
      preAuthPeriod,
      item: [item(1, 'A1'), item(2, 'A1', longer), item(3, 'A1', apart)],
    });
    expect(linesAfter(body).map(({ state, decision }) => [state, decision?.through])).toEqual([
      ['approved-modified', '2027-03-31'],
      ['approved-modified', '2027-03-31'],
      ['needs-person', undefined],
    ]);
  });

  it('keeps its reasons with every line that it denies', () => {
    const item = [1, 2, 3].map((itemSequence) => ({ itemSequence }));
    const body = response({ adjudication: review('A3', { reasons: ['0F'] }), item });
    for (const { state, decision } of linesAfter(body)) {
      expect(state).toBe('denied');
      expect(decision?.reasons).toEqual(['0F']);
    }
  });
});
