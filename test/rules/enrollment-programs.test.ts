import { describe, expect, it } from 'vitest';
import { readProgram } from '../../functions/referral/checks/enrollment-programs.ts';

describe('the program that an enrollment names', () => {
  it.each<[string | undefined, string]>([
    ['touch', 'TOUCH | TOUCH Prescribing Program | the TOUCH  program | TOUCH, no. 17 | (Touch)'],
    ['touch', 'Tysabri TOUCH patient enrollment number | enrolment in TOUCH | enrolled: TOUCH'],
    ['touch', 'TOUCH identifier of natalizumab for MS and CD'.replace(' and ', ' ')],
    [
      'touch',
      'urn:touch | urn:touch-prescribing | urn:touchprescribing-program | urn:touch-program',
    ],
    [
      'touch',
      'http://example.org/touch | https://touch.example.org/id | urn:touch:17 | urn:x:touch#1',
    ],
    ['tyruko', 'Tyruko | Tyruko REMS | Sandoz Tyruko sztn id | urn:tyruko-rems | urn:tyrukorems'],
    ['tyruko', 'http://example.org/tyruko/number | number of http://example.org/tyruko'],
    [
      'ultomiris-soliris',
      'ULTOMIRIS and SOLIRIS REMS | Soliris REMS | Ultomiris prescriber certification | urn:ultomiris-rems | http://example.org/soliris/id | UltSol REMS | UltSolREMS number | https://www.ultsolrems.com',
    ],
    ['bkemv', 'Bkemv REMS | Bkemv eculizumab prescriber number'],
    ['epysqli', 'Epysqli REMS | urn:epysqli'],
    [undefined, 'Soliris copay card | Ultomiris or Bkemv REMS'],
    [undefined, 'Touch of Health clinic | TOUCH clinic | Tyruko or TOUCH | touchstone | REMS | 17'],
    [undefined, 'urn:touchstone | urn:xtouch | http://example.org/touch-clinic | intouch | '],
  ])('%s: %s', (program, names) => {
    for (const name of names.split(' | ')) expect(readProgram(name), name).toBe(program);
  });

  it.each(
    'tysabri natalizumab sztn biogen sandoz ms cd prescribing program rems patient enrollment enrolment enrolled number no id identifier the of in for and prescriber certification certified eculizumab ravulizumab'.split(
      ' ',
    ),
  )('may stand beside “%s”, which names none', (word) => {
    expect(readProgram(`TOUCH ${word}`)).toBe('touch');
    expect(readProgram(word)).toBeUndefined();
  });
});
