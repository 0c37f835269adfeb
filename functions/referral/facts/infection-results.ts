import type { Severity } from '../checks/findings.ts';
import { immunosuppressing, suppressing } from './contraindications.ts';

/** Results that tell of an infection, beside the tests that a therapy asks for. */
export type InfectionResult = {
  id: string;
  title: string;
  /** LOINC codes. */
  codes: readonly string[];
  therapies: readonly string[];
  severity: Extract<Severity, 'block' | 'warn'>;
  /** Days for which it bears on a therapy; left out where it bears for good. */
  days?: number;
};

const list = (words: string): readonly string[] => words.split(' ');

/**
 * LOINC names and eCQM value sets for the codes; which therapy each bears on from the drug labels; days
 * are own rules. A pharmacist confirms the table before use.
 */
export const infectionResults: readonly InfectionResult[] = [
  {
    id: 'hepatitis-b-dna',
    title: 'DNA of the hepatitis B virus',
    codes: list('29615-2 42595-9 29610-3 20442-0 29900-8 48398-2 11258-1'),
    therapies: list('rituximab ocrelizumab infliximab infliximab_dyyb tocilizumab'),
    severity: 'block',
  },
  {
    id: 'hiv-load',
    title: 'a load of HIV',
    codes: list('20447-9 25836-8 24013-5'),
    therapies: immunosuppressing,
    severity: 'block',
    days: 365,
  },
  {
    id: 'hiv-antibody',
    title: 'HIV antibody or antigen',
    codes: list('56888-1 7918-6 31201-7 80387-4 48345-3'),
    therapies: immunosuppressing,
    severity: 'warn',
  },
  {
    id: 'hepatitis-c-rna',
    title: 'RNA of the hepatitis C virus',
    codes: list('11011-4 11259-9 20416-4'),
    therapies: list('infliximab infliximab_dyyb rituximab tocilizumab'),
    severity: 'warn',
    days: 365,
  },
  {
    id: 'respiratory-virus',
    title: 'SARS-CoV-2 or influenza virus',
    codes: list(
      '94500-6 94558-4 94309-2 94534-5 94845-5 95406-5 97097-0 92142-9 92141-1 80382-5 80383-3',
    ),
    therapies: suppressing,
    severity: 'block',
    days: 14,
  },
  {
    id: 'blood-culture',
    title: 'a germ in a blood culture',
    codes: list('600-7 17928-3 17934-1 88462-1'),
    therapies: suppressing,
    severity: 'block',
    days: 30,
  },
  {
    id: 'difficile',
    title: 'C. difficile or its toxin',
    codes: list('34712-0 54067-4 13957-6 20761-3 10895-3'),
    therapies: suppressing,
    severity: 'block',
    days: 30,
  },
];

export const temperatureCodes = list('8310-5 8331-1 8332-9 8333-7 8328-7 8329-5 8330-3');
/** Days for which a temperature bears on a therapy; own rule. */
export const temperatureDays = 7;

export const chestImageCodes = list(
  '30745-4 36643-5 42272-5 36554-4 24648-8 24627-2 24628-0 30746-2',
);
/** Days for which an image of the chest bears on a therapy: as long as a screen for tuberculosis. */
export const chestImageDays = 365;

/** What speaks of tuberculosis or another infection in an image of the chest. */
export const foundInChest =
  /cavit|granulom|tubercul|\bgh?on\b|consolidat|infiltrat|pneumonia|opacit|opacification|\bnodul|effusion|abscess|adenopathy|apical (scar|thicken)|miliary|empyema|ground[- ]glass/;
/** What says that there is none: a closed list. */
export const clearChest =
  /\b(normal|unremarkable|clear|within normal limits|wnl|negative)\b|\bno (acute|active|evidence|signs?|radiographic|focal|significant|abnormal\w*|infiltrat\w*|cardiopulmonary|pulmonary)\b/;

const codes = new Set([
  ...infectionResults.flatMap((row) => row.codes),
  ...temperatureCodes,
  ...chestImageCodes,
]);
/** Whether a result under this code may tell of an infection. */
export const tellsOfInfection = (code: string): boolean => codes.has(code);
