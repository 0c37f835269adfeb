/**
 * Words with which a payer takes back, beside a grant, what its code says. Free text is never read as
 * a grant; it can only keep one from being acted on until somebody has read it. Notices that stand
 * under every approval, such as that it is no guarantee of payment, are not among them.
 */
const contrary = [
  /\b(den(y|ied|ial|ies)|declin\w*|disapprov\w*|refus\w*|reject\w*)\b/,
  /\bnot\s+(yet\s+)?(been\s+)?(approv|certif|authori[sz]|cover|grant|medically|eligible|payable)\w*/,
  /\b(non|un)-?\s?(certif|approv|cover|authori[sz])\w*/,
  /\b(cancel\w*|void(ed)?|withdr\w+|rescind\w*|revok\w*|terminat\w*|expired?|entered in error)\b/,
  /\b(pend(ed|ing)?|under review|in review|await\w*|not final|provisional\w*|preliminary|tentative)\b/,
  /\b(partial\w*|in part|modif(y|ied|ication)|reduced|fewer|substitut\w*|instead of|in (lieu|place) of)\b/,
  /\b(prefer(red)?|biosimilar|step therapy|try .+ first)\b/,
  /\b(contingent|conditional\w*|provided that|only (if|when|after|for|at|with|in|one|until)|unless|until)\b/,
  /\b(additional|more|further|missing) (clinical )?(information|documentation|records)\b/,
];

/** Whether words beside a grant say that it is none, or not all of it. */
export const speaksAgainst = (words: string): boolean =>
  contrary.some((pattern) => pattern.test(words.toLowerCase()));

/** Words that ask for something, whatever else they tell. */
const asking =
  /\b(need\w*|submit\w*|send|sent|provid\w*|fax\w*|attach\w*|upload\w*|request\w*|requir\w*|missing|documents?|documentation|records?|notes?|labs?|forms?|questionnaires?|letter|results?|please|call|contact)\b/;

/** Whether a note on a request that the payer still decides says no more than that. */
export const isMereReview = (words: string): boolean => {
  const said = words.toLowerCase();
  return /\b(review|process|decision|determination)/.test(said) && !asking.test(said);
};
