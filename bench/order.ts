/** The invented practice that sends the orders of the benchmarks. */
export const benchPracticeNpi = '1234567893';

const dayMs = 86_400_000;
/** Dates so many days from another, that of `at`. */
const daysFrom =
  (at: number) =>
  (offset: number): string =>
    new Date(at + offset * dayMs).toISOString().slice(0, 10);

const given = ['Alba', 'Bruno', 'Cora', 'Dario', 'Elin', 'Falk', 'Greta', 'Hugo'];

/** Spread over sixty years, as birthdays are: people are looked up by them. */
const bornOn = (number: number): string =>
  new Date(Date.UTC(1940, 0, 1) + ((number * 7919) % 21_900) * dayMs).toISOString().slice(0, 10);

/**
 * A complete infliximab order that its payer approves at once, in the native form: three loading
 * visits, then one every eight weeks. Every number is another patient. It is sent at `at`, epoch
 * milliseconds.
 */
export const approvedOrder = (number: number, doses = 3, at = Date.now()) =>
  orderOf(number, doses, daysFrom(at));

const orderOf = (number: number, doses: number, day: (offset: number) => string) => ({
  urgency: 'routine',
  practice: { npi: benchPracticeNpi, name: 'Lakeside Rheumatology', phone: '+13125550100' },
  prescriber: { npi: '1000000012', name: 'Imogen Testwell', phone: '+13125550101' },
  patient: {
    name: { given: given[number % given.length] ?? 'Alba', family: `Benchley${number}` },
    birthDate: bornOn(number),
    sex: number % 2 ? 'female' : 'male',
    identifiers: [{ system: 'urn:example:chart', value: `BENCH${number}` }],
    address: {
      line: [`${number} Sample Street`],
      city: 'Chicago',
      state: 'IL',
      postalCode: '60601',
    },
    phone: `+1312555${String(1000 + (number % 9000)).slice(-4)}`,
    email: `patient${number}@example.org`,
    language: 'en',
    emergencyContact: { name: 'Rafe Benchley', phone: '+13125550143' },
  },
  coverages: [
    {
      rank: 'primary',
      payerId: 'acme-health',
      payerName: 'Acme Health',
      memberId: `BENCH${number}-APPROVE`,
      relationship: 'self',
    },
  ],
  diagnoses: [{ code: 'K50.90', text: "Crohn's disease, unspecified, without complications" }],
  order: {
    therapyId: 'infliximab',
    drug: 'infliximab 100 MG Injection [Remicade]',
    dose: { value: '5', unit: 'mg/kg' },
    route: 'IV',
    frequency: { loadingDays: [0, 14, 42], intervalDays: 56 },
    doses,
    durationMinutes: 120,
    startOn: day(14),
    signedAt: `${day(-2)}T15:30:00Z`,
    firstDose: true,
    premedications: ['acetaminophen 650 mg by mouth'],
    reactionOrders: true,
    lineType: 'peripheral',
  },
  observations: [
    { code: '29463-7', text: 'Body weight', on: day(-5), value: { value: '82', unit: 'kg' } },
    { code: '8302-2', text: 'Body height', on: day(-5), value: { value: '168', unit: 'cm' } },
    ...['71774-4', '5196-1', '13952-7'].map((code) => ({
      code,
      on: day(-30),
      value: { coded: 'negative' },
    })),
  ],
  allergies: 'none-known',
  priorTherapies: [{ drug: 'azathioprine', outcome: 'no response after 4 months' }],
  placement: { residence: 'private', homeSuitable: true, caregiver: true },
  documents: [],
});

/** The same, not signed: it waits for the practice at once. */
export const incompleteOrder = (number: number) => {
  const order = approvedOrder(number);
  const { signedAt: _unsigned, ...unsigned } = order.order;
  return { ...order, order: unsigned };
};
