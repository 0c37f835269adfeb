import type { VeinLine } from '../../therapy/line-choice.ts';

/** Something that a careful pharmacist looks for in an order, in whatever form it was sent. */
export type LookedFor = {
  id: string;
  /** As a sentence goes on: "The order does not show …". */
  what: string;
  /** What names it and nothing else, in small letters: in results, problems, medicines or titles. */
  told: RegExp;
  /** What may be it and may be another thing: shown to a person, and never taken for it. */
  alike?: RegExp;
  /** That there is none is the answer, too: "never smoked", "no prior platinum". */
  noneAnswers?: true;
  /** What says that the disease or its proof was looked for and is not there. */
  against?: RegExp;
  /** Without it the drug may not be given: where it is said not to be there, that stops. */
  vital?: true;
  therapies: readonly string[];
  /** Only looked for where this line is in place. */
  ofLine?: VeinLine;
};

const row = (
  [id, what, therapies]: readonly [id: string, what: string, therapies: string],
  told: RegExp,
  more: Pick<LookedFor, 'alike' | 'noneAnswers' | 'against' | 'vital' | 'ofLine'> = {},
): LookedFor => ({ id, what, told, ...more, therapies: therapies.split(' ') });

/**
 * What therapies ask for beyond results with limits: the screening of the therapy catalogue's source
 * and the orders of infusion practices; general knowledge - verify.
 */
export const lookedFor: readonly LookedFor[] = [
  row(
    [
      'culture',
      'the culture and what it is sensitive to, or why there is none',
      'ceftriaxone vancomycin ertapenem daptomycin',
    ],
    /\bcultur|susceptibilit|susceptible to|sensitiv(e|ity) to|\bisolates?\b|\bisolated from|\borganism|\bgrew\b|\bm[rs]sa\b|\besbl\b|empiric/,
    { alike: /\bgrowth\b|\bpcr\b|\bsensitiv/ },
  ),
  row(
    [
      'enzyme',
      'the enzyme activity or the genotype that proves the disease',
      'imiglucerase agalsidase_beta',
    ],
    /enzyme (activity|assay|level)|\bgba1?\b|\bgla\b|(glucocerebrosidase|glucosidase|galactosidase)( a)?( \w+)? (activity|level|assay|low|\d)|\blyso-?gb/,
    {
      alike: /genotyp|mutation|variant|glucocerebrosidase|galactosidase|glucosidase/,
      against: /\b(normal|negative|not (found|detected|seen))\b|\bno (pathogenic|variant|mutation)/,
    },
  ),
  row(
    ['amyloid', 'that amyloid was found, by PET, fluid or blood', 'lecanemab'],
    /\bamyloid\b(?![- ](related|angiopathy|antibod|targeting|lowering|therap))|\babeta|\bp-?tau|\bab ?42|(cerebrospinal|\bcsf\b)[^.;]{0,60}(amyloid|abeta|tau)/,
    {
      alike: /\bamyloid|cerebrospinal|\bcsf\b/,
      against: /\b(negative|normal|not (found|detected|seen|consistent))\b|\bno (evidence|amyloid)/,
      vital: true,
    },
  ),
  row(
    ['cognition', 'a score of memory and thinking (MMSE, MoCA or CDR)', 'lecanemab'],
    /\bmmse\b|\bmoca\b|\bcdr\b|mini-?mental|montreal cognitive|clinical dementia rating|72106-8|72172-0/,
    { alike: /\bcogniti(ve|on)\b|\bmemory\b|\bslums\b|mini-?cog/ },
  ),
  row(
    ['antitrypsin-type', 'the type of alpha-1 antitrypsin (genotype or phenotype)', 'alpha1_pi'],
    /\bpi ?\*?(zz|sz|mz|ss|null|z)|(antitrypsin|\baat|\ba1at|alpha-?1)[^.;]{0,60}(phenotyp|genotyp)|(phenotyp|genotyp)[^.;]{0,60}(antitrypsin|\baat\b|\ba1at|\b[msz]z\b)|serpina1|32769-2/,
    { alike: /phenotyp|genotyp/ },
  ),
  row(
    ['lung-function', 'the lung function (FEV1)', 'alpha1_pi'],
    /\bfev ?1|(?<!incentive )spirometry|\bpfts?\b|lung function|pulmonary function|\bdlco\b|2015[02]-[0-9]|19926-5/,
    { alike: /spiromet/ },
  ),
  row(
    ['smoking', 'whether the patient smokes', 'alpha1_pi'],
    /\b(non-?)?smok(er|es|ed|ing)\b|tobacco|nicotine|72166-2/,
    { alike: /smok/, noneAnswers: true },
  ),
  row(
    ['hemodynamics', 'the cardiac index or wedge pressure on the drug', 'milrinone_home'],
    /cardiac (index|output)|(?<!% )\bci(:|=| of| was| is|) ?\d\.\d|wedge pressure|(capillary|pulmonary) wedge|\bpcwp\b|right heart cath|\brhc\b|hemodynamic/,
    { alike: /\bci\b|\bwedge\b|\bcath\b/ },
  ),
  row(
    ['arrhythmia-plan', 'a defibrillator, or the plan for an arrhythmia', 'milrinone_home'],
    /\bicd\b(?![- ]?(9|10))|\b(aicd|crt-?d)\b|defibrillator|life ?vest|arrhythmia plan|plan for arrhythmia|\bdnr\b|z95\.?810/,
    { alike: /arrhythmia|pacemaker/ },
  ),
  row(
    ['second-pump', 'a second pump and power for it', 'milrinone_home'],
    /(second|back-?up|spare|two|2) (cadd |infusion )?(pump|power)|power (back-?up|outage)|(home|backup|power) generator/,
    { alike: /generator|\bbattery|batteries/ },
  ),
  row(
    ['consent', 'the consent to the transfusion', 'rbc_transfusion'],
    /consent[^.;]{0,60}(transfus|blood)|(transfus|blood)[^.;]{0,60}consent|agrees to (blood|transfusion)/,
    { alike: /consent/ },
  ),
  row(
    ['naloxone', 'naloxone for an overdose at home', 'hydromorphone_pca'],
    /naloxone|narcan|nalmefene/,
  ),
  row(
    ['locked-storage', 'where the drug is locked away at home', 'hydromorphone_pca'],
    /lock ?-?box|lockable|locked (away|up|cabinet|box|case|drawer|safe|container|storage)|(safe|secure|locked) (drug |medication )?storage|diversion (risk|plan|contract|agreement)/,
    { alike: /\block(s|ed)?\b|diversion|\bsafe\b/ },
  ),
  row(
    ['driver', 'who drives the patient home', 'ketamine_infusion'],
    /(?<!(?:truck|bus|taxi|cab|delivery|train|forklift|uber|screw)[- ]?)\bdriver\b(?! (mutation|gene))|\bdrives? (\w+ ){0,2}home|\bdriven home|ride home|\bescort/,
    { alike: /\bdriv(er|es?|en|ing)\b|\bride\b/ },
  ),
  row(
    ['dental', 'a look at teeth and jaw', 'zoledronic_acid'],
    /\bdental\b(?! (insurance|plan|coverage|benefit))|\bdentist|\bdentition|oral (exam|health)|edentul|jaw (exam|is|normal|pain|intact)|osteonecrosis of (the )?jaw/,
    { alike: /\bjaw\b|\bteeth\b|\btooth\b/, noneAnswers: true },
  ),
  row(
    ['prior-platinum', 'how many courses of a platinum were given before', 'carboplatin'],
    /(prior|previous|no|of) platin|platin(um)?[- ](naive|exposure|sensitive|resistant|refractory)|cisplatin|oxaliplatin|(?<!menstrual )\bcycle (#|no\.? ?)?\d/,
    { alike: /platin/, noneAnswers: true },
  ),
  row(
    ['spill-kit', 'a kit for spills at home', 'fluorouracil_pump'],
    /\bspills? (kit|pack|supplies)|(chemo(therapy)?|for) spill/,
    { alike: /\bspill/ },
  ),
  row(
    ['drinking-fails', 'why drinking does not do', 'hydration'],
    /\b(unable|inability|cannot|can't|fail\w*|poor|inadequate|insufficient|minimal|decreased|reduced|low|no|not|limited|intoleran\w+)\b[^.;,]{0,40}\b(oral|orally|po|drink|eat|fluids|intake|swallow)\b|\b(oral|po)\b[^.;]{0,30}\b(fail|poor|inadequate|insufficient|not |minimal)|vomit|emesis|nausea|gastroparesis|high[- ]output|diarrh/,
    { alike: /ondansetron|antiemetic|\b(oral|po) (rehydration|intake|fluids)/ },
  ),
  row(
    [
      'line-tip',
      'where the tip of the line lies',
      'parenteral_nutrition fluorouracil_pump milrinone_home hydromorphone_pca paclitaxel vancomycin',
    ],
    /\btips?\b[^.;]{0,40}(confirm|verif|documented|\bin\b|\bat\b)|cavo-?atrial|\bsvc\b|superior vena cava|(x-?ray|\bcxr\b|\becg\b)[^.;]{0,40}confirm|(confirm|verif)\w*[^.;]{0,40}(x-?ray|\bcxr\b|\becg\b)/,
    { alike: /\btips?\b|(placement|position)[^.;]{0,20}(confirm|verif)/, ofLine: 'picc' },
  ),
  row(
    ['nutrition-plan', 'the goal of energy and protein', 'parenteral_nutrition'],
    /kcal|calori|nutrition(al)? (plan|goals?|assessment|consult)|diet(it|ic)ian/,
    { alike: /\bdiet\b|\bprotein goal/ },
  ),
];

const anyOfThem = new RegExp(
  lookedFor.flatMap(({ told, alike }) => [told.source, ...(alike ? [alike.source] : [])]).join('|'),
);
/** The code of what carries none that is known: it is kept for its words. */
export const unnamedCode = 'unnamed';

/** Whether words may tell of something that a therapy is looked at for. */
export const mayBeLookedFor = (words: string): boolean => anyOfThem.test(words.toLowerCase());

/** What denies what follows it, or says that it is still to come. */
const deniedBefore =
  /\b(no|not|without|lack(s|ing)?|den(ies|ied)|never|need(s|ed)?|missing|await(s|ing)?|pending|refus\w+|declin\w+|unknown|requires?|request(s|ed)?|unable to obtain|to obtain)\b[^.;,]{0,40}$/;
/** What takes back what stands before it. */
const deniedAfter =
  /^[^.;]{0,60}?(\bnot (yet )?(been )?(done|performed|available|obtained|on file|given|signed|sent|collected|received|arranged)\b|\bpending\b|\bunknown\b|\brefus\w+|\bdeclin\w+|\bmissing\b|\bneeded\b|\bto follow\b|\bn\/a\b|:? ?\bnone\b|\bnever (done|taken|signed)\b|\bunavailable\b|\boutstanding\b|\bordered\b|\bto be (done|signed|arranged|obtained|scheduled)\b|\bcancel\w*|: ?(no|false)$|\?)/;

/** What says of a test that it found what it looked for: beside a word against it, a person reads both. */
const affirmed = /\bpositive|\babnormal|\belevated|\bconfirmed|(?<!\bnot )\bconsistent with/;

/** What words tell of it: that it is there, or was looked for and is not, that something may be it, or nothing. */
export const toldIn = (
  { told, alike, noneAnswers, against }: LookedFor,
  words: string,
): 'shown' | 'against' | 'unclear' | 'nothing' => {
  const said = words.toLowerCase();
  const found = [...said.matchAll(new RegExp(told.source, 'g'))];
  const isDenied = (one: RegExpExecArray) =>
    deniedBefore.test(said.slice(Math.max(0, one.index - 60), one.index)) ||
    deniedAfter.test(said.slice(one.index + one[0].length));
  const stands = noneAnswers ? found : found.filter((one) => !isDenied(one));
  if (stands.length > 0 && !against?.test(said)) return 'shown';
  if (stands.length > 0 && !affirmed.test(said)) return 'against';
  return found.length > 0 || alike?.test(said) ? 'unclear' : 'nothing';
};
