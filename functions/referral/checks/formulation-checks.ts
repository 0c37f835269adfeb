import { labelerProducts } from '../../therapy/product.ts';
import { plain } from '../facts/result-words.ts';
import { orderedAmount } from '../order/dose.ts';
import { withoutRefused } from '../order/refused-names.ts';
import type { Finding } from '../referral.ts';
import { block, type Checked } from './findings.ts';

/** `codes` are of HCPCS, of RxNorm, and labeler and product of NDCs in the long form. */
type Form = { therapies: readonly string[]; words: RegExp; codes?: readonly string[] };

const list = (ids: string): readonly string[] => ids.split(' ');

/** Monoferric, Feraheme in kidney disease and without, INFeD, Ferrlecit. */
const otherIrons = list('J1437 Q0138 Q0139 J1750 J2916 59338-0775');

/**
 * Products that bear the name of a therapy and are another one: under the skin, by mouth, bound to
 * protein, with something else in the bag. Codes: HCPCS short descriptors, RxNorm, NDCs of price files.
 * General knowledge - verify.
 */
const otherForms: readonly Form[] = [
  {
    therapies: list('infliximab infliximab_dyyb'),
    words: /zymfentra|subcut|\bs[cq]\b|\bpens?\b|pre-?filled|auto-?inject/,
    codes: ['J1748', '2675754', '2675743'],
  },
  {
    therapies: ['ocrelizumab'],
    words: /zunovo|hyaluronidase|ocsq|subcut/,
    codes: ['J2351', '50242-0554'],
  },
  {
    therapies: ['rituximab'],
    words: /hycela|hyaluronidase|subcut/,
    codes: list(
      'J9311 50242-0108 50242-0109 1927882 1927883 1927884 1927885 1927886 1927887 1927888 1927889 1927890 1927893 1927894',
    ),
  },
  {
    therapies: list('vedolizumab tocilizumab natalizumab lecanemab ravulizumab'),
    words:
      /subcut|\bs[cq]\b|\bpens?\b|actpen|pre-?filled|auto-?inject|iqlik|on-body|\b(108|162) ?mg\b/,
    codes: list(
      '2667342 50242-0138 1441525 1441526 1441527 1441528 1441529 1441530 2106072 2106073 2106074 2106075 2686057 2705432 2705439',
    ),
  },
  {
    therapies: ['paclitaxel'],
    words: /abraxane|\bnab\b|protein|albumin|lipid|liposom|micell/,
    codes: list('J9264 J9258 J9259 583214 583218 1663184'),
  },
  { therapies: ['vancomycin'], words: /firvanq|vancocin caps/ },
  { therapies: ['fluorouracil_pump'], words: /cream|efudex|carac\b|tolak|capecitabine|xeloda/ },
  { therapies: ['ketamine_infusion'], words: /spravato|esketamine|troche|lozenge/ },
  { therapies: ['hydromorphone_pca'], words: /extended|exalgo|suppositor/ },
  {
    therapies: ['ferric_carboxymaltose'],
    words: /derisomaltose|monoferric|ferumoxytol|feraheme|gluconate|dextran/,
    codes: otherIrons,
  },
  {
    therapies: ['iron_sucrose'],
    words: /sucroferric|velphoro|gluconate|dextran|derisomaltose|ferumoxytol/,
    codes: otherIrons,
  },
  {
    therapies: ['rbc_transfusion'],
    words: /platelet|fresh frozen|\bffp\b|cryoprecipitate|granulocyte|whole blood/,
  },
  {
    therapies: ['hydration'],
    words:
      /phosphate|magnesium|bicarb|albumin|gluconate|hypertonic|hetastarch|dextrose (10|20|50|70)\b|\bd(10|20|50)w?\b|(^|[^.\d])(3|5|23\.4) ?% (sodium|nacl|saline)|(sodium chloride|nacl|saline) (3|5|23\.4) ?%/,
  },
];

/** Whether a billing code, or a name in small letters, is of such a product of the therapy, which is told as that. */
export const isOtherForm = (named: string, therapyId: string): boolean =>
  otherForms.some(
    ({ therapies, words, codes = [] }) =>
      therapies.includes(therapyId) && (codes.includes(named) || words.test(named)),
  );

const byOtherWays =
  /intrathecal|epidural|intramuscular|intravitreal|ophthalmic|intraperitoneal|topical|inhal|nebuli|\btablets?\b|\bcapsules?\b|by mouth|\boral(ly)?\b|rectal|intranasal/;
const byVein = /intraven|\biv\b|infus/;

export const hasPotassium = (words: string): boolean => /potassium|\bkcl\b/.test(words);
const meq = '(\\d+(?:\\.\\d+)?) ?meq';
const ofPotassium = new RegExp(
  `(?:potassium(?: [a-z]+)?|\\bkcl)[ :,(-]{0,3}${meq}|${meq}(?: ?/ ?(?:1 ?)?l(?:iter)?)? (?:of )?(?:potassium|kcl)`,
  'g',
);

/** The most that is told of potassium; of anything in the bag, where none is told to be potassium. */
const milliequivalents = (words: string): number | undefined => {
  const own = [...words.matchAll(ofPotassium)].map(([, behind, before]) => behind ?? before);
  const any = [...words.matchAll(new RegExp(meq, 'g'))].map(([, amount]) => amount);
  const told = (own.length > 0 ? own : any).map(Number);
  return told.length > 0 ? Math.max(...told) : undefined;
};

/** Potassium in a bag: up to 40 mEq in each liter runs into a vein; more, or none told, is looked at. */
const strongPotassium = (words: string): boolean => {
  if (!hasPotassium(words)) return false;
  const amount = milliequivalents(words);
  const inLiter = /meq ?(\/|per|in) ?l\b|1,?000 ?ml|\b1 ?l\b|liter/.test(words);
  return amount === undefined || !inLiter || amount > 40;
};

/** The most potassium that runs in an hour where no heart is watched, in mEq. */
const mostAnHour = 10;

/** Potassium that would run faster, by the ordered duration, or by how fast the fluid is planned. */
const isFastPotassium = (words: string, { submission, therapy }: Checked): boolean => {
  const amount = therapy && orderedAmount(submission, therapy);
  if (!hasPotassium(words) || !amount) return false;
  const { durationMinutes } = submission.order;
  const mlAMinute = durationMinutes
    ? Number(amount) / 1e6 / durationMinutes
    : Number(therapy.rate?.first);
  // A thousandth more is a rounded rate.
  return (milliequivalents(words) ?? Number.NaN) * mlAMinute * 0.06 > mostAnHour * 1.001;
};

/** What a practice says beside a name and means it to be given all the same. */
const harmless =
  /do not (substitute|switch|interchange|shake|freeze|refrigerate|dilute|filter|mix|exceed)|non-?stop/g;
const doubtful =
  /\b(do not|don'?t|not to|never|instead of|in place of|rather than|in lieu of|replac(e|es|ed|ing)|switch\w* from|discontinu\w*|stop(s|ped|ping)?|no longer|cancel\w*|avoid\w*|declin\w*|refus\w*|allerg\w*|contraindicat\w*|no (dar|administrar)|en (lugar|vez) de|suspend\w*)\b/;

const source = 'products that share a name; general knowledge - verify';
export const ofPotassiumLimits =
  'potassium into a peripheral vein, at most 40 mEq a liter and 10 mEq an hour: starting values of medium confidence; general knowledge - verify';

/** Words or codes that make the ordered drug another product than the one that is planned. */
export const formulationFindings = (checked: Checked): Finding[] => {
  const { submission, therapy } = checked;
  const { order } = submission;
  if (!therapy || order.entered) return [];
  const words = [order.drug, ...(order.alsoNamed ?? [])].map(plain);
  // "Paclitaxel (not Abraxane)" is not Abraxane.
  const meant = words.map(withoutRefused);
  const coded = [
    order.hcpcs ?? '',
    ...(order.codes ?? []).flatMap(({ system, code }) =>
      system === 'ndc' ? labelerProducts(code) : code,
    ),
  ];
  const isOther =
    otherForms
      .filter(({ therapies }) => therapies.includes(therapy.id))
      .some(
        ({ words: other, codes = [] }) =>
          meant.some((one) => other.test(one)) || coded.some((one) => codes.includes(one)),
      ) || meant.some((one) => byOtherWays.test(one) && !byVein.test(one));
  const isStrong = therapy.id === 'hydration' && meant.some(strongPotassium);
  const isFast =
    !isOther &&
    !isStrong &&
    therapy.id === 'hydration' &&
    meant.some((one) => isFastPotassium(one, checked));
  const isDoubtful = words.some((one) => doubtful.test(one.replace(harmless, ' ')));
  return [
    ...(isOther || isStrong
      ? [
          block({
            code: 'formulation-other',
            pointer: '/order/drug',
            text: 'The drug is named as a product, form or mixture other than the one that is infused here.',
            fix: 'Name the product that is meant, or have a clinician decide with a reason.',
            source: isOther ? source : ofPotassiumLimits,
          }),
        ]
      : []),
    ...(isFast
      ? [
          block({
            code: 'potassium-too-fast',
            pointer: '/order/durationMinutes',
            text: `The potassium in the bag would run at more than ${mostAnHour} mEq an hour.`,
            fix: 'Order a longer duration or less potassium, or have a clinician decide with a reason.',
            source: ofPotassiumLimits,
          }),
        ]
      : []),
    ...(isDoubtful
      ? [
          block({
            code: 'drug-words-doubtful',
            pointer: '/order/drug',
            text: 'The words beside the name of the drug may say that it is not to be given.',
            fix: 'Name the drug alone, or have a clinician say what is meant.',
            source,
          }),
        ]
      : []),
  ];
};
