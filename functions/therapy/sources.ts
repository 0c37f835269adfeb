import type { ValueSource } from './therapy.ts';

/** General knowledge: a placeholder that a pharmacist and an infusion nurse must confirm. */
export const verify = 'general knowledge - verify';

const of =
  (confidence: ValueSource['confidence']) =>
  (source: string): ValueSource => ({ source, confidence });

export const high = of('high');
export const medium = of('medium');
export const low = of('low');

export const general = medium(verify);
export const unsure = low(verify);

/** Public hospital price files of 2026-08-22, by their HCPCS short descriptors. */
export const priceFiles = 'https://github.com/lkowalcz/hospital-price-history';
export const rxnormCohorts = 'https://github.com/OHDSI/PhenotypeLibrary';
export const rxnormMappings = 'https://github.com/mi-erasmusmc/ema-authorised-to-rxnorm-mappings';
/** FDA list of NDCs of April 2018, and the NDC beside each HCPCS code in the price files. */
export const ndcLists =
  'FDA NDC list of 2018 (https://github.com/jayped005/build_i2b2_rxnorm_ndc_metadata) and price files';
export const sitePolicy =
  'https://securecms.highmark.com/content/medpolicy/en/highmark/pa/commercial/policies/Injections/I-151/I-151-016.html';
export const infusionPolicy =
  'http://www.medicalpolicy.hcsc.net/medicalpolicy/pendingPolicyPage?lid=jnvyd669&corpEntCd=IL1 (RX501.096)';
