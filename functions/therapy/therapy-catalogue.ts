import { ceftriaxone } from './therapies/ceftriaxone.ts';
import { daptomycin } from './therapies/daptomycin.ts';
import { ertapenem } from './therapies/ertapenem.ts';
import { ferricCarboxymaltose } from './therapies/ferric_carboxymaltose.ts';
import { infliximab } from './therapies/infliximab.ts';
import { infliximabDyyb } from './therapies/infliximab_dyyb.ts';
import { ironSucrose } from './therapies/iron_sucrose.ts';
import { ivig } from './therapies/ivig.ts';
import { ocrelizumab } from './therapies/ocrelizumab.ts';
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
];

const byId = new Map(therapies.map((therapy) => [therapy.id, therapy]));

/** The therapy of an id, or undefined when the catalogue has none. */
export const lookUpTherapy = (id: string | undefined): Therapy | undefined =>
  id === undefined ? undefined : byId.get(id);
