/** Words that keep two parts of a message apart without changing either. */
const gap = ' / ';

export const messageWords = {
  /**
   * What payers write under answers of every kind and what changes nothing about a coverage: that it is no
   * promise to pay, how costs are counted, that something does not apply, who may give care.
   */
  usual: [
    String.raw`\b(for )?information(al)?( purposes)? only\b`,
    String.raw`\b(unless otherwise required by (state )?law,? )?((therefore,? )?(the |this |these |all )?(information|notice|response|verification|eligibility|benefits?|coverage|quote|data)( (and|or|of|contained|within|herein|provided|benefits?|eligibility|coverage|information|response|transaction))* )?((is|are|does|do) )?not (a |constitute a )?guarant\w+ (of )?(payment|coverage|benefits?|reimbursement)( (or|and) (payment|coverage|benefits?|reimbursement))*\b`,
    String.raw`\b((payment|coverage|benefits?|claims?|reimbursement) )?((is|are|will be) )?subject to (all )?(plan |contract |policy )?(limits?|limitations|terms|provisions|eligibility|benefits)\b( and (the )?(member('?s)?|patient('?s)?) (status|eligibility))?( (at|on) the (date|time) of service)?`,
    String.raw`\baccumulated amounts( such as deductible)? may change as( additional)? claims are processed\b`,
    String.raw`\bclaims (will be|are) processed according to [\w ]{1,60} (at|on) the (date|time) of (processing|service)\b`,
    String.raw`\b(at|on) the (date|time) of service\b`,
    String.raw`\b((member|patient|subscriber) has )?no (waiting period|pre-?\s?existing( condition)?( limitations?| exclusions?| clause)?|(lifetime |annual )(max\w*|limits?)|deductible|copay\w*|coinsurance|referral|precert\w*|pre-?auth\w*|authorization|other (ins\w*|coverage|payers?|carrier)( info\w*)?)( (is|are|applies|apply|required|needed|on file|found|known|exists?))*\b`,
    String.raw`\b(unlimited lifetime max\w*|lifetime max\w*( is)? unlimited)\b`,
    String.raw`\b(deductible|out[- ]of[- ]pocket( max\w*)?)( (has been|is|was))? met\b`,
    String.raw`\b((precert\w*|pre-?auth\w*|prior auth\w*|authorization|referral|notification)( (is|are|may be))? (required|needed|not required)|not (required|applicable|needed))\b`,
    String.raw`\b(in|out[- ]of)[- ]?(and out of )?network( (providers?|benefits?|services?))?( only)?\b`,
    String.raw`\b(participating|network) providers? only\b`,
    String.raw`\bpreferred provider( organization| network)?s?\b`,
    String.raw`\bprimary care( provider| physician)?( selection)?\b`,
  ],
  /** Words of which a message may consist that only tells what a benefit is about, what it costs or whom to call. */
  plain: [
    'a all an and any are at by each for from has have in is it of on or per the their this to with you your',
    'active benefit benefits care covered coverage eligible eligibility member patient plan policy subscriber',
    'amount amounts annual calendar coinsurance contract copay copayment cost day days deductible deductibles',
    'family individual maximum out-of-pocket pocket percent remaining shared sharing visit visits year',
    'address call contact customer email fax hours mail number phone please questions service services toll-free',
    'group id name type tier class health medical home infusion infusions therapy office physician specialist',
    'provider providers specialty drug drugs precert precertification preauthorization prior authorization',
    'review reviewed site applies apply applied may included includes january december',
  ],
};

const usual = messageWords.usual.map((saying) => new RegExp(saying, 'gi'));
const plain = new Set(messageWords.plain.join(' ').split(' '));

/** A message without what payers write under every answer. */
export const withoutUsual = (message: string): string =>
  usual.reduce((said, pattern) => said.replace(pattern, gap), message);

/** Counts, amounts, shares and numbers to call; days of the calendar are none of them. */
const isNumber = (word: string): boolean =>
  /^\$?\d{1,5}([.,]\d{1,3})?%?$/.test(word) || /^(1-)?(\d{3}-?)?\d{3}-\d{4}$/.test(word);

/**
 * Whether a message beside an active benefit may be passed over: it says what payers write under every
 * answer, and all else of it are words of a closed list. Free text is never read as a coverage; what
 * nobody here knows is read by a person before the coverage counts.
 */
export const isUsualMessage = (message: string): boolean =>
  withoutUsual(message)
    .toLowerCase()
    .split(/[\s/;:,]+|\.(?=\s|$)/)
    .map((word) => word.replace(/^['"(]+|['")!?*-]+$/g, ''))
    .every((word) => word === '' || plain.has(word) || isNumber(word));
