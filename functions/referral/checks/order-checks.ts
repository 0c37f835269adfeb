import { daysBetween } from '../../platform/days.ts';
import { productToldBy } from '../../therapy/product.ts';
import { therapies } from '../../therapy/therapies.ts';
import { billingCodesOn, type Therapy } from '../../therapy/therapy.ts';
import { lookUpTherapy } from '../../therapy/therapy-catalogue.ts';
import { listed } from '../clinical-claims.ts';
import { isKnownMedicine } from '../facts/common-medicines.ts';
import { namesAnotherDisease } from '../facts/disease-names.ts';
import { medicineClasses } from '../facts/medicine-classes.ts';
import { plain } from '../facts/result-words.ts';
import { lacksCharacters } from '../facts/short-codes.ts';
import {
  contradicts,
  type DrugNamed,
  findProduct,
  findTherapy,
  isBillingCode,
  leavesProductOpen,
  namedIn,
  namesOf,
  namesUnknownProduct,
} from '../order/drug.ts';
import type { Finding, Order, Submission } from '../referral.ts';
import { block, type Checked, correctOrClear, missing, startingValues, warn } from './findings.ts';
import { isOtherForm } from './formulation-checks.ts';
import { goingOn } from './medicine-checks.ts';

/** Another drug of the same family that the patient still takes. */
export const duplicateFindings = ({ submission, therapy }: Checked): Finding[] => {
  if (!therapy) return [];
  const family = therapies.filter(
    ({ family: other, id }) => other === therapy.family && id !== therapy.id,
  );
  const duplicate = goingOn(submission).some(({ name: drug }) =>
    family.some((one) => namesOf(one).some((name) => drug.toLowerCase().includes(name))),
  );
  return duplicate && therapy.family !== 'antibacterial'
    ? [
        block({
          code: 'duplicate-class',
          pointer: '/priorTherapies',
          text: 'The patient still takes a drug of the same class.',
          fix: 'Say when it ends, or have a clinician clear it with a reason.',
          source: startingValues,
        }),
      ]
    : [];
};

/** Mixtures name what is in them, each of which is a drug of its own. */
const isMixture = ({ class: kind }: Therapy): boolean =>
  kind === 'hydration' || kind === 'nutrition';

/** Whether the order names another drug than its therapy: one that is known, but not in the catalogue. */
const namesAnother = ({ words = [], rxnorm = [] }: DrugNamed): boolean =>
  words.some((one) => !findTherapy({ words: [one] }) && isKnownMedicine(plain(one))) ||
  rxnorm.some(
    (code) =>
      !findTherapy({ rxnorm: [code] }) && medicineClasses.some((one) => one.rxnorm.has(code)),
  );

/** Words for a drug that name none: a code may stand alone beside them. */
const namesNone =
  /\b(iv|infusions?|infuse|injections?|inject|therapy|medications?|medicines?|drugs?|biologics?|antibiotics?|orders?|home|outpatient|not named|see (code|below|attached)|as coded)\b|[^a-z]+/g;

/** Whether the drug bears a name that nobody knows here, and a code alone says which one it is. */
const isNamedOtherwise = ({ words: [drug = ''] = [] }: DrugNamed): boolean =>
  /[a-z]{3}/.test(plain(drug).replace(namesNone, ' ')) && !findTherapy({ words: [drug] });

const contradictory = block({
  code: 'drug-contradictory',
  pointer: '/order/drug',
  text: 'The name of the drug and its codes do not all mean the same product.',
  fix: 'Correct the one that is wrong, or allow substitution where a biosimilar may be given.',
  source: 'two identifiers of the drug must agree; general knowledge - verify',
});

const nameFindings = (
  named: DrugNamed,
  { order, therapy }: Pick<Checked, 'therapy'> & { order: Order },
): Finding[] => {
  if (contradicts(named, order)) return [contradictory];
  // What nobody knows at all goes to a pharmacist, who enters it.
  if (!therapy || order.entered || isMixture(therapy)) return [];
  // Each is told as what it is.
  if (namesUnknownProduct(named)) return [];
  if (named.words?.some((one) => isOtherForm(plain(one), therapy.id))) return [];
  if (namesAnother(named)) return [contradictory];
  return isNamedOtherwise(named)
    ? [
        {
          ...missing({
            code: 'drug-name-unknown',
            pointer: '/order/drug',
            text: 'The drug bears a name that is not known here, and only its code says which one it is.',
            fix: 'Give the name as the label has it, or correct the code.',
            source: contradictory.source,
          }),
          said: order.drug,
        },
      ]
    : [];
};

/** Every name and code of the drug means one product; nobody else may choose between them. */
export const drugFindings = ({ submission: { order }, therapy }: Checked): Finding[] => [
  ...nameFindings(namedIn(order), { order, therapy }),
  ...(namesUnknownProduct(namedIn(order))
    ? [
        block({
          code: 'product-unknown',
          pointer: '/order/drug',
          text: 'The drug is named with a suffix of a product that the catalogue does not know.',
          fix: 'Name the product that is meant, or have a clinician clear it with a reason.',
          source: 'FDA guidance on the naming of biological products, 2017',
        }),
      ]
    : []),
  ...(therapy && leavesProductOpen(therapy, order)
    ? [
        {
          ...missing({
            code: 'product-open',
            pointer: '/order/drug',
            text: 'The order says which product is not meant, and not which one is.',
            fix: 'Name the product that is to be given.',
            source: 'own rule: nobody else may choose between products',
          }),
          said: order.drug,
        },
      ]
    : []),
];

/** The drug is ordered by the route it is made for. */
export const routeFindings = ({ submission: { order }, therapy }: Checked): Finding[] =>
  therapy && order.route && order.route !== therapy.route
    ? [
        block({
          code: 'route-mismatch',
          pointer: '/order/route',
          text: 'This product is not given by the ordered route.',
          fix: correctOrClear,
          source: therapy.doseBounds.source,
        }),
      ]
    : [];

/** Drugs against tumors that are given with fluids and that the catalogue does not have. */
const chemotherapy =
  /cisplatin|oxaliplatin|irinotecan|ifosfamide|cyclophosphamide|methotrexate|doxorubicin|pemetrexed|gemcitabine|etoposide|docetaxel|cytarabine/i;
/** Tumors, and the encounter for chemotherapy. */
const tumors = ['C', 'D46', 'Z51.11'];

/** What the drugs beside a fluid are given for: it is given for the same, so that they are borne. */
const accompanied = ({ medicines }: Submission): string[] =>
  listed(medicines)
    .filter(({ state, untied }) => (state === 'taken' || state === 'planned') && !untied)
    .flatMap(({ name, alsoNamed = [] }) => {
      const words = [name, ...alsoNamed];
      const therapy = findTherapy({ words });
      if (therapy && therapy.class !== 'hydration')
        return therapy.icd10.map(({ prefix }) => prefix);
      return words.some((one) => chemotherapy.test(one)) ? tumors : [];
    });

/** What each product of a drug is for, where their labels differ. */
const usesByLabel = ({ id }: Therapy): (readonly { prefix: string }[])[] => {
  const therapy = lookUpTherapy(id);
  const others = (therapy?.products ?? []).flatMap(({ otherwise }) => otherwise?.icd10 ?? []);
  return therapy ? [therapy.icd10, others] : [];
};

/** One of the diagnoses is among those that the therapy is usually given for. */
export const indicationFindings = ({ submission, therapy }: Checked): Finding[] => {
  const { diagnoses, order } = submission;
  if (!therapy || therapy.icd10.length === 0 || diagnoses.length === 0) return [];
  const isOneOf = (prefixes: readonly string[]): boolean =>
    diagnoses.some(({ code }) => prefixes.some((prefix) => code.startsWith(prefix)));
  const prefixesOf = (uses: readonly { prefix: string }[]) => uses.map(({ prefix }) => prefix);
  const listed = [
    ...prefixesOf(therapy.icd10),
    ...(therapy.class === 'hydration' ? accompanied(submission) : []),
  ];
  const byDose = productToldBy(therapy.products ?? [], order);
  const isOfOther = byDose !== undefined && byDose.name !== therapy.label;
  const isListed = isOneOf(listed);
  if (isListed && !isOfOther) return [];
  if (isOfOther || usesByLabel(therapy).some((uses) => isOneOf(prefixesOf(uses))))
    return [
      {
        ...missing({
          code: 'product-doubtful',
          pointer: '/order/drug',
          text: 'Name, dose and diagnosis are not all of one product of the drug: another has its own dose and its own use.',
          fix: 'Say which product is meant, or correct the dose or the diagnosis.',
          source: therapy.doseBounds.source,
        }),
        said: order.drug,
      },
    ];
  return [
    warn({
      code: 'indication-unlisted',
      pointer: '/diagnoses',
      text: 'No diagnosis is one that this therapy is usually given for.',
      fix: 'Check the codes; payers ask for evidence of other uses.',
      source: therapy.evidence.icd10.source,
    }),
  ];
};

/** A code that stands for a group: payers send it back. */
export const shortCodeFindings = ({ submission: { diagnoses } }: Checked): Finding[] =>
  diagnoses.flatMap(({ code }, index) =>
    lacksCharacters(code)
      ? [
          warn({
            code: 'diagnosis-code-short',
            pointer: `/diagnoses/${index}`,
            text: 'The code of the diagnosis lacks its further characters: payers take it for none.',
            fix: 'Send the whole code of ICD-10-CM.',
            source: 'ICD-10-CM tabular list, April 2026',
          }),
        ]
      : [],
  );

/** A diagnosis whose code is of one disease and whose words are of another: one of them is wrong. */
export const diagnosisFindings = ({ submission: { diagnoses } }: Checked): Finding[] =>
  diagnoses.flatMap(({ code, text }, index) =>
    namesAnotherDisease(code, text)
      ? [
          {
            ...missing({
              code: 'diagnosis-contradictory',
              pointer: `/diagnoses/${index}`,
              text: 'The code of the diagnosis and the words beside it are of two different diseases.',
              fix: 'Say which one the order is for: correct the code, or its words.',
              source: 'ICD-10-CM tabular list; two sources of one fact must agree',
            }),
            ...(text ? { said: text } : {}),
          },
        ]
      : [],
  );

/** Codes for drugs that have none of their own, or not yet. Source: HCPCS Level II, April 2026. */
const unclassified: readonly string[] = [
  'J3490',
  'J3590',
  'J7599',
  'J7699',
  'J7799',
  'J7999',
  'J8999',
  'J9999',
  'C9399',
];

/** A billing code of a drug or a blood product; other letters bill care, supplies and days. */
const isOfDrug = (code: string): boolean =>
  /^[JQCP]\d{4}$/.test(code) && !unclassified.includes(code);

/**
 * A code of a drug that is of no drug we know, beside the name of one that we do. The claim would bear
 * a code that the order does not name, so whoever wrote it says which one is meant.
 */
const codeUnknown = ({ hcpcs, codes = [] }: Order, therapyId: string): string | undefined =>
  [hcpcs, ...codes.flatMap(({ system, code }) => (system === 'hcpcs' ? code : []))].find(
    (code) =>
      code !== undefined && isOfDrug(code) && !isBillingCode(code) && !isOtherForm(code, therapyId),
  );

/** The billing code is one of the ordered product on the day of the first service. */
export const billingCodeFindings = ({
  submission: { order },
  therapy,
  asOf,
}: Checked): Finding[] => {
  if (!therapy) return [];
  const serviceOn = order.startOn && order.startOn > asOf ? order.startOn : asOf;
  const product = findProduct(therapy, order) ?? therapy;
  const valid = [...new Set(billingCodesOn(product, serviceOn).map(({ code }) => code))];
  const instead =
    valid.length > 0
      ? `use one of ${valid.join(', ')}, or leave the code out`
      : 'leave the code out';
  const unknown = order.entered ? undefined : codeUnknown(order, therapy.id);
  if (unknown)
    return [
      {
        ...missing({
          code: 'billing-code-unknown',
          pointer: '/order/hcpcs',
          text: 'The billing code is of no drug that the catalogue knows, beside the name of one that it does.',
          fix: `Say what is billed: ${instead}; or correct the drug.`,
          source: therapy.evidence.hcpcs.source,
        }),
        said: unknown,
      },
    ];
  const fits = order.hcpcs ? valid.includes(order.hcpcs) : valid.length > 0;
  return fits
    ? []
    : [
        warn({
          code: 'billing-code-invalid',
          pointer: '/order/hcpcs',
          text: 'The billing code is not one of the ordered product on the day of service.',
          fix: `Correct it: ${instead}.`,
          source: therapy.evidence.hcpcs.source,
        }),
      ];
};

/** Orders are dated ahead to the day from which they hold; one dated further ahead is a slip. */
const mostDaysAhead = 7;

/** A signature counts for a year, and is never long before its day; one day is left for time zones. */
export const signatureFindings = ({ submission: { order }, asOf }: Checked): Finding[] => {
  const signedOn = order.signedAt?.slice(0, 10);
  if (!signedOn) return [];
  if (daysBetween(signedOn, asOf) > 365)
    return [
      warn({
        code: 'signature-old',
        pointer: '/order/signedAt',
        text: 'The order was signed more than a year ago.',
        fix: 'Have the prescriber sign it again.',
        source: startingValues,
      }),
    ];
  const ahead = daysBetween(asOf, signedOn);
  if (ahead > 1 && ahead <= mostDaysAhead)
    return [
      warn({
        code: 'signature-ahead',
        pointer: '/order/signedAt',
        text: 'The order carries a date of signature that is a few days ahead.',
        fix: 'Correct the date if it is wrong.',
        source: startingValues,
      }),
    ];
  if (ahead > 1)
    return [
      block({
        code: 'signature-in-future',
        pointer: '/order/signedAt',
        text: 'The order is signed with a date that is still to come.',
        fix: 'Correct the date of the signature.',
        source: startingValues,
      }),
    ];
  return [];
};

/** Days within which every therapy here begins, or goes on: one is given once a year. Own rule. */
const startsWithinDays = 366;

/** The therapy starts today or later, and not in another year. */
export const startFindings = ({ submission: { order }, asOf }: Checked): Finding[] => {
  const { startOn } = order;
  if (!startOn) return [];
  if (daysBetween(asOf, startOn) > startsWithinDays)
    return [
      missing({
        code: 'start-far-ahead',
        pointer: '/order/startOn',
        text: 'The day on which the therapy should start is more than a year ahead.',
        fix: 'Correct the day; send the order again when the time comes, where it is meant.',
        source: startingValues,
      }),
    ];
  return startOn < asOf
    ? [
        warn({
          code: 'start-past',
          pointer: '/order/startOn',
          text: 'The day on which the therapy should start has passed.',
          fix: 'The first dose is planned from today on; correct the start if it must be another day.',
          source: startingValues,
        }),
      ]
    : [];
};
