import { expect, it } from 'vitest';
import { lookFor } from '../../console/src/shell/sought.ts';

it.each([
  ['te', undefined],
  ['tes', { family: 'tes' }],
  ['Testa, Ro', { family: 'Testa', given: 'Ro' }],
  ['Testa 3/9/1961', { family: 'Testa', birthDate: '1961-03-09' }],
  ['1961-03-09', { birthDate: '1961-03-09' }],
  ['(500) 555-0142', { phone: '5005550142' }],
  ['0142', { phone: '0142' }],
  ['12', undefined],
  ['W123456', { memberId: 'W123456' }],
  ['Ng', undefined],
  ['Ng 0142', { family: 'Ng', phone: '0142' }],
  ['Żółć', { family: 'Żółć' }],
])('%s is looked for as %o', (typed, sought) => {
  expect(lookFor(typed)).toEqual(sought);
});
