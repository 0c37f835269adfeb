import { kidney, outpatientAntibiotic, screened } from '../classes/outpatient-antibiotic.ts';
import { billed, evidence, inMg } from '../shared.ts';
import { high, rxnormCohorts } from '../sources.ts';
import type { Therapy } from '../therapy.ts';

const ertapenemLabel = 'https://kidneydiseaseclinic.net/kdc/ertapenem';

export const ertapenem: Therapy = {
  ...outpatientAntibiotic,
  id: 'ertapenem',
  name: 'Ertapenem',
  drugClass: 'carbapenem antibiotic',
  hcpcs: [billed('J1335', '500')],
  rxnorm: ['325642', '1734683', '1734686'],
  names: ['ertapenem', 'invanz'],
  icd10: [
    { prefix: 'N10', text: 'kidney infection' },
    { prefix: 'N39.0', text: 'urinary tract infection' },
    { prefix: 'K65', text: 'abdominal infection' },
    { prefix: 'L03', text: 'skin infection' },
    { prefix: 'L08', text: 'skin infection' },
    { prefix: 'E11.621', text: 'diabetic foot ulcer' },
  ],
  regimens: [
    {
      use: 'infections',
      dose: '1',
      unit: 'g',
      everyDays: 1,
      kidney: { upTo: '30', dose: '0.5' },
    },
  ],
  doseBounds: {
    unit: 'mg',
    per: 'day',
    softMin: '500',
    softMax: '1000',
    hardMax: '1000',
    maxPerDoseMg: '1000',
    ...high(ertapenemLabel),
  },
  vials: inMg('1000'),
  keeps: {
    minutes: 360,
    until: 'end',
    preparedBy: 'pharmacy',
    ...high('https://kidneydiseaseclinic.net/kdc/ertapenem'),
  },
  oncePerDay: true,
  infusionMinutes: { first: 30, subsequent: 30, ...high(ertapenemLabel) },
  screening: [kidney],
  allergens: ['ertapenem', 'invanz'],
  weightNeeded: false,
  evidence: evidence({
    regimens: high(ertapenemLabel),
    rxnorm: high(rxnormCohorts),
    screening: screened,
  }),
};
