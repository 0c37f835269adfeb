import { ageOn, daysBetween } from '../../platform/days.ts';
import type { Finding } from '../referral.ts';
import { block, type Checked, warn } from './findings.ts';

type Row = {
  therapies: readonly string[];
  years?: number;
  days?: number;
  /** From which age on it was tried, in years, where that is later. */
  triedFrom?: number;
};

const list = (ids: string): readonly string[] => ids.split(' ');

/** From which age on the label, or the catalogue with its doses, speaks of a patient. */
const rows: readonly Row[] = [
  {
    therapies: list(
      'vedolizumab ocrelizumab natalizumab eculizumab alpha1_pi zoledronic_acid paclitaxel carboplatin fluorouracil_pump',
    ),
    years: 18,
  },
  // Doses and volumes of the catalogue are those of adults.
  {
    therapies: list(
      'hydromorphone_pca ketamine_infusion milrinone_home hydration parenteral_nutrition rbc_transfusion',
    ),
    years: 18,
  },
  { therapies: list('lecanemab'), years: 18, triedFrom: 50 },
  { therapies: list('infliximab infliximab_dyyb'), years: 6 },
  {
    therapies: list('tocilizumab rituximab ivig scig iron_sucrose imiglucerase agalsidase_beta'),
    years: 2,
  },
  { therapies: list('ferric_carboxymaltose daptomycin'), years: 1 },
  { therapies: list('ertapenem'), days: 91 },
  // A newborn: jaundice, and calcium in the same vein.
  { therapies: list('ceftriaxone'), days: 28 },
];

/** A patient younger than the therapy, or its doses in the catalogue, is meant for. */
export const ageFindings = ({ submission: { patient }, therapy, asOf }: Checked): Finding[] => {
  const row = rows.find(({ therapies }) => therapies.includes(therapy?.id ?? ''));
  const days = daysBetween(patient.birthDate, asOf);
  if (!row || days < 0) return [];
  const years = ageOn(patient.birthDate, asOf);
  if (years < (row.years ?? 0) || days < (row.days ?? 0))
    return [
      block({
        code: 'age-below-label',
        pointer: '/patient/birthDate',
        text: 'The patient is younger than this drug, or its doses here, are meant for.',
        fix: 'Check the date of birth, or have a clinician decide with a reason.',
        source: 'ages of the drug labels; general knowledge - verify',
      }),
    ];
  if (row.triedFrom === undefined || years >= row.triedFrom) return [];
  return [
    warn({
      code: 'age-unusual',
      pointer: '/patient/birthDate',
      text: `The drug was tried in patients of ${row.triedFrom} years and more, and this one is younger.`,
      fix: 'Check the date of birth, and weigh it before the first dose.',
      source: 'ages of the trials; general knowledge - verify',
    }),
  ];
};
