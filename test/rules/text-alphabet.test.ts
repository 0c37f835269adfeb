import { describe, expect, it } from 'vitest';
import { fitsOneSegment, plainText, septets } from '../../functions/outreach/gsm7.ts';
import { readablePhone } from '../../functions/outreach/phone-number.ts';

describe('the alphabet of texts', () => {
  it.each([
    ['Visit at 9:00', 13],
    ['¿Dudas?', 7],
    ['a€b', 4],
    ['', 0],
    ['á', undefined],
    ['😀', undefined],
  ])('%s takes %s units', (text, units) => {
    expect(septets(text)).toBe(units);
  });

  it.each([
    ['está confirmada', 'esta confirmada'],
    ['mañana, señora Núñez', 'mañana, señora Nuñez'],
    ['“we’ll call”', '"we\'ll call"'],
    ['‘so’', "'so'"],
    ['nine\u00a0o\u2009clock\tsharp', 'nine o clock sharp'],
    ['n\u0303', 'ñ'],
  ])('%s is written %s', (text, plain) => {
    expect(plainText(text)).toBe(plain);
  });

  it.each([
    ['a'.repeat(160), true],
    ['a'.repeat(161), false],
    [`${'a'.repeat(158)}€`, true],
    [`${'a'.repeat(159)}€`, false],
    ['á', false],
  ])('%s goes out as one text: %s', (text, fits) => {
    expect(fitsOneSegment(text)).toBe(fits);
  });
});

describe('a telephone number as people read it', () => {
  it.each([
    ['+18005550199', '(800) 555-0199'],
    ['18005550199', '(800) 555-0199'],
    ['8005550199', '(800) 555-0199'],
    ['(800) 555-0199', '(800) 555-0199'],
    ['800.555.0199', '(800) 555-0199'],
    // No area and no exchange of the North American plan begins with 0 or 1.
    ['1005550199', '1005550199'],
    ['8001550199', '8001550199'],
    ['+4930123456', '+4930123456'],
    ['80055501990', '80055501990'],
    ['98005550199', '98005550199'],
  ])('%s is %s', (number, read) => {
    expect(readablePhone(number)).toBe(read);
  });
});
