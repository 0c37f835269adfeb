import { describe, expect, it } from 'vitest';
import { isContraryMessage } from '../../functions/coverage/x12/benefit-words.ts';
import { isUsualMessage } from '../../functions/coverage/x12/message-words.ts';
import { readAnswer } from '../../functions/coverage/x12/read-answer.ts';
import { answer, asked } from '../support/x12-answers.ts';

const active = 'EB*1**30**PLAN A';

/** What payers write under answers of every kind; none of it changes anything about a coverage. */
const passedOver = [
  'ELIGIBILITY AND BENEFITS ARE NOT A GUARANTEE OF PAYMENT',
  'THEREFORE THE INFORMATION CONTAINED WITHIN DOES NOT GUARANTEE REIMBURSEMENT.',
  "UNLESS OTHERWISE REQUIRED BY STATE LAW, THIS NOTICE IS NOT A GUARANTEE OF PAYMENT. BENEFITS ARE SUBJECT TO ALL CONTRACT LIMITS AND THE MEMBER'S STATUS ON THE DATE OF SERVICE.",
  'ACCUMULATED AMOUNTS SUCH AS DEDUCTIBLE MAY CHANGE AS ADDITIONAL CLAIMS ARE PROCESSED.',
  'CLAIMS WILL BE PROCESSED ACCORDING TO BENEFIT INFORMATION ON OUR FILES AT THE TIME OF PROCESSING',
  'PRECERTIFICATION REQUIRED',
  'IN NETWORK ONLY',
  'PREFERRED PROVIDER NETWORK',
  'NO WAITING PERIOD APPLIES',
  'NO PREEXISTING CONDITION LIMITATION',
  'MEMBER HAS NO OTHER INSURANCE ON FILE',
  'UNLIMITED LIFETIME MAXIMUM',
  'DEDUCTIBLE MET',
  'PATIENT IS ACTIVE AND ELIGIBLE',
  'HOME INFUSION',
  'CALL 800-555-0100 FOR PRECERT',
  'CALL 1-800-555-0100 OR (800) 555-0101 FOR PRECERT',
  'DEDUCTIBLE $1,500 INDIVIDUAL, 20% COINSURANCE',
  'FOR INFORMATIONAL PURPOSES ONLY',
];

/** What no code says and somebody has to read: that it ends, is somebody else\u2019s, or whatever nobody knows. */
const read = [
  ...['MEMBER LOCKED IN TO ONE PROVIDER', 'NO LONGER ELIGIBLE', 'BENEFITS EXHAUSTED'],
  ...['LIFETIME MAXIMUM HAS BEEN MET', 'SERVICE IS NON-COVERED', 'NOT A COVERED BENEFIT'],
  ...['COB INFORMATION NEEDED', 'MEDICARE IS PRIMARY', 'OTHER INS ON FILE'],
  ...['BILL CAREFIRM FOR INFUSION', 'SUBMIT CLAIMS TO OPTICARE', 'ENROLLED IN MCO: SUNRISE'],
  ...['PREMIUM DELINQUENT', 'COBRA ELECTION NOT RECEIVED', 'WAITING PERIOD UNTIL 01/01/2027'],
  ...['PREEXISTING LIMITATION APPLIES', 'INFUSION DRUGS COVERED UNDER PHARMACY'],
  ...['SPECIALTY DRUGS THROUGH RXCO', 'PRESUMPTIVE ELIGIBILITY', 'RETRO TERM POSSIBLE'],
  ...['CONTACT REVICO FOR PRIOR AUTHORIZATION', 'BENEFIT MANAGED BY MAGNA RX'],
  ...['POLICY ENDS 11/30/2026', 'LAST DAY OF COVERAGE 20261130', 'CLAIMS WILL BE HELD'],
  ...[
    'DO NOT BILL THIS PLAN',
    'RECORD IN ERROR',
    'OUT OF AREA',
    'INPATIENT',
    'EFFECTIVE 01/01/2027',
  ],
  ...['PCP TO SUBMIT A SPECIALIST REFERRAL', 'SEE NEW CARD', 'COVERED 11302026'],
];

describe('a message beside an active benefit', () => {
  it.each(passedOver)('%s changes nothing', (message) => {
    expect(isUsualMessage(message)).toBe(true);
    expect(readAnswer(answer([active, `MSG*${message}`]), asked).outcome).toBe('active');
  });

  it.each(read)('%s is read by a person, as sent', (message) => {
    const { outcome, doubts } = readAnswer(answer([active, `MSG*${message}`]), asked);
    expect(outcome).toBe('in-doubt');
    expect(doubts).toContain(`It says: ${message}`);
  });

  it('is one text where it goes on over several segments', () => {
    const usual = ['MSG*THIS IS NOT A GUARANTEE', 'MSG*OF PAYMENT.'];
    expect(readAnswer(answer([active, ...usual]), asked).outcome).toBe('active');
    const { doubts } = readAnswer(answer([active, 'MSG*COVERAGE', 'MSG*ENDS SOON']), asked);
    expect(doubts).toContain('It says: COVERAGE ENDS SOON');
  });

  it('is nobody\u2019s matter where the benefit is', () => {
    const teeth = [active, 'EB*1**35', 'MSG*BILL TEETH CO'];
    expect(readAnswer(answer(teeth), asked).outcome).toBe('active');
  });
});

describe('a message beside a cost or a limit', () => {
  it.each([
    ['DEDUCTIBLE APPLIES TO OUT OF NETWORK ONLY', 'active'],
    ['TIER 1 PREFERRED PROVIDER', 'active'],
    ['ASK RXCO', 'active'],
    ['SPECIALTY DRUGS MUST BE OBTAINED FROM RXCO', 'in-doubt'],
    ['COVERAGE TERMED 10/31', 'in-doubt'],
    ['NONCOVERED', 'in-doubt'],
  ])('%s leaves it %s', (message, outcome) => {
    const text = answer([active, 'EB*C*IND*30***23*500', `MSG*${message}`]);
    expect(readAnswer(text, asked).outcome).toBe(outcome);
  });

  it.each(['MEMBER HAS NO OTHER COVERAGE', 'NO LIFETIME MAXIMUM', 'PLAN YEAR'])(
    '%s speaks against nothing',
    (message) => {
      expect(isContraryMessage(message)).toBe(false);
    },
  );

  it.each([
    ...['DISENROLLED', 'CARD VOIDED', 'PLAN ENDING', 'END DATE 1/1', 'PAST DUE', 'CANCELLED'],
    ...['INELIGIBLE', 'NO MEDICAL COVERAGE', 'EXCLUSIONS', 'LIMIT REACHED', 'PRE-EXISTING'],
    ...['STEP THERAPY', 'CARVED OUT', 'LOCK-IN', 'RESTRICTED TO A', 'ANOTHER PAYER', 'COB'],
    ...['UNDER THE PHARMACY', 'HOSPICE', 'DELEGATED', 'INCARCERATED', 'ENROLLED IN A'],
    ...['EMERGENCY SERVICES', 'SPEND DOWN', 'ACCIDENT', 'MEDICARE PRIMARY'],
  ])('%s speaks against it', (message) => {
    expect(isContraryMessage(message)).toBe(true);
  });
});
