import type { Competency } from './therapy.ts';

/** What a nurse is competent in, as people say it; the types make sure that none is left out. */
export const competencyWords: Readonly<Record<Competency, string>> = {
  'peripheral-access': 'Peripheral access',
  'central-line': 'Central lines',
  'infusion-reaction': 'Infusion reactions',
  'rate-titration': 'Rate titration',
  'biologic-preparation': 'Preparing biologics',
  'immune-globulin': 'Immune globulin',
  'iron-infusion': 'Iron',
  'antibiotic-teaching': 'Teaching antibiotics',
  'self-infusion-teaching': 'Teaching self-infusion',
  chemotherapy: 'Chemotherapy',
  'hazardous-drugs': 'Hazardous drugs',
  'infusion-pump': 'Infusion pump',
  'pain-pump': 'Pain pump',
  'nutrition-pump': 'Nutrition pump',
  'inotrope-pump': 'Inotrope pump',
  'fluid-balance': 'Fluid balance',
  'sedation-monitoring': 'Watching sedation',
  transfusion: 'Transfusion',
  'enzyme-replacement': 'Enzyme replacement',
  'plasma-protein': 'Plasma proteins',
  'natalizumab-checklist': 'Natalizumab checklist',
  'meningococcal-watch': 'Watch for meningococci',
  'amyloid-imaging-watch': 'Watch by brain imaging',
};
