import { wordsOf } from './condition-words.ts';
import { plain } from './result-words.ts';

/** A disease by the words that name it, and the beginnings of the codes that may stand beside them. */
type Disease = { words: RegExp; icd10: readonly string[] };

/**
 * Diseases whose words leave no doubt which chapter of ICD-10-CM they belong to, the ones that our
 * therapies are given for among them. A row lists every place where the classification has them, so
 * that only another disease is told apart. Source: ICD-10-CM tabular list, April 2026.
 */
const diseases: readonly Disease[] = [
  { words: /^(seropositive |seronegative )?rheumatoid arthritis/, icd10: ['M05', 'M06', 'M08'] },
  { words: /^psoriatic arthr(itis|opathy)/, icd10: ['L40.5'] },
  { words: /^(plaque )?psoriasis/, icd10: ['L40'] },
  { words: /^ankylosing spondylitis/, icd10: ['M45', 'M08.1'] },
  { words: /^crohn['\u2019]?s/, icd10: ['K50'] },
  { words: /^ulcerative (pan)?colitis/, icd10: ['K51'] },
  { words: /^multiple sclerosis/, icd10: ['G35'] },
  { words: /^neuromyelitis optica/, icd10: ['G36.0'] },
  { words: /^myasthenia gravis/, icd10: ['G70.0'] },
  { words: /^chronic inflammatory demyelinating/, icd10: ['G61.81'] },
  { words: /^multifocal motor neuropathy/, icd10: ['G61.82'] },
  { words: /^guillain/, icd10: ['G61.0'] },
  { words: /^alzheimer['\u2019]?s/, icd10: ['G30'] },
  { words: /^migraine/, icd10: ['G43'] },
  { words: /^complex regional pain/, icd10: ['G90.5', 'G56.4', 'G57.7'] },
  { words: /^(common )?variable immunodeficiency/, icd10: ['D83'] },
  { words: /^(immune|idiopathic) thrombocytopeni/, icd10: ['D69.3', 'D69.4'] },
  { words: /^paroxysmal nocturnal hemoglobinuria/, icd10: ['D59.5'] },
  { words: /^(atypical )?hemolytic[ -]uremic/, icd10: ['D59.3'] },
  { words: /^iron deficiency anemia/, icd10: ['D50', 'D63', 'O99.0', 'O90.8'] },
  { words: /^sickle[ -]cell (disease|disorder|anemia)/, icd10: ['D57'] },
  { words: /^(beta |alpha )?thalassemia/, icd10: ['D56', 'D57.4'] },
  { words: /^gaucher/, icd10: ['E75.22'] },
  { words: /^fabry/, icd10: ['E75.21'] },
  { words: /^alpha[ -]?1[ -]antitrypsin/, icd10: ['E88.01', 'Z14.8'] },
  { words: /^sarcoidosis/, icd10: ['D86'] },
  { words: /^(systemic lupus|sle\b)/, icd10: ['M32'] },
  { words: /^giant cell arteritis/, icd10: ['M31.5', 'M31.6'] },
  { words: /^granulomatosis with polyangiitis/, icd10: ['M31.3'] },
  { words: /^microscopic polyangiitis/, icd10: ['M31.7'] },
  { words: /^pemphigus/, icd10: ['L10'] },
  { words: /^hidradenitis/, icd10: ['L73.2'] },
  { words: /^dermatomyositis/, icd10: ['M33', 'M36.0'] },
  { words: /^(age[ -]related |postmenopausal )?osteoporosis/, icd10: ['M80', 'M81'] },
  { words: /^paget['\u2019]?s disease of (the )?bone/, icd10: ['M88'] },
  { words: /^(end[ -]stage (renal|kidney) disease|esrd\b)/, icd10: ['N18.6', 'I12.0', 'I13'] },
  { words: /^(congestive )?heart failure/, icd10: ['I50', 'I11.0', 'I13', 'I09.81', 'I97.1'] },
  { words: /^asthma/, icd10: ['J45', 'J82'] },
  { words: /^chronic obstructive pulmonary/, icd10: ['J44'] },
  { words: /^type 1 diabetes/, icd10: ['E10', 'O24.0', 'E08', 'E13'] },
  { words: /^type 2 diabetes/, icd10: ['E11', 'O24.1'] },
  { words: /^essential hypertension/, icd10: ['I10'] },
  { words: /^(malignant neoplasm of .*breast|(invasive )?breast cancer)/, icd10: ['C50', 'D05'] },
  { words: /^(non-?small cell |small cell )?lung cancer/, icd10: ['C34'] },
  { words: /^(ovarian cancer|malignant neoplasm of .*ovary)/, icd10: ['C56', 'C57'] },
  { words: /^(colon|colorectal|rectal) cancer/, icd10: ['C18', 'C19', 'C20', 'C21'] },
  { words: /^pancreatic cancer/, icd10: ['C25'] },
  {
    words: /^(follicular|diffuse|hodgkin|non-hodgkin|mantle cell) ?.*lymphoma/,
    icd10: ['C81', 'C82', 'C83', 'C84', 'C85', 'C86', 'C88'],
  },
  { words: /^chronic lymphocytic leukemia/, icd10: ['C91.1'] },
  { words: /^multiple myeloma/, icd10: ['C90.0'] },
  { words: /^short bowel/, icd10: ['K90.82', 'K90.83', 'K91.2'] },
  { words: /^gastroparesis/, icd10: ['K31.84', 'E08.43', 'E09.43', 'E10.43', 'E11.43', 'E13.43'] },
  {
    words: /^cellulitis/,
    icd10: [
      'L03',
      'H00',
      'H05',
      'H60',
      'J34',
      'J36',
      'J38',
      'K12',
      'K61',
      'N48',
      'N49',
      'N61',
      'N73',
      'N76',
      'O86',
      'O91',
    ],
  },
  {
    words: /^osteomyelitis/,
    icd10: [
      'M86',
      'M46.2',
      'M46.3',
      'M27.2',
      'H05.0',
      'A01',
      'A02',
      'A18',
      'A39',
      'A54',
      'B67',
      'E08',
      'E09',
      'E10',
      'E11',
      'E13',
    ],
  },
];

/**
 * Codes of what is not the disease itself: findings, injuries, pregnancies, reasons for an encounter.
 * Words of the disease may stand beside them.
 */
const besideAnything = /^[OPRSTUVWXYZ]/;

/** Words that speak of the disease without saying that the patient has it, or of more than one. */
const notPlainly =
  /\b(history|hx|h\/o|family|suspected|possible|probable|rule out|r\/o|versus|vs|or|screening|secondary|metasta\w*|sequela\w*|encounter|status|susceptib\w*|overlap|mixed|and|like)\b|[?/+&;]/;

const fits = (code: string, { icd10 }: Disease): boolean =>
  icd10.some((beginning) => code.startsWith(beginning) || beginning.startsWith(code));

/**
 * Whether the words beside a code of ICD-10-CM name another disease than the code does. Words that
 * are not plain, and diseases that the table does not have, are not compared.
 */
export const namesAnotherDisease = (code: string, words: string | undefined): boolean => {
  if (!words || besideAnything.test(code)) return false;
  const said = plain(words);
  const named = diseases.find((disease) => disease.words.test(said));
  if (!named || fits(code, named) || notPlainly.test(said)) return false;
  const [affirmed = ''] = wordsOf({ name: words }, { whenPast: false });
  return named.words.test(affirmed.trim());
};
