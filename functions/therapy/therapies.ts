import { agalsidaseBeta } from './therapies/agalsidase_beta.ts';
import { alpha1Pi } from './therapies/alpha1_pi.ts';
import { carboplatin } from './therapies/carboplatin.ts';
import { ceftriaxone } from './therapies/ceftriaxone.ts';
import { daptomycin } from './therapies/daptomycin.ts';
import { eculizumab } from './therapies/eculizumab.ts';
import { ertapenem } from './therapies/ertapenem.ts';
import { ferricCarboxymaltose } from './therapies/ferric_carboxymaltose.ts';
import { fluorouracilPump } from './therapies/fluorouracil_pump.ts';
import { hydration } from './therapies/hydration.ts';
import { hydromorphonePca } from './therapies/hydromorphone_pca.ts';
import { imiglucerase } from './therapies/imiglucerase.ts';
import { infliximab } from './therapies/infliximab.ts';
import { infliximabDyyb } from './therapies/infliximab_dyyb.ts';
import { ironSucrose } from './therapies/iron_sucrose.ts';
import { ivig } from './therapies/ivig.ts';
import { ketamineInfusion } from './therapies/ketamine_infusion.ts';
import { lecanemab } from './therapies/lecanemab.ts';
import { milrinoneHome } from './therapies/milrinone_home.ts';
import { natalizumab } from './therapies/natalizumab.ts';
import { ocrelizumab } from './therapies/ocrelizumab.ts';
import { paclitaxel } from './therapies/paclitaxel.ts';
import { parenteralNutrition } from './therapies/parenteral_nutrition.ts';
import { ravulizumab } from './therapies/ravulizumab.ts';
import { rbcTransfusion } from './therapies/rbc_transfusion.ts';
import { rituximab } from './therapies/rituximab.ts';
import { scig } from './therapies/scig.ts';
import { tocilizumab } from './therapies/tocilizumab.ts';
import { vancomycin } from './therapies/vancomycin.ts';
import { vedolizumab } from './therapies/vedolizumab.ts';
import { zoledronicAcid } from './therapies/zoledronic_acid.ts';
import type { Therapy } from './therapy.ts';

/**
 * The therapies we can carry, one data file each. Values marked "verify" are placeholders
 * that a pharmacist and an infusion nurse confirm before clinical use.
 */
export const therapies: readonly Therapy[] = [
  infliximab,
  infliximabDyyb,
  vedolizumab,
  ocrelizumab,
  rituximab,
  tocilizumab,
  ivig,
  scig,
  ferricCarboxymaltose,
  ironSucrose,
  zoledronicAcid,
  ceftriaxone,
  vancomycin,
  ertapenem,
  daptomycin,
  natalizumab,
  eculizumab,
  ravulizumab,
  lecanemab,
  hydration,
  parenteralNutrition,
  paclitaxel,
  carboplatin,
  fluorouracilPump,
  hydromorphonePca,
  ketamineInfusion,
  imiglucerase,
  agalsidaseBeta,
  alpha1Pi,
  milrinoneHome,
  rbcTransfusion,
];
