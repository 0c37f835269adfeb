import { expect, it } from 'vitest';
import { checkSubmission } from '../../functions/referral/checks/completeness.ts';
import { therapies } from '../../functions/therapy/therapies.ts';
import { cleanReferral } from '../support/clean-referrals.ts';
import { expectWellTold } from '../support/findings.ts';

/**
 * What must not pass each therapy unseen, by what else the patient has or takes: a code of ICD-10-CM,
 * `~` words of a problem list, `+` a medicine; then what is found. `!` stops, `?` is told.
 */
const dangers: Readonly<Record<string, string>> = {
  infliximab: `
    I50.22 !condition-heart-failure
    ~NYHA class III heart failure !condition-heart-failure
    L03.116 !condition-infection-active
    ~Latent TB, untreated !condition-tuberculosis-latent
    ~Chronic hepatitis B !condition-hepatitis-b
    ~Optic neuritis 2019 ?condition-demyelinating
    +Humira Pen !takes-tnf
    +Xeljanz 5 mg twice daily !takes-jak`,
  infliximab_dyyb: `
    I42.0 !condition-heart-failure
    A15.0 !condition-tuberculosis-active
    J18.9 !condition-infection-active
    ~HBsAg positive !condition-hepatitis-b
    ~Fever since yesterday !condition-fever
    +Stelara 90 mg q8w !takes-il12-23`,
  vedolizumab: `
    ~PML !condition-pml
    A04.72 !condition-infection-active
    ~Active pulmonary tuberculosis !condition-tuberculosis-active
    +Tysabri !takes-integrin
    +Remicade !takes-tnf
    +prednisone 20 mg daily ?takes-corticosteroid`,
  ocrelizumab: `
    B18.1 !condition-hepatitis-b
    ~Hep B carrier !condition-hepatitis-b
    ~Herpes zoster !condition-infection-active
    ~HIV disease ?condition-hiv
    +Kesimpta !takes-cd20
    +Aubagio 14 mg !takes-ms-dmt`,
  natalizumab: `
    A81.2 !condition-pml
    ~Urosepsis !condition-infection-active
    Z94.0 ?condition-transplant
    +azathioprine 100 mg !takes-immunosuppressant
    +Gilenya !takes-s1p
    +Ocrevus !takes-cd20`,
  tocilizumab: `
    M86.9 !condition-infection-active
    ~Positive QuantiFERON !condition-tuberculosis-latent
    K57.32 ?condition-bowel-perforation-risk
    K74.60 ?condition-liver-disease
    +Kevzara !takes-il6
    +Orencia !takes-ctla4`,
  rituximab: `
    B18.1 !condition-hepatitis-b
    ~Sepsis due to E. coli !condition-infection-active
    ~Progressive multifocal leukoencephalopathy !condition-pml
    +Gazyva !takes-cd20
    +Rinvoq !takes-jak
    +methotrexate 15 mg weekly ?takes-immunosuppressant`,
  eculizumab: `
    A39.2 !condition-meningococcal-infection
    J15.9 !condition-infection-active
    ~Meningococcal disease, unresolved !condition-meningococcal-infection
    ~Febrile !condition-fever
    +Ultomiris !takes-complement`,
  ravulizumab: `
    A39.4 !condition-meningococcal-infection
    A41.9 !condition-infection-active
    ~Bacterial meningitis !condition-infection-active
    +Soliris !takes-complement
    +Vyvgart ?takes-fcrn`,
  ivig: `
    D80.2 !condition-iga-deficiency
    ~Selective IgA deficiency !condition-iga-deficiency
    ~Hyperprolinemia type I !condition-hyperprolinemia
    I82.401 ?condition-thrombosis
    R70.1 ?condition-thick-blood
    ~Waldenstrom macroglobulinemia ?condition-thick-blood
    ~Acute pulmonary edema !condition-pulmonary-edema
    +Hizentra 10 g weekly !takes-ig`,
  scig: `
    D80.2 !condition-iga-deficiency
    E72.59 !condition-hyperprolinemia
    ~DVT 2024 ?condition-thrombosis
    I26.99 ?condition-thrombosis
    +Privigen !takes-ig`,
  ferric_carboxymaltose: `
    E83.110 !condition-iron-overload
    ~Hereditary hemochromatosis !condition-iron-overload
    D56.1 !condition-iron-overload
    E83.39 ?condition-low-phosphate
    +Venofer !takes-iv-iron`,
  iron_sucrose: `
    E83.119 !condition-iron-overload
    ~Iron overload !condition-iron-overload
    ~Beta thalassemia major !condition-iron-overload
    +Injectafer !takes-iv-iron
    +Feraheme !takes-iv-iron`,
  zoledronic_acid: `
    E83.51 !condition-hypocalcemia
    E20.9 !condition-hypocalcemia
    N18.6 !condition-dialysis
    ~Osteonecrosis of the jaw !condition-jaw
    +Prolia 60 mg !takes-bone-mab
    +alendronate 70 mg weekly !takes-bisphosphonate`,
  lecanemab: `
    I61.9 !condition-brain-bleeding
    ~Cerebral amyloid angiopathy !condition-brain-bleeding
    ~ARIA-H on last MRI !condition-brain-bleeding
    G40.909 ?condition-seizures
    I63.9 ?condition-thrombosis
    +Eliquis 5 mg !takes-anticoagulant
    +tenecteplase !takes-thrombolytic`,
  ceftriaxone: `
    P59.9 !condition-newborn-jaundice
    ~Neonatal jaundice !condition-newborn-jaundice
    A04.72 ?condition-c-difficile
    ~History of C. difficile ?condition-c-difficile
    +calcium gluconate IV !takes-calcium-iv`,
  ertapenem: `
    Z99.2 !condition-dialysis
    ~ESRD on hemodialysis !condition-dialysis
    G40.909 ?condition-seizures
    +Depakote 500 mg !takes-valproate
    +valproic acid !takes-valproate
    +probenecid ?takes-probenecid`,
  daptomycin: `
    J82.81 !condition-eosinophilic-pneumonia
    J15.212 !condition-pneumonia
    ~MRSA pneumonia !condition-pneumonia
    N18.6 !condition-dialysis
    ~Rhabdomyolysis on statin ?condition-muscle-disease
    +atorvastatin 40 mg ?takes-statin
    +colchicine ?takes-myotoxic`,
  vancomycin: `
    N18.6 !condition-dialysis
    Z99.2 !condition-dialysis
    N17.9 ?condition-kidney-disease
    +tobramycin IV ?takes-nephrotoxin
    +ibuprofen 800 mg ?takes-nsaid
    +furosemide 40 mg ?takes-loop-diuretic`,
  carboplatin: `
    A41.9 !condition-infection-active
    ~Neutropenic fever !condition-fever
    D70.1 ?condition-low-counts
    N18.4 ?condition-kidney-disease
    +gentamicin ?takes-nephrotoxin`,
  paclitaxel: `
    J18.9 !condition-infection-active
    R50.9 !condition-fever
    D69.6 ?condition-low-counts
    ~Cellulitis at port site !condition-infection-active
    +ketoconazole ?takes-taxane-cyp`,
  fluorouracil_pump: `
    ~DPYD variant, poor metabolizer !condition-dpd-deficiency
    ~Complete DPD deficiency !condition-dpd-deficiency
    K65.0 !condition-infection-active
    I47.2 ?condition-arrhythmia
    +capecitabine 500 mg !takes-fluoropyrimidine
    +Coumadin 5 mg ?takes-warfarin
    +phenytoin ?takes-phenytoin`,
  parenteral_nutrition: `
    J81.0 !condition-pulmonary-edema
    I50.23 ?condition-fluid-load
    E87.5 ?condition-high-potassium
    ~Severe hypertriglyceridemia ?condition-high-triglycerides
    R64 ?condition-refeeding
    ~Severe protein-calorie malnutrition ?condition-refeeding
    ~CLABSI ?condition-line-trouble`,
  hydration: `
    N18.6 !condition-dialysis
    ~Volume overload !condition-pulmonary-edema
    I50.33 ?condition-fluid-load
    I50.33 !condition-heart-failing-now
    E87.5 ?condition-high-potassium
    +lithium 300 mg ?takes-lithium`,
  rbc_transfusion: `
    Z53.1 !condition-blood-refused
    ~Jehovah's Witness, declines blood products !condition-blood-refused
    ~Acute pulmonary edema !condition-pulmonary-edema
    T80.92XA ?condition-transfusion-reaction
    I50.9 ?condition-fluid-load`,
  hydromorphone_pca: `
    K56.7 !condition-bowel-obstruction
    ~Status asthmaticus !condition-asthma-acute
    G47.33 ?condition-breathing
    F11.20 ?condition-substance-use
    +lorazepam 1 mg !takes-benzodiazepine
    +Vivitrol !takes-opioid-antagonist`,
  ketamine_infusion: `
    I16.1 !condition-hypertensive-crisis
    ~Schizophrenia !condition-psychosis
    ~Bipolar disorder ?condition-bipolar
    I71.40 ?condition-vessels
    ~Uncontrolled hypertension ?condition-vessels
    F10.20 ?condition-substance-use
    +Xanax 0.5 mg !takes-benzodiazepine
    +oxycodone 10 mg ?takes-opioid`,
  milrinone_home: `
    I35.0 ?condition-valve-obstruction
    ~Severe aortic stenosis ?condition-valve-obstruction
    I47.2 ?condition-arrhythmia
    +amiodarone 200 mg ?takes-qt
    +digoxin 0.125 mg ?takes-inotrope`,
  alpha1_pi: `
    F17.210 ?condition-smoking
    ~Current every day smoker ?condition-smoking
    D80.2 !condition-iga-deficiency
    ~IgA deficiency with antibodies !condition-iga-deficiency
    ~Selective IgA deficiency !condition-iga-deficiency`,
  imiglucerase: `
    +VPRIV !takes-gaucher
    +Cerdelga 84 mg !takes-gaucher
    +Zavesca !takes-gaucher`,
  agalsidase_beta: `
    +Galafold !takes-gaucher
    +Elfabrio !takes-gaucher`,
};

const cases = Object.entries(dangers).flatMap(([therapyId, lines]) =>
  lines
    .trim()
    .split('\n')
    .map((line) => {
      const [, told = '', mark = '', code = ''] = line.trim().match(/^(.*) ([!?])(\S+)$/) ?? [];
      return { therapyId, told, code, severity: mark === '!' ? 'block' : 'warn' };
    }),
);

it('every therapy has its dangers in the table', () => {
  expect(Object.keys(dangers).sort()).toEqual(therapies.map(({ id }) => id).sort());
});

it.each(cases)(
  'before $therapyId, "$told" is told as $severity $code',
  ({ therapyId, told, code, severity }) => {
    const condition = { state: 'active' as const };
    const added = told.startsWith('+')
      ? { medicines: [{ name: told.slice(1), state: 'taken' as const }] }
      : {
          conditions: [
            told.startsWith('~')
              ? { ...condition, name: told.slice(1) }
              : { ...condition, icd10: [told] },
          ],
        };
    const clean = cleanReferral(therapyId);
    const others = (kind: 'medicines' | 'conditions') =>
      Array.isArray(clean[kind]) ? clean[kind] : [];
    const submission = {
      ...clean,
      ...added,
      ...(added.medicines
        ? { medicines: [...others('medicines'), ...added.medicines] as never }
        : {}),
    };
    const before = checkSubmission(clean, '2026-11-20').map((one) => one.code);
    const all = checkSubmission(submission, '2026-11-20');
    const found = all.find((one) => one.code === code);
    expect(before).not.toContain(code);
    expect(found).toMatchObject({
      code,
      severity,
      // Whatever speaks against a therapy is a clinician's to weigh.
      owner: 'clinician',
      source: expect.stringMatching(/drug labels/),
      pointer: expect.stringMatching(/^\/(conditions|medicines)\/\d+$/),
    });
    expectWellTold(all);
  },
);
