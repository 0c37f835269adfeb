import {
  type CatalogueEntry,
  type CheckedOrder,
  fieldOf,
  type OrderTyped,
  resultName,
} from './order-body.ts';

type Finding = CheckedOrder['findings'][number];

/** What makes sense only together with a field: a weight has its day, a dose its unit. */
const beside: Readonly<Record<string, readonly string[]>> = {
  weight: ['weightOn'],
  height: ['weightOn'],
  weightOn: ['weight'],
  dose: ['unit'],
  loadingDose: ['unit'],
  allergies: ['allergyList'],
  payerId: ['payerName', 'memberId'],
};

const ofResult = (name: string): readonly string[] => [name, `${name}.unit`, `${name}.on`];

/** The results that a finding asks for: where several tests answer it, those that are not there. */
const resultsAsked = (
  { code }: Finding,
  typed: OrderTyped,
  therapy: CatalogueEntry | undefined,
): readonly string[] =>
  (therapy?.results ?? [])
    .filter(({ item }) => code.startsWith(`${item}-`))
    .flatMap(({ tests }) => tests.map(({ codes }) => resultName(codes)))
    .filter((name) => !typed[name]?.trim())
    .flatMap(ofResult);

/** The fields of an order that answer what it lacks; what no field answers, such as a document, is in none. */
export const fieldsWanted = (
  findings: readonly Finding[],
  typed: OrderTyped,
  therapy: CatalogueEntry | undefined,
): ReadonlySet<string> =>
  new Set(
    findings.flatMap((finding) => {
      const field = fieldOf(finding, typed, therapy);
      if (field === undefined) return [];
      const own = field.startsWith('result.') ? ofResult(field) : [field, ...(beside[field] ?? [])];
      return [...own, ...resultsAsked(finding, typed, therapy)];
    }),
  );
