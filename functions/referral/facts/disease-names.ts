import { wordsOf } from './condition-words.ts';
import { plain } from './result-words.ts';

/** A disease by the words that its names begin with, and the beginnings of codes that fit them. */
type Disease = { words: RegExp; icd10: readonly string[] };

const list = (codes: string): readonly string[] => codes.split(' ');

/**
 * Diseases whose words leave no doubt which chapter of ICD-10-CM they belong to, the ones that our
 * therapies are given for among them. A row lists every place where the classification has them, so
 * that only another disease is told apart; what stands beside any disease is left out. Source: ICD-10-CM tabular list, April 2026.
 */
const diseases: readonly Disease[] = [
  { words: /(seropositive |seronegative )?rheumatoid arthritis/, icd10: list('M05 M06 M08') },
  { words: /psoriatic arthr(itis|opathy)/, icd10: list('L40.5') },
  { words: /(plaque )?psoriasis/, icd10: list('L40') },
  { words: /ankylosing spondylitis/, icd10: list('M45 M08.1') },
  { words: /crohn['\u2019]?s/, icd10: list('K50') },
  { words: /ulcerative (pan)?colitis/, icd10: list('K51') },
  { words: /multiple sclerosis/, icd10: list('G35') },
  { words: /neuromyelitis optica/, icd10: list('G36.0') },
  { words: /myasthenia gravis/, icd10: list('G70.0') },
  { words: /chronic inflammatory demyelinating/, icd10: list('G61.81') },
  { words: /multifocal motor neuropathy/, icd10: list('G61.82') },
  { words: /guillain/, icd10: list('G61.0') },
  { words: /alzheimer['\u2019]?s/, icd10: list('G30') },
  { words: /migraine/, icd10: list('G43') },
  { words: /complex regional pain/, icd10: list('G90.5 G56.4 G57.7') },
  { words: /(common )?variable immunodeficiency/, icd10: list('D83') },
  { words: /(immune|idiopathic) thrombocytopeni/, icd10: list('D69.3 D69.4') },
  { words: /paroxysmal nocturnal hemoglobinuria/, icd10: list('D59.5') },
  { words: /(atypical )?hemolytic[ -]uremic/, icd10: list('D59.3') },
  { words: /iron deficiency anemia/, icd10: list('D50 D63') },
  { words: /sickle[ -]cell (disease|disorder|anemia)/, icd10: list('D57') },
  { words: /(beta |alpha )?thalassemia/, icd10: list('D56 D57.4') },
  { words: /gaucher/, icd10: list('E75.22') },
  { words: /fabry/, icd10: list('E75.21') },
  { words: /alpha[ -]?1[ -]antitrypsin/, icd10: list('E88.01') },
  { words: /sarcoidosis/, icd10: list('D86') },
  { words: /(systemic lupus|sle\b)/, icd10: list('M32') },
  { words: /giant cell arteritis/, icd10: list('M31.5 M31.6') },
  { words: /granulomatosis with polyangiitis/, icd10: list('M31.3') },
  { words: /microscopic polyangiitis/, icd10: list('M31.7') },
  { words: /pemphigus/, icd10: list('L10') },
  { words: /hidradenitis/, icd10: list('L73.2') },
  { words: /dermatomyositis/, icd10: list('M33 M36.0') },
  { words: /(age[ -]related |postmenopausal )?osteoporosis/, icd10: list('M80 M81') },
  { words: /paget['\u2019]?s disease of (the )?bone/, icd10: list('M88') },
  { words: /(end[ -]stage (renal|kidney) disease|esrd\b)/, icd10: list('N18.6 I12.0 I13') },
  { words: /(congestive )?heart failure/, icd10: list('I50 I11.0 I13 I09.81 I97.1') },
  { words: /asthma/, icd10: list('J45 J82') },
  { words: /chronic obstructive pulmonary/, icd10: list('J44') },
  { words: /type 1 diabetes/, icd10: list('E10 E08 E13') },
  { words: /type 2 diabetes/, icd10: list('E11') },
  { words: /essential hypertension/, icd10: list('I10') },
  { words: /(malignant neoplasm of .*breast|(invasive )?breast cancer)/, icd10: list('C50 D05') },
  { words: /(non-?small cell |small cell )?lung cancer/, icd10: list('C34') },
  { words: /(ovarian cancer|malignant neoplasm of .*ovary)/, icd10: list('C56 C57') },
  { words: /(colon|colorectal|rectal) cancer/, icd10: list('C18 C19 C20 C21') },
  { words: /pancreatic cancer/, icd10: list('C25') },
  {
    words: /(follicular|diffuse|hodgkin|non-hodgkin|mantle cell).*lymphoma/,
    icd10: list('C81 C82 C83 C84 C85 C86 C88'),
  },
  { words: /chronic lymphocytic leukemia/, icd10: list('C91.1') },
  { words: /multiple myeloma/, icd10: list('C90.0') },
  { words: /short bowel/, icd10: list('K90.82 K90.83 K91.2') },
  { words: /gastroparesis/, icd10: list('K31.84 E08.43 E09.43 E10.43 E11.43 E13.43') },
  {
    words: /cellulitis/,
    icd10: list('L03 H00 H05 H60 J34 J36 J38 K12 K61 N48 N49 N61 N73 N76'),
  },
  {
    words: /osteomyelitis/,
    icd10: list('M86 M46.2 M46.3 M27.2 H05.0 A01 A02 A18 A39 A54 B67 E08 E09 E10 E11 E13'),
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

const beginsWith = ({ words }: Disease, said: string): boolean => said.search(words) === 0;

const fits = (code: string, { icd10 }: Disease): boolean =>
  icd10.some((beginning) => code.startsWith(beginning) || beginning.startsWith(code));

/**
 * Whether the words beside a code of ICD-10-CM name another disease than the code does. Words that
 * are not plain, and diseases that the table does not have, are not compared.
 */
export const namesAnotherDisease = (code: string, words: string | undefined): boolean => {
  if (!words || besideAnything.test(code)) return false;
  const said = plain(words);
  const named = diseases.find((disease) => beginsWith(disease, said));
  if (!named || fits(code, named) || notPlainly.test(said)) return false;
  const [affirmed = ''] = wordsOf({ name: words }, { whenPast: false });
  return beginsWith(named, affirmed);
};
