import { plainWords } from '../parts/words.ts';
import { type CatalogueEntry, resultName } from './order-body.ts';

/** What each field of an order is called, in the form and where something is said of it. */
const labels: Readonly<Record<string, string>> = {
  therapy: 'Therapy',
  product: 'Product',
  diagnosis: 'Diagnosis (ICD-10)',
  urgency: 'Urgency',
  given: 'Given name',
  family: 'Family name',
  birthDate: 'Date of birth',
  sex: 'Sex',
  chart: 'Chart number',
  phone: 'Telephone',
  street: 'Street',
  city: 'City',
  state: 'State',
  postalCode: 'ZIP code',
  language: 'Language',
  residence: 'Lives in',
  payerId: 'Payer',
  payerName: 'Name of the payer',
  memberId: 'Member number on the card',
  weight: 'Weight, kg',
  height: 'Height, cm',
  weightOn: 'Measured on',
  dose: 'Dose',
  loadingDose: 'Dose on the first days',
  unit: 'Unit',
  loadingDays: 'First days',
  steadyFrom: 'Steady from day',
  everyDays: 'Then every … days',
  doses: 'Doses ordered',
  startOn: 'First dose on',
  firstDose: 'The first dose ever',
  allergies: 'Allergies',
  allergyList: 'Which allergies',
  premedications: 'Given before it',
  reactionOrders: 'Orders for a reaction',
  priorTherapies: 'Tried before',
  lineType: 'Line',
  sign: 'Signature',
  way: 'How it came',
  page: 'The page',
  caller: 'Who told it',
  practiceNpi: 'NPI of the practice',
  practiceEmail: 'E-mail of the practice',
  practiceName: 'Name of the practice',
  practicePhone: 'Telephone of the practice',
  prescriberName: 'Prescriber',
  prescriberNpi: 'NPI of the prescriber',
};

/** @param therapy whose results have fields of their own */
export const orderLabel = (name: string, therapy?: CatalogueEntry): string => {
  const tests = (therapy?.results ?? []).flatMap((result) => result.tests);
  const test = tests.find(({ codes }) => resultName(codes) === name);
  return labels[name] ?? plainWords(test?.called ?? name);
};
