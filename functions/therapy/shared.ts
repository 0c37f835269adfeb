import { creatinineCodes } from './creatinine.ts';
import type { Setting } from './setting.ts';
import { general, high, medium, priceFiles } from './sources.ts';
import type {
  BillingCode,
  DoseMeasure,
  Judged,
  Screening,
  SettingRule,
  Therapy,
  ValueSource,
} from './therapy.ts';

/** Codes in use when the price files were read; the true first day is older and not needed. */
const inUseSince = '2020-01-01';

export const billed = (
  code: string,
  amount: string,
  more: Partial<Omit<BillingCode, 'code' | 'unit'>> & { unit?: string } = {},
): BillingCode => ({
  code,
  unit: { value: amount, unit: more.unit ?? 'mg' },
  ...(more.perDose ? { perDose: more.perDose } : {}),
  from: more.from ?? inUseSince,
  ...(more.through ? { through: more.through } : {}),
  ...(more.product ? { product: more.product } : {}),
  source: more.source ?? priceFiles,
});

const sized =
  (unit: DoseMeasure) =>
  (...sizes: string[]) =>
    sizes.map((value) => ({ value, unit }));

export const inMg = sized('mg');
export const inMilliliters = sized('mL');
export const inUnits = sized('unit');

type Places = Record<Exclude<Setting, 'clinic'>, [SettingRule['status'], string]>;

/** Settings of a therapy with one evidence; a physician's clinic counts as an infusion center. */
export const placed = (places: Places, evidence: ValueSource): Record<Setting, SettingRule> => {
  const rule = ([status, reason]: [SettingRule['status'], string]) => ({
    status,
    reason,
    ...evidence,
  });
  return {
    'hospital-outpatient': rule(places['hospital-outpatient']),
    'infusion-center': rule(places['infusion-center']),
    clinic: { ...rule(places['infusion-center']), ...general },
    home: rule(places.home),
    'long-term-care': rule(places['long-term-care']),
  };
};

export const evidence = (different: Partial<Therapy['evidence']> = {}) => ({
  hcpcs: high(priceFiles),
  rxnorm: general,
  icd10: general,
  regimens: general,
  vials: general,
  screening: general,
  competencies: general,
  education: general,
  /** Preparation and close-out minutes. */
  visit: general,
  boxedWarning: general,
  hazardous: general,
  ...different,
});

export const oneFormsTolerance = medium(
  'one practice form allows 4 days either way: https://cdn.shopify.com/s/files/1/0628/6658/7872/files/IG-Adult-1.pdf',
);

/** Tuberculosis: IGRA or skin test, at most 12 months old. */
export const tuberculosis = (level: Screening['level']): Screening => ({
  item: 'tuberculosis',
  title: 'tuberculosis screen (IGRA or skin test)',
  codes: [['71774-4', '45323-3', '1648-5', '39263-3']],
  withinDays: 365,
  level,
  positive: 'block',
});

/** Hepatitis B: surface antigen and core antibody, once. */
export const hepatitisB = (level: Screening['level']): Screening => ({
  item: 'hepatitis-b',
  title: 'hepatitis B surface antigen and core antibody',
  codes: [
    ['5196-1', '5195-3'],
    ['13952-7', '16933-4'],
  ],
  parts: ['hepatitis B surface antigen', 'hepatitis B core antibody (total)'],
  level,
  positive: 'block',
});

export const lab = (
  item: string,
  title: string,
  codes: readonly string[],
  asked: Pick<Screening, 'level'> &
    Pick<Partial<Screening>, 'withinDays' | 'only' | 'ifSent' | 'againBefore'> &
    Judged,
): Screening => ({ item, title, codes: [codes], withinDays: 90, ...asked }) as Screening;

/** A result that nobody is asked for, and that is judged where it was sent in the last days. */
export const sentLately = (withinDays: number) =>
  ({ level: 'warn', withinDays, ifSent: true }) as const;

/** Beside an ALT that is asked for: an AST that was sent is held against the same. */
export const astBeside = (judged: Judged): Screening =>
  lab('ast', 'AST', ['1920-8'], { ...sentLately(90), ...judged });

/** Whoever ordered the test knows what it is held against. */
export const byPrescriber = { readBy: 'the prescriber' } as const;

/** Asked of a woman of 12 to 55 years; a positive test is for the prescriber to weigh. */
export const pregnancy = lab('pregnancy', 'pregnancy test', ['2106-3', '2118-8', '80384-1'], {
  level: 'warn',
  withinDays: 30,
  only: 'may-be-pregnant',
  positive: 'block',
});

/** Where the clearance decides. */
export const creatinine = lab('creatinine', 'serum creatinine', creatinineCodes, {
  level: 'missing',
  withinDays: 30,
  judgedBy: 'kidney',
});

export const infusedAsComplexBiologic = [
  { code: '96413', text: 'complex drug infusion, first hour' },
  { code: '96415', text: 'complex drug infusion, each further hour' },
];
export const infused = [
  { code: '96365', text: 'infusion for therapy, first hour' },
  { code: '96366', text: 'infusion for therapy, each further hour' },
];
/** A code that is billed for care at home only. */
export const atHome = (code: string, text: string) => ({
  code,
  text,
  settings: ['home'] as const,
});
export const nursedAtHome = [
  { code: '99601', text: 'home infusion nursing, first two hours', settings: ['home'] as const },
  { code: '99602', text: 'home infusion nursing, each further hour', settings: ['home'] as const },
];
