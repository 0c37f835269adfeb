/** Words with which a payer takes back, beside a grant, what its code says, or parts of it. */
const contrary = [
  // They say no.
  /\b(den(y|ied|ial|ies)|declin\w*|disapprov\w*|refus\w*|reject\w*)\b/,
  /\bnot\s+(yet\s+)?(been\s+)?(approv|certif|authori[sz]|cover|grant|medically|eligible|payable)\w*/,
  /\b(non|un)-?\s?(certif|approv|cover|authori[sz])\w*/,
  /\b(cancel\w*|void(ed)?|withdr\w+|rescind\w*|revok\w*|terminat\w*|expired?|entered in error)\b/,
  /\b(pend(ed|ing)?|under review|in review|await\w*|not final|provisional\w*|preliminary|tentative)\b/,
  /\b(partial\w*|in part|modif(y|ied|ication)|reduced|fewer|substitut\w*|instead of|in (lieu|place) of)\b/,
  /\b(prefer(red)?|biosimilar|step therapy|try .+ first)\b/,
  /\b(contingent|conditional\w*|provided that|only|except\w*|exclud\w*|must|unless|until)\b/,
  /\b(additional|more|further|missing) (clinical )?(information|documentation|records)\b/,
];

/** Whether words beside a grant say that it is none, or not all of it. */
export const speaksAgainst = (words: string): boolean =>
  contrary.some((pattern) => pattern.test(words.toLowerCase()));

/** What stands under every approval and changes nothing about one: whole sentences of it. */
const usual = [
  /^(thanks|thank you)\b[\w ,]*$/,
  /^((your|the|this|all) )?((prior )?(authori[sz]ation|auth|certification|approval|request|review|case|claim|services?|lines?|items?) ?)*((is|are|was|were|has been|have been) )?(approved|certified|authori[sz]ed|granted|accepted|processed|complete|completed)( in (total|full)| as (requested|submitted|asked))?$/,
  /^(it |this |(an? |the |this )?(prior )?(authori[sz]ation|certification|approval|determination|notice)s? )?((is|does|do|are|constitutes?) )?(not |no )(a |constitute a )?guarant\w+ (of )?(payment|coverage|benefits)( or (payment|coverage|benefits))*$/,
  /^(the )?(payment|coverage|benefits|reimbursement|claims?)( of [\w ]{1,30})? ((is|are|will be|remains?) )?(subject to|based on|determined by|dependent (up)?on) [\w ,'/-]*(eligib\w*|benefits?|provisions|terms|contract|date of service|time of service)[\w ,'/-]*$/,
  /^subject to (the )?(member |patient )?(eligibility|benefits)[\w ,'/-]*(at|on) the (time|date) of service$/,
  /^((please )?(call|contact) [\w ()+-]{1,40} )?(with|for|if you have) (any )?questions( (please )?(call|contact) [\w ()+-]{1,40})?$/,
  /^((the )?(medical )?(necessity )?criteria (is |are |were |have been )?met|meets (the )?(medical )?(necessity )?criteria|medically necessary)$/,
];

/**
 * Whether words beside a grant may be passed over: each of their sentences is one that payers write
 * under every approval. Free text is never read as a grant; whatever else it says keeps one from being
 * acted on until somebody has read it.
 */
export const isUsual = (words: string): boolean =>
  !speaksAgainst(words) &&
  words
    .toLowerCase()
    .split(/[.;!\n]+(?=\s|$)/)
    .map((sentence) => sentence.replace(/\s+/g, ' ').trim())
    .every((sentence) => sentence === '' || usual.some((pattern) => pattern.test(sentence)));

/** The bare word that something is granted, as it stands beside a code or for the whole. */
const granted =
  /^((your|the|this) )?((prior )?(authori[sz]ation|auth|certification|request|review|case|services?|lines?|items?) ?)*((is|are|was|were|has been|have been) )?(approved|certified|authori[sz]ed|granted)( in (total|full)| as (requested|submitted|asked))?[.!]?$/;

/** Whether words beside a decision that grants nothing say that it does. */
export const speaksForGrant = (words: string): boolean =>
  granted.test(words.toLowerCase().replace(/\s+/g, ' ').trim());

/** Words of a decision that is none yet, or grants nothing. */
const notGranted =
  /\b(den(y|ied|ial|ies)|declin\w*|refus\w*|reject\w*|cancel\w*|withdrawn|pend(ed|ing)?|not (yet )?(been )?(approv|certif|authori[sz]|cover|grant)\w*)\b/g;

/**
 * Whether words say that nothing was granted, and nowhere that something was: a denial that was overturned
 * is told beside its approval.
 */
export const deniesPlainly = (words: string): boolean => {
  const said = words.toLowerCase();
  const rest = said.replace(notGranted, ' ');
  return rest !== said && !/\b(approv|certif|authori[sz]|grant|overturn|revers)/.test(rest);
};

/** Words that ask for something, whatever else they tell. */
const asking =
  /\b(need\w*|submit\w*|send|sent|provid\w*|fax\w*|attach\w*|upload\w*|request\w*|requir\w*|missing|documents?|documentation|records?|notes?|labs?|forms?|questionnaires?|letter|results?|please|call|contact)\b/;

/** Whether a note on a request that the payer still decides says no more than that. */
export const isMereReview = (words: string): boolean => {
  const said = words.toLowerCase();
  return /\b(review|process|decision|determination|pend)/.test(said) && !asking.test(said);
};

/** Whether words ask for something; that a thing was granted as requested asks for nothing. */
export const isAsking = (words: string): boolean =>
  asking.test(words.toLowerCase().replace(/\bas (requested|submitted)\b/g, ''));
