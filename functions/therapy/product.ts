import { micro, type Quantity } from '../platform/quantity.ts';
import { amountOf } from './dose-unit.ts';
import { medium, ndcLists } from './sources.ts';
import type { BillingCode, Therapy, ValueSource } from './therapy.ts';

/** One product of a therapy: what is on the carton, what is billed, and every name and code of it. */
export type Product = ValueSource & {
  /** Brand, or the name that a product without one is known by. */
  name: string;
  /** Its other names, lower case: the proper name with its suffix, the brand in short. */
  names: readonly string[];
  hcpcs: readonly BillingCode[];
  /** RxNorm codes of this product alone; those of the ingredient stand with the therapy. */
  rxnorm: readonly string[];
  /** Labeler and product of its NDCs in the long form, such as `57894-0030`. */
  ndc: readonly string[];
  /** Container sizes in mg, where they are not those of the therapy. */
  vials?: readonly Quantity[];
  /** One dose of so much tells that it is meant, in the measure of the therapy, where no name does. */
  toldBy?: { from: string; to: string };
  /** What its own label has otherwise than that of the others: how it is given, and for what. */
  otherwise?: Partial<
    Pick<
      Therapy,
      | 'doseBounds'
      | 'furtherBounds'
      | 'icd10'
      | 'minGapDays'
      | 'mostGapDays'
      | 'regimens'
      | 'screening'
      | 'toleranceDays'
    >
  >;
};

/** What an order says of its product. */
export type ProductNamed = {
  drug: string;
  alsoNamed?: readonly string[] | undefined;
  hcpcs?: string | undefined;
  codes?: readonly { system: string; code: string }[] | undefined;
  dose?: Quantity | undefined;
};

/** Whether an order names a product: by its brand, or by a code that no other of the therapy bears. */
const isNamed = (
  product: Product,
  others: readonly Product[],
  { drug, alsoNamed = [], hcpcs, codes = [] }: ProductNamed,
): boolean => {
  const brand = new RegExp(`\\b${product.name}\\b`, 'i');
  const billed = ({ hcpcs: own }: Product) => own.map(({ code }) => code);
  const asked = [hcpcs, ...codes.map(({ code }) => code)];
  return (
    [drug, ...alsoNamed].some((words) => brand.test(words)) ||
    asked.some(
      (code = '') =>
        product.rxnorm.includes(code) ||
        labelerProducts(code).some((ndc) => product.ndc.includes(ndc)) ||
        (billed(product).includes(code) && !others.some((other) => billed(other).includes(code))),
    )
  );
};

/** The product that the amount of one dose tells of, among those that an order may mean. */
export const productToldBy = (
  products: readonly Product[],
  { dose }: Pick<ProductNamed, 'dose'>,
): Product | undefined => {
  const amount = dose && amountOf(dose, {});
  return products.find(
    ({ toldBy }) => toldBy && amount && amount >= micro(toldBy.from) && amount <= micro(toldBy.to),
  );
};

/** The product that an order means by its name or a code of its own, or else by its dose. */
const productMeant = (products: readonly Product[], named: ProductNamed): Product | undefined =>
  products.find((one) =>
    isNamed(
      one,
      products.filter((other) => other !== one),
      named,
    ),
  ) ?? productToldBy(products, named);

/** The therapy as the label of the product has it that an order means. */
export const asProduct = (therapy: Therapy, named: ProductNamed): Therapy => {
  const { products = [] } = therapy;
  if (!products.some(({ otherwise }) => otherwise)) return therapy;
  const product = productMeant(products, named);
  return product?.otherwise ? { ...therapy, ...product.otherwise, label: product.name } : therapy;
};

/** A product by its brand; what is not told of it is not known. */
export const branded = (
  name: string,
  hcpcs: Product['hcpcs'],
  more: Partial<Product> = {},
): Product => ({
  name,
  names: [],
  hcpcs: hcpcs.map((code) => ({ ...code, product: name })),
  rxnorm: [],
  ndc: [],
  ...medium(ndcLists),
  ...more,
});

/** A therapy without products has one for each product that its billing codes name. */
const fromBillingCodes = (therapy: Therapy): Product[] => {
  const named = new Set(therapy.hcpcs.map(({ product }) => product ?? therapy.name));
  return [...named].map((name) => ({
    name,
    names: [],
    hcpcs: therapy.hcpcs.filter(({ product }) => (product ?? therapy.name) === name),
    rxnorm: [],
    ndc: [],
    ...therapy.evidence.hcpcs,
  }));
};

/** The billing codes of all the products of a therapy. */
export const codesOf = (products: readonly Product[]): readonly BillingCode[] =>
  products.flatMap(({ hcpcs }) => hcpcs);

/** The products of a therapy; the first is meant by the bare name of the drug. */
export const productsOf = (therapy: Therapy): readonly Product[] =>
  therapy.products ?? fromBillingCodes(therapy);

/**
 * Labeler and product that an NDC may stand for, in the long form. Ten digits without hyphens are
 * of one of three shapes, and any of them may be meant.
 *
 * Source: 21 CFR 207.33 for the shapes; eleven digits as billed, 5-4-2.
 */
export const labelerProducts = (ndc: string): readonly string[] => {
  const long = (labeler: string, product: string) =>
    `${labeler.padStart(5, '0')}-${product.padStart(4, '0')}`;
  const [, labeler, product] = ndc.match(/^(\d{4,5})-(\d{3,4})(?:-\d{1,2})?$/) ?? [];
  if (labeler && product) return [long(labeler, product)];
  if (/^\d{11}$/.test(ndc)) return [long(ndc.slice(0, 5), ndc.slice(5, 9))];
  if (!/^\d{10}$/.test(ndc)) return [];
  return [
    long(ndc.slice(0, 4), ndc.slice(4, 8)),
    long(ndc.slice(0, 5), ndc.slice(5, 8)),
    long(ndc.slice(0, 5), ndc.slice(5, 9)),
  ];
};
