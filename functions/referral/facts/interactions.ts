import type { Severity } from '../checks/findings.ts';

/** What a drug that the patient takes means for a therapy. */
export type Interaction = {
  /** Of the medicine classes. */
  takes: string;
  therapies: readonly string[];
  severity: Extract<Severity, 'block' | 'warn'>;
  why: string;
  /** How one is called that is only told, and why; words that are `never` so keep it as it is. */
  milder?: { called: RegExp; never: RegExp; why: string };
};

const list = (ids: string): readonly string[] => ids.split(' ');

const tnfBlocker = list('infliximab infliximab_dyyb');
const biologics = list(
  'infliximab infliximab_dyyb tocilizumab rituximab vedolizumab natalizumab ocrelizumab',
);
const without = (...ids: string[]) => biologics.filter((id) => !ids.includes(id));

const together = 'two biologics together add serious infections';
const same = 'two drugs of one class are a duplicate';

const stops = (takes: string, therapies: readonly string[], why: string): Interaction => ({
  takes,
  therapies,
  severity: 'block',
  why,
});
const doubts = (takes: string, therapies: readonly string[], why: string): Interaction => ({
  takes,
  therapies,
  severity: 'warn',
  why,
});

/**
 * Interactions with current medicines: drug labels and the checks of infusion intake; what stops is
 * for a clinician to clear. A pharmacist confirms the table before clinical use.
 */
export const interactions: readonly Interaction[] = [
  stops('tnf', tnfBlocker, same),
  stops('tnf', without(...tnfBlocker), together),
  stops('il6', ['tocilizumab'], same),
  stops('il6', without('tocilizumab'), together),
  ...['il17', 'il23', 'il12-23'].map((takes) => stops(takes, biologics, together)),
  stops('il1', [...tnfBlocker, 'tocilizumab'], together),
  stops('ctla4', [...tnfBlocker, 'tocilizumab', 'rituximab'], together),
  stops('cd20', list('rituximab ocrelizumab'), same),
  stops('cd20', without('rituximab', 'ocrelizumab'), together),
  stops('integrin', list('natalizumab vedolizumab'), same),
  stops('integrin', without('natalizumab', 'vedolizumab'), together),
  stops('jak', biologics, 'a JAK inhibitor is not recommended with a biologic'),
  stops(
    's1p',
    without('tocilizumab'),
    'two disease modifiers together; the earlier one has to wash out',
  ),
  stops(
    'ms-dmt',
    list('natalizumab ocrelizumab'),
    'a second disease modifier for multiple sclerosis carries the risk of PML over',
  ),
  stops('complement', list('eculizumab ravulizumab'), same),
  doubts('ig', list('eculizumab ravulizumab'), 'it may lower the antibody'),
  doubts('fcrn', list('ivig scig'), 'it lowers immune globulin'),
  doubts(
    'fcrn',
    [...list('eculizumab ravulizumab rituximab natalizumab ocrelizumab'), ...tnfBlocker],
    'it may lower the antibody',
  ),
  stops('amyloid', ['lecanemab'], same),
  doubts('other-biologic', ['rituximab'], together),
  stops('bone-mab', ['zoledronic_acid'], 'two drugs against bone loss may lower calcium'),
  stops('bisphosphonate', ['zoledronic_acid'], same),
  doubts('corticosteroid', biologics, 'it adds to the suppression of immunity'),
  stops('immunosuppressant', ['natalizumab'], 'together they raise the risk of PML'),
  doubts(
    'immunosuppressant',
    list('tocilizumab rituximab ocrelizumab vedolizumab'),
    'it adds to the suppression of immunity',
  ),
  stops('anticoagulant', ['lecanemab'], 'bleeding in the brain'),
  stops('thrombolytic', ['lecanemab'], 'fatal bleeding in the brain was reported'),
  doubts('antiplatelet', ['lecanemab'], 'bleeding in the brain'),
  doubts('nephrotoxin', list('vancomycin zoledronic_acid ivig carboplatin'), 'harm to the kidney'),
  doubts('nsaid', list('vancomycin zoledronic_acid ivig'), 'harm to the kidney'),
  doubts(
    'loop-diuretic',
    list('vancomycin zoledronic_acid ivig'),
    'loss of volume, harm to kidney and hearing',
  ),
  stops('valproate', ['ertapenem'], 'a carbapenem lowers valproate, and seizures follow'),
  doubts('statin', ['daptomycin'], 'harm to muscle: hold it, or measure CK weekly'),
  doubts('myotoxic', ['daptomycin'], 'harm to muscle: measure CK weekly'),
  doubts('serotonergic', ['hydromorphone_pca'], 'serotonin syndrome'),
  doubts('qt', list('fluorouracil_pump milrinone_home'), 'arrhythmia'),
  stops(
    'benzodiazepine',
    list('hydromorphone_pca ketamine_infusion'),
    'breathing may fail: boxed warning of opioids',
  ),
  {
    ...stops('opioid', ['hydromorphone_pca'], same),
    // Who is used to opioids takes one, and keeps it for pain that breaks through.
    milder: {
      called:
        /\b(immediate[- ]release|ir|short[- ]acting|as needed|prn|breakthrough|rescue|percocet|endocet|norco|vicodin|lortab|roxicodone)\b/,
      never:
        /\b(er|xr|sr|cr|extended|sustained|controlled|long[- ]acting|patch|transdermal|methadone|dolophine|buprenorphine|su[bt]\w+|zubsolv|belbuca|butrans|brixadi|oxycontin|ms contin|xtampza|hysingla|duragesic)\b/,
      why: 'a short-acting one adds to the pump: say whether it stays for pain that breaks through',
    },
  },
  doubts('opioid', ['ketamine_infusion'], 'sedation'),
  stops('opioid-antagonist', ['hydromorphone_pca'], 'it blocks the relief and brings withdrawal'),
  doubts('sedative-other', list('hydromorphone_pca ketamine_infusion'), 'sedation'),
  doubts('k-raising', list('parenteral_nutrition hydration'), 'high potassium'),
  stops('iv-iron', list('ferric_carboxymaltose iron_sucrose'), same),
  doubts('esa', ['ivig'], 'thrombosis'),
  stops('calcium-iv', ['ceftriaxone'], 'the two precipitate: never through one line'),
  doubts('probenecid', ['ertapenem'], 'it raises ertapenem'),
  stops('fluoropyrimidine', ['fluorouracil_pump'], same),
  stops('taxane', ['paclitaxel'], same),
  stops('platinum', ['carboplatin'], same),
  doubts(
    'warfarin',
    list('fluorouracil_pump ceftriaxone carboplatin'),
    'the INR may rise: measure it oftener',
  ),
  doubts('phenytoin', ['fluorouracil_pump'], 'phenytoin rises'),
  stops('brivudine', ['fluorouracil_pump'], 'it keeps fluorouracil in the body: patients died'),
  doubts('disulfiram', ['paclitaxel'], 'paclitaxel is dissolved in alcohol'),
  doubts(
    'ceftriaxone',
    ['parenteral_nutrition'],
    'it precipitates with calcium: never by one line',
  ),
  doubts(
    'oral-iron',
    list('ferric_carboxymaltose iron_sucrose'),
    'iron by mouth is hardly taken up beside it',
  ),
  doubts('taxane-cyp', ['paclitaxel'], 'paclitaxel rises or falls'),
  doubts('galactosidase-inhibitor', ['agalsidase_beta'], 'it may keep the enzyme from its work'),
  stops('gaucher', list('imiglucerase agalsidase_beta'), same),
  stops('ig', list('ivig scig'), same),
  doubts('inotrope', ['milrinone_home'], 'a second inotrope, or digoxin with low potassium'),
  stops('aat', ['alpha1_pi'], same),
  doubts('lithium', ['hydration'], 'salt and volume shift lithium'),
];
