import { describe, expect, it } from 'vitest';
import {
  besides,
  beyondFields,
  bodyOf,
  faultsIn,
  fieldsOf,
} from '../../console/src/hold/answers.ts';
import { deskInstant, withDates } from '../../console/src/parts/when.ts';
import { peopleCalled } from '../../console/src/worklist/people-called.ts';

describe('what is sent of what was typed', () => {
  it.each([
    ['2026-12-01T09:30', '2026-12-01T14:30:00.000Z'],
    ['2026-07-01T09:30', '2026-07-01T13:30:00.000Z'],
    ['2026-11-01T03:00', '2026-11-01T08:00:00.000Z'],
    ['2026-03-08T03:00', '2026-03-08T07:00:00.000Z'],
  ])('%s is by the desk’s clock, wherever the browser is', (typed, sent) => {
    expect(deskInstant(typed)).toBe(sent);
    expect(bodyOf('sent', ['sentAt'], { sentAt: typed }, [])).toMatchObject({ sentAt: sent });
  });

  it('asks for each field of what is needed, and takes no line of text for what it does not know', () => {
    const clears = ['clearance', 'note'];
    expect(fieldsOf(clears, { covers: 'until' })).toEqual(['note', 'through', 'covers']);
    expect(fieldsOf(clears, {})).toEqual(['note', 'through', 'covers']);
    expect(fieldsOf(clears, { covers: 'course' })).toEqual(['note', 'covers']);
    // Until a day is proposed; without the day, or where no scope is left, nothing is sent.
    expect(Object.keys(faultsIn(fieldsOf(clears, {}), { note: 'a' }))).toEqual(['through']);
    expect(Object.keys(faultsIn(fieldsOf(clears, { covers: '' }), { covers: '' }))).toEqual([
      'note',
      'covers',
    ]);
    expect(bodyOf('clear', clears, { note: 'a', through: '2099-03-01' }, [])).toEqual({
      action: 'clear',
      note: 'a',
      clearance: { covers: 'until', through: '2099-03-01' },
    });
    expect(bodyOf('clear', clears, { through: '2099-03-01', covers: 'next-dose' }, [])).toEqual({
      action: 'clear',
      clearance: { covers: 'next-dose' },
    });
    expect(beyondFields(['note', 'person', 'nextOn', 'coverage'])).toEqual([]);
    expect(beyondFields(['note', 'drug', 'approvedLines', 'somethingNew'])).toEqual([
      'somethingNew',
    ]);
    expect(beyondFields(['askedFor'])).toEqual([]);
    expect(faultsIn(['note', 'payerName'], {})).toEqual({ note: 'Say it in a few words.' });
  });

  it.each([
    ['The notes\n\n The plan ', '', { askedFor: ['The notes', 'The plan'] }],
    ['The notes', '2099-12-01', { askedFor: ['The notes'], wantedBy: '2099-12-01' }],
  ])('each line is a thing that the payer asks for: %s', (askedFor, wantedBy, sent) => {
    const asks = ['askedFor', ...besides('auth-timeout', 'record-request')];
    const typed = { askedFor, wantedBy };
    expect(faultsIn(fieldsOf(asks, typed), typed)).toEqual({});
    expect(bodyOf('record-request', asks, typed, [])).toEqual({
      action: 'record-request',
      ...sent,
    });
    expect(Object.keys(faultsIn(asks, { askedFor: ' \n ' }))).toEqual(['askedFor']);
  });
});

it.each([
  ['open through 2099-01-22 (Chicago time)', 'open through Jan 22, 2099 (Chicago time)'],
  ['by 2099-11-28 09:00 New York time.', 'by Nov 28, 2099, 9:00 AM New York time.'],
  ['at 2099-07-01 15:05', 'at Jul 1, 2099, 3:05 PM'],
  ['reference REF-2099-11-28 and 2099-13-01', 'reference REF-2099-11-28 and 2099-13-01'],
  ['at 2099-11-28T09:00:00Z', 'at 2099-11-28T09:00:00Z'],
  ['number 2099-11-281', 'number 2099-11-281'],
])('%s reads: %s', (told, read) => {
  expect(withDates(told)).toBe(read);
});

it.each([
  ['b', ['Bob Ames', 'Ann Boyd']],
  ['ANN', ['Ann Boyd', 'Jo Ann Cole']],
  ['jose', ['José Diaz']],
  ['clark', []],
  [' ', ['Ann Boyd', 'Bob Ames', 'Jo Ann Cole', 'José Diaz']],
])('of the people %j are those whose names begin so', (typed, found) => {
  const people = ['Ann Boyd', 'Bob Ames', 'Jo Ann Cole', 'José Diaz'].map((name) => ({ name }));
  expect(peopleCalled(people, typed).map(({ name }) => name)).toEqual(found);
});
