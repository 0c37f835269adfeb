const list = (codes: string): readonly string[] => codes.split(' ');
const numbered = (letter: string, first: number, last: number): string[] =>
  Array.from(
    { length: last - first + 1 },
    (_, index) => `${letter}${String(first + index).padStart(2, '0')}`,
  );
/** Categories of ICD-9-CM, which have three digits. */
const numbered9 = (first: number, last: number): string[] =>
  Array.from({ length: last - first + 1 }, (_, index) => String(first + index).padStart(3, '0'));

/** Infections of the skin, the nails or the throat that seldom bear on an infusion. */
export const minorInfections = list(
  'A630 B000 B001 B002 B009 B07 B081 B35 B36 B370 B372 B373 B80 B85 B86 J00 J01 J02 J04 J06 J20 J40 H66 K021 K052',
);

/** Infections that have rows of their own: tuberculosis, lasting hepatitis, HIV, prion and JC virus. */
const ofTheirOwn = list('A15 A17 A18 A19 A81 B17 B18 B19 B20');
const acuteHepatitis = list('B172 B178 B179');
/** Sequelae: no infection any more. */
const over = list('B90 B91 B92 B94');

const infectious = [...numbered('A', 0, 99), ...numbered('B', 0, 99)].filter(
  (code) => !ofTheirOwn.includes(code) && !over.includes(code),
);

/** Infections that ICD-10-CM lists with the organ, fistulas with an abscess of the bowel among them. */
const ofOrgans = list(
  'G00 G01 G02 G04 G05 G06 G07 H050 H440 H700 I301 I33 I38 I39 I400 J05 J09 J10 J11 J12 J13 J14 J15 J16 J17 J18 J21 J22 J36 J390 J391 J85 J86 K046 K047 K122 K35 K36 K37 K50014 K50114 K50814 K50914 K51014 K51214 K51314 K51414 K51514 K51814 K51914 K5700 K5720 K5740 K5780 K61 K630 K65 K67 K750 K803 K830 L00 L01 L02 L03 L04 L050 L08 M00 M01 M462 M463 M464 M465 M600 M726 M86 N10 N12 N136 N151 N300 N308 N309 N34 N390 N410 N412 N45 N70 N71 N72 N73 O23 O85 O86 P36 R572 R652 R7881 T802 T814 T826 T827 T835 T836 T845 T846 T847 T857 U071',
);

/**
 * Codes of an infection that is active: chapter 1 of ICD-10-CM (April 2026) without sequelae and what
 * has rows of its own, and the infections of the other chapters.
 */
export const activeInfections: readonly string[] = [...infectious, ...acuteHepatitis, ...ofOrgans];

/** The same of ICD-9-CM. */
export const activeInfections9: readonly string[] = [
  ...numbered9(1, 9),
  ...numbered9(20, 41),
  ...numbered9(45, 66),
  ...list(
    '0700 0701 071 072 073 074 075 076 077 0785 0786 0787 1122 1124 1125 1128 320 321 322 323 324 421 480 481 482 483 484 485 486 487 488 510 513 540 541 542 56201 56203 56211 56213 566 567 5695 5720 5750 5761 590 5950 5970 5990 601 604 614 615 670 680 681 682 683 684 685 686 711 730 78552 7907 99591 99592 9966 9985 99931 99932 99933',
  ),
  ...numbered9(80, 104),
  ...numbered9(114, 136),
];

/**
 * Drugs against an infection of these days, by how their names begin or end and by brands: USAN stems,
 * general knowledge. What is taken for years against HIV and hepatitis B is not among them, nor are
 * antibiotics against tumors and rejection, which suppress, and words of the head.
 */
export const antiInfective =
  /\b(antibiotic(o?s?|s)|(?!adria|bleo|d?actino|dauno|mithra|mito|ozoga|peplo|plica|rapa)[a-z]+(mycin|micin|cillin|cycline|floxacin|penem|conazole|fungin|nidazole|zolid|vancin|amivir|trelvir|ganciclovir)|(cef(?!aly\b)|ceph(?!al(?!e|o[grst])))[a-z]+|rocephin|amphotericin|augmentin|avelox|aztreonam|bactrim|cipro|cleocin|colistin|dificid|diflucan|ethambutol|flagyl|isoniazid|keflex|levaquin|macrobid|molnupiravir|nitrofurantoin|omnicef|paxlovid|pyrazinamide|remdesivir|rifampin|rifapentine|septra|sulfamethoxazole|tamiflu|tmp.smx|trimethoprim|unasyn|valcyte|xofluza|z-?pak|zithromax|zosyn|zyvox)\b/;
/** Drugs against herpes and shingles, which many take so that these stay away. */
export const antiHerpes = /\b(val)?acyclovir|famciclovir|valtrex|zovirax\b/;

/** How an active infection is called, once what is denied, past or of those rows is taken out. */
export const infectionCalled =
  /seps(is|e)|septic|bacter(a)?emia|pneumonia|neumonia|covid|sars-?cov|cellulitis|celulitis|abscess|absceso|pyelonephritis|osteomyelitis|endocarditis|meningitis|encephalitis|herpes(?! labialis)|zoster|shingles|varicella|chickenpox|measles|influenza|\bflu\b|\b(c|r|ca)?uti\b|urinary tract|\bcystitis\b|difficile|\bc\.? ?diff\b|\bcdi\b|listeri|salmonell|mrsa|empyema|cholangitis|peritonitis|appendicitis|diverticulitis|fasciitis|gangrene|histoplasmosis|coccidioid|cryptococc|aspergill|candidemia|mononucleosis|cytomegalovirus|\bcmv\b|malaria|syphilis|(?<!hiv |immunodeficiency virus |hep(atitis)? [bc] (virus )?|hbv |hcv |latent (tb |tuberculosis )?|minor )\binfec(tion|tions|ted|cion)\b/;
