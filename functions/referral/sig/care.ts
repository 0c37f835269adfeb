const tests =
  'cbc|cmp|bmp|lfts?|esr|crp|ck|cpk|bun|labs?|mri|ecg|ekg|inr|troughs?|creatinine|urinalysis|blood (?:work|counts?|cultures?)';
const often =
  '(?:(?:twice |once )?(?:weekly|daily|monthly)|(?:every|each) (?:other )?(?:\\d+ )?(?:days?|weeks?|months?)|q ?\\w+|baseline|routine|surveillance)';
/** How sentences of care beside the drug begin: tests, the line at the end, and whom to call. */
const ofCare = new RegExp(
  `^(?:please )?(?:(?:check|obtain|draw|monitor|get|send|collect|follow) (?:the |a )?)?(?:${often} )?(?:${tests})\\b|^(?:pull|remove|d/c|discontinue) (?:the )?(?:picc|midline|line|catheter)\\b|^(?:call|notify|contact|page) (?:the )?(?:md|provider|physician|prescriber|office|clinic)\\b`,
);
/** What such a sentence would tell of the drug: an amount, a change, an end, a condition. */
const ofDrug =
  /\b\d+(?:\.\d+)? ?(?:mg|mcg|gm?|grams?|units?|ml|l|meq)\b(?!\/(?:ml|l|dl))|\b(?:giv\w*|infuse\w*|administer\w*|hold|stop|skip|delay|unless|until|continue\w*|then|adjust\w*|titrat\w*|increas\w*|decreas\w*|reduc\w*|chang\w*|repeat|weight)\b/;

const sentencesOf = (text: string): string[] => text.split(/(?<=[.;])\s+/);

const isOfCare = (sentence: string): boolean => {
  const plain = sentence.toLowerCase().trim();
  return ofCare.test(plain) && !ofDrug.test(plain);
};

/** Whole sentences of an instruction that are of care beside the drug: "Weekly CBC, CMP." */
export const careIn = (text: string): string[] => sentencesOf(text).filter(isOfCare);

/** The instruction without them: they have days of their own. */
export const withoutCare = (text: string): string =>
  sentencesOf(text)
    .filter((sentence) => !isOfCare(sentence))
    .join(' ');

/** Why they are told: somebody sees to what no rule plans. */
export const careWhy = 'asks for care beside the drug, which is not planned here';
