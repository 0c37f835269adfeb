import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AskLater, NotAnswered } from '../../functions/coverage/x12/answer-faults.ts';
import { readAnswer } from '../../functions/coverage/x12/read-answer.ts';
import { MalformedX12, readInterchange } from '../../functions/x12/interchange.ts';
import { answer, answerWith, asked, interchange } from '../support/x12-answers.ts';

describe('an answer is not believed', () => {
  const good = answer(['EB*1*IND*30']);
  const two = { code: '271', body: ['BHT*0022*11*TRACE1'] };
  it.each([
    ['is empty', ''],
    ['is a web page', '<html><body>Bad gateway</body></html>'],
    ['is cut off', good.slice(0, -20)],
    ['has a wrong segment count', good.replace(/SE\*\d+/, 'SE*3')],
    ['has another control number at its end', good.replace('IEA*1*000000007', 'IEA*1*000000008')],
    ['has another group number at its end', good.replace('GE*1*7', 'GE*1*8')],
    ['is an inquiry', good.replace('ST*271', 'ST*270')],
    ['is of another version', answer(['EB*1*IND*30'], { version: '004010X092A1' })],
    ['answers another question', answer(['EB*1*IND*30'], { of: 'OTHER' })],
    ['says nothing', answer([])],
    ['uses a letter as delimiter', good.replaceAll('*', 'A')],
    ['is written small', good.slice(0, 106) + good.slice(106).toLowerCase()],
    ['counts in another way than in digits', good.replace(/SE\*(\d+)/, 'SE*0x$1')],
    ['counts no groups', good.replace('IEA*1*', 'IEA**')],
    ['comes twice', good + good],
    ['holds two answers', interchange([two, two])],
    ['is a request by its purpose', answer(['EB*1*IND*30'], { bht: '0022*13' })],
    ['has a level under none', answerWith(['HL*3*9*22*0', 'TRN*2*TRACE1', 'EB*1*IND*30'])],
    ['has a level under one of a wrong kind', answerWith(['HL*3*1*22*0', 'TRN*2*TRACE1'])],
    ['has two levels of one number', answerWith(['HL*2*2*22*0', 'TRN*2*TRACE1', 'EB*1*IND*30'])],
    ['opens a loop that it does not close', answer(['EB*R*IND*30', 'LS*2120'])],
    ['closes a loop that it did not open', answer(['EB*1*IND*30', 'LE*2120'])],
    [
      'names only the trace number of the payer',
      good.replace('TRN*2*TRACE1', 'TRN*1*TRACE1').replace('11*TRACE1', '11*OTHER'),
    ],
    ['has more than anyone reads', answer([`MSG*${'x'.repeat(2_000_000)}`])],
    ['has more segments than anyone reads', answer(Array(20_001).fill('MSG*A'))],
  ])('when it %s', (_, text) => {
    expect(() => readAnswer(text, asked)).toThrow(MalformedX12);
  });

  it('and whatever comes in, only the named faults come out', () => {
    const known = [MalformedX12, AskLater, NotAnswered];
    const mutated = fc
      .tuple(fc.nat(good.length), fc.nat(20), fc.string({ maxLength: 20 }))
      .map(([at, cut, put]) => good.slice(0, at) + put + good.slice(at + cut));
    fc.assert(
      fc.property(fc.oneof(fc.string(), mutated), (text) => {
        try {
          readAnswer(text, asked);
        } catch (error) {
          expect(known.some((fault) => error instanceof fault)).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('an acknowledgement in place of an answer', () => {
  const accepted = { code: '999', body: ['AK1*HS*1', 'AK9*R*1*1*0'] };
  it.each([
    ['of the interchange', interchange([], {}, ['TA1*000000007*261120*1604*R*006']), 'ta1-006'],
    ['of the transaction set', interchange([accepted]), '999'],
  ])('%s says that our set-up needs looking at', (_, text, code) => {
    expect(() => readAnswer(text, asked)).toThrow(new NotAnswered(code));
  });
});

describe('an interchange', () => {
  it('is read back as it was written by payers with line breaks', () => {
    const [set] = readInterchange(answer(['EB*1*IND*30']).replaceAll('~', '~\n')).transactions;
    expect(set?.segments).toHaveLength(9);
  });
});
