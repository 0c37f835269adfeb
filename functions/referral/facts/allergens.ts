/** What an allergy to one substance means for therapies. */
export type Allergen = {
  title: string;
  called: RegExp;
  therapies: readonly string[] | 'all';
  /** It stops the order; otherwise it is weighed. */
  stops?: true;
  /** Another drug of the class: where only the stomach took it ill, it is weighed and stops nothing. */
  crosses?: true;
  /** Names that are known with a slip of the pen in them. */
  spelled?: readonly string[];
  /** What the nurse or the pharmacist does about it, where it is not the drug. */
  fix?: string;
};

const list = (words: string): readonly string[] => words.split(' ');
const named = (words: string): RegExp => new RegExp(`(^|[^a-z])(?:${words})(?![a-z])`);

/** What an allergy means, apart from what it is to. */
type Row = Omit<Allergen, 'title'>;

const stops = (words: string, therapies: string): Row => ({
  called: named(words),
  therapies: list(therapies),
  stops: true,
});
const crosses = (words: string, therapies: string): Row => ({
  ...stops(words, therapies),
  crosses: true,
});
const doubts = (words: string, therapies: string): Row => ({
  called: named(words),
  therapies: list(therapies),
});
const spelled = (names: string, row: Row): Row => ({ ...row, spelled: list(names) });
const supplies = (words: string, fix: string): Row => ({
  called: named(words),
  therapies: 'all',
  fix,
});

const tween =
  'infliximab infliximab_dyyb vedolizumab ocrelizumab natalizumab tocilizumab rituximab eculizumab ravulizumab lecanemab imiglucerase';
const hamster =
  'imiglucerase agalsidase_beta tocilizumab vedolizumab ocrelizumab rituximab lecanemab ravulizumab';
const globulins = 'ivig scig';
const sulfites = '(?:sodium )?(?:meta)?(?:bi)?sul(?:f|ph)ites?';
const fromPlasma = 'ivig scig alpha1_pi';

/**
 * Classes and ingredients, beside the names of each drug. Ingredients and cross-reactions: drug
 * labels; members of classes: general knowledge - verify.
 */
const rows = {
  penicillins: spelled(
    'penicillin amoxicillin ampicillin',
    crosses(
      'penicill\\w*|pcn|pen-?vee\\w*|amoxicill\\w*|amoxil|ampicill\\w*|augmentin|unasyn|piperacill\\w*|zosyn|nafcillin|oxacillin|dicloxacillin|bicillin|ticarcillin|timentin|penicilina',
      'ceftriaxone ertapenem',
    ),
  ),
  cephalosporins: spelled(
    'cephalosporin cephalexin cefazolin',
    crosses(
      'cephalosporins?|cefalosporinas?|cef[a-z]{3,}|cephalexin|cephazolin|cephradine|keflex|ancef|kefzol|omnicef|ceclor|fortaz|tazicef|maxipime|suprax|vantin|ceftin|zinacef|mefoxin|teflaro|rocephin',
      'ceftriaxone ertapenem',
    ),
  ),
  carbapenems: crosses(
    'carbapenems?|meropenem|merrem|imipenem|primaxin|doripenem|ertapenem|invanz',
    'ertapenem ceftriaxone',
  ),
  'beta-lactams': crosses('beta ?-?lactams?|b-lactams?|β-lactams?', 'ceftriaxone ertapenem'),
  glycopeptides: stops(
    'glycopeptides?|vanco\\w*|teicoplanin|telavancin|vibativ|dalbavancin|dalvance|oritavancin|orbactiv|red man|vancomycin infusion reaction',
    'vancomycin',
  ),
  infliximab: stops(
    'infliximab(-\\w+)?|remicade|inflectra|renflexis|avsola|ixifi|zymfentra',
    'infliximab infliximab_dyyb',
  ),
  rituximab: stops('rituximab(-\\w+)?|rituxan|truxima|ruxience|riabni', 'rituximab'),
  'another anti-CD20 antibody': doubts(
    'ocrelizumab|ocrevus|rituximab(-\\w+)?|rituxan|ofatumumab|obinutuzumab|ublituximab|ibritumomab',
    'ocrelizumab rituximab',
  ),
  'mouse protein': stops(
    'murine|mouse|mice',
    'infliximab infliximab_dyyb rituximab natalizumab eculizumab ravulizumab',
  ),
  'hamster protein': doubts('hamsters?|chinese hamster ovary|cho cells?', hamster),
  polysorbate: spelled('polysorbate', stops('polysorbates?( \\d+)?|tween( ?\\d+)?', tween)),
  'iron products': stops(
    'iron|ferric \\w+|ferrous \\w+|ferumoxytol|feraheme|ferrlecit|venofer|injectafer|infed|dexferrum|monoferric|hierro',
    'iron_sucrose ferric_carboxymaltose',
  ),
  'immune globulin': stops(
    'immun(?:e|o)? ?-?globulins?|immunoglobulin( g)?|gamma ?-?globulins?|human globulins?|ivig|scig|igg|gammagard|gamunex(-c)?|gammaked|gammaplex|privigen|octagam|panzyga|bivigam|flebogamma|asceniv|yimmugo|alyglo|hizentra|cuvitru|hyqvia|xembify|cutaquig|inmunoglobulinas?|rhogam|hyperrho|winrho',
    globulins,
  ),
  'IgA, or antibodies to it': stops('(anti-?)?iga( deficien\\w+)?', fromPlasma),
  'plasma or blood products': stops(
    '(human )?plasma|blood products?|blood transfusions?|red (blood )?cells|transfusions?',
    `${fromPlasma} rbc_transfusion`,
  ),
  albumin: doubts('(human )?albumin', fromPlasma),
  'alpha-1 proteinase inhibitor': stops(
    'alpha ?-?1[- ](anti-?trypsin|proteinase)( inhibitor)?|alpha1\\w*|aat|prolastin(-c)?|zemaira|aralast( np)?|glassia',
    'alpha1_pi',
  ),
  bisphosphonates: stops(
    'bisphosphonates?|zoledron\\w+|reclast|zometa|aclasta|alendron\\w+|fosamax|risedron\\w+|actonel|atelvia|ibandron\\w+|boniva|pamidron\\w+|aredia|etidron\\w+|didronel',
    'zoledronic_acid',
  ),
  taxanes: stops(
    'taxanes?|paclitaxel|taxol|docetaxel|taxotere|cabazitaxel|jevtana|abraxane',
    'paclitaxel',
  ),
  'castor oil in injections': stops(
    'cremophor( el)?|kolliphor|castor oil|polyoxyl\\w*|polyoxyethylated|peg-?35|polyethylene glycols?|macrogol|peg',
    'paclitaxel',
  ),
  'platinum drugs': stops(
    'platinum\\w*|platin|carboplatin|paraplatin|cisplatin|platinol|oxaliplatin|eloxatin|mannitol',
    'carboplatin',
  ),
  fluoropyrimidines: stops(
    'fluorouracil|5-?fu|adrucil|efudex|carac|capecitabine|xeloda|tegafur|floxuridine',
    'fluorouracil_pump',
  ),
  opioids: crosses(
    'opioids?|opiates?|narcotics?|morphine|ms contin|codeine|tylenol ?#?3|oxycodone|oxycontin|percocet|roxicodone|hydrocodone|vicodin|norco|lortab|oxymorphone|opana|fentanyl|duragesic|meperidine|demerol|methadone|morfina',
    'hydromorphone_pca',
  ),
  ketamine: stops('ketamine|ketalar|esketamine|spravato', 'ketamine_infusion'),
  milrinone: stops('milrinone|primacor|inamrinone|amrinone', 'milrinone_home'),
  'fats and proteins of nutrition': stops(
    'eggs?( \\w+)?|egg-?white|soy\\w*|soya|fish( oil)?|peanuts?|lipid emulsions?|intralipid|smoflipid|omegaven|clinolipid|amino acids?|huevo',
    'parenteral_nutrition',
  ),
  'sulfites of nutrition': stops(sulfites, 'parenteral_nutrition'),
  sulfites: doubts(sulfites, 'hydromorphone_pca'),
  corn: doubts('corn|maize|dextrose', 'parenteral_nutrition hydration'),
  latex: supplies('latex|rubber', 'Use supplies and stoppers without latex.'),
  'what lines are kept open with': supplies(
    'heparin|hit|lovenox|enoxaparin',
    'Flush lines with saline alone.',
  ),
  'what skin is cleaned or dressed with': supplies(
    'chlorhexidine|chg|chloraprep|hibiclens|iodine|betadine|povidone\\w*|adhesives?( tape)?|tape|tegaderm|alcohol( swabs?| wipes?)?|isopropyl\\w*',
    'Use another antiseptic or dressing.',
  ),
};

export const allergens: readonly Allergen[] = Object.entries(rows).map(([title, row]) => ({
  title,
  ...row,
}));

/** Given before an infusion, or for a reaction to it. */
export const premedicines = named(
  'diphenhydramine|benadryl|acetaminophen|tylenol|paracetamol|apap|methylprednisolone|solu-?medrol|hydrocortisone|solu-?cortef|dexamethasone|decadron|prednisone|steroids?|corticosteroids?|famotidine|pepcid|cetirizine|zyrtec|loratadine|antihistamines?|epinephrine|adrenalin',
);

/** Names that say that there is an allergy and not to what; the rule asks back. */
export const unspecific =
  /^((patient |pt )?(is )?(unsure|not sure|does not know|(cannot|can'?t) recall)|unable to \w+|not (documented|asked)|no sabe|yes|si|y|multiple|several|various|many|other|others|see (list|chart|note|notes|attached|below|records?|emr)|on file|list attached|attached|medicamentos?|(multiple |unknown |some )?(antibiotics?|drugs?|medications?|medicines?|biologics?|monoclonal antibod(y|ies)|chemo(therapy)?|infusions?|iv (drug|medication)s?)( allerg(y|ies))?|allergic reaction|anaphylaxis|hypersensitivity|rash|hives|tbd|pending|\?+|-+|\.+|x+|n\/?a|allerg(y|ies|ic))\.?$/;

/** Allergies that bear on no therapy of the catalogue, as charts list them. */
export const bearOnNothing = named(
  'sulfa\\w*|sulfonamides?|bactrim|septra|sulfamethoxazole\\w*|trimethoprim|macrobid|nitrofurantoin|cipro\\w*|levofloxacin|levaquin|avelox|moxifloxacin|fluoroquinolones?|quinolones?|macrolides?|erythromycin|azithromycin|zithromax|z-?pak|clarithromycin|biaxin|tetracyclines?|doxycycline|minocycline|clindamycin|cleocin|metronidazole|flagyl|gentamicin|tobramycin|neomycin|linezolid|zyvox|nystatin|fluconazole|aspirin|asa|nsaids?|ibuprofen|motrin|advil|naproxen|aleve|naprosyn|ketorolac|toradol|celecoxib|celebrex|meloxicam|mobic|diclofenac|tramadol|ultram|statins?|atorvastatin|lipitor|simvastatin|zocor|rosuvastatin|crestor|pravastatin|ace inhibitors?|lisinopril|enalapril|losartan|metoprolol|amlodipine|hydrochlorothiazide|hctz|metformin|gabapentin|lyrica|pregabalin|sertraline|fluoxetine|bupropion|trazodone|citalopram|phenytoin|dilantin|carbamazepine|tegretol|lamotrigine|lamictal|compazine|prochlorperazine|promethazine|phenergan|metoclopramide|reglan|ondansetron|zofran|droperidol|lidocaine|novocaine|procaine|benzocaine|propofol|contrast( (dye|media))?|iv (contrast|dye)|gadolinium|shellfish|shrimp|crab|lobster|crustaceans?|(tree )?nuts?|almonds?|cashews?|walnuts?|pecans?|hazelnuts?|pistachios?|milk|dairy|lactose|casein|whey|wheat|gluten|sesame|strawberr(y|ies)|kiwi|banana|avocado|tomato(es)?|citrus|chocolate|bees?|wasps?|bee venom|insect (stings?|venom)|fire ants?|pollens?|grass(es)?|ragweed|trees?|dust( mites?)?|mold|mould|cats?|dogs?|(animal |cat |dog |pet )(dander|hair)|horse|feathers?|nickel|cobalt|perfumes?|fragrances?|seasonal( allergies)?|hay fever|environmental( allergies)?|sunscreen|wool|adalimumab|humira|etanercept|enbrel|methotrexate|azathioprine|imuran|sulfasalazine|mesalamine|allopurinol|prednisolone',
);
