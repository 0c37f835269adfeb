import * as z from 'zod';

/** Where care may happen; the words that sites, payers and placements use too. */
export const settings = [
  'hospital-outpatient',
  'infusion-center',
  'clinic',
  'home',
  'long-term-care',
] as const;

/** Where an infusion can be given. */
export const Setting = z.enum(settings);
export type Setting = z.infer<typeof Setting>;

/** How payers name a place on a claim. Free-standing centers bill 11 or 49, by contract. */
export const placesOfService = [
  { code: '11', setting: 'clinic', says: 'Office', source: 'CMS place-of-service code set' },
  { code: '11', setting: 'infusion-center', says: 'Office', source: 'by contract; verify' },
  { code: '12', setting: 'home', says: 'Home', source: 'CMS place-of-service code set' },
  { code: '13', setting: 'long-term-care', says: 'Assisted living', source: 'verify' },
  {
    code: '19',
    setting: 'hospital-outpatient',
    says: 'Off-campus outpatient hospital',
    source: 'CMS place-of-service code set',
  },
  {
    code: '22',
    setting: 'hospital-outpatient',
    says: 'On-campus outpatient hospital',
    source: 'CMS place-of-service code set',
  },
  { code: '31', setting: 'long-term-care', says: 'Skilled nursing facility', source: 'verify' },
  { code: '32', setting: 'long-term-care', says: 'Nursing facility', source: 'verify' },
  { code: '33', setting: 'long-term-care', says: 'Custodial care facility', source: 'verify' },
  { code: '49', setting: 'clinic', says: 'Independent clinic', source: 'verify' },
  { code: '49', setting: 'infusion-center', says: 'Independent clinic', source: 'verify' },
] as const satisfies readonly {
  code: string;
  setting: Setting;
  says: string;
  source: string;
}[];

export const mayBillAs = (setting: Setting, code: string): boolean =>
  placesOfService.some((place) => place.setting === setting && place.code === code);

/** How a setting is named to people. */
export const settingNames: Readonly<Record<Setting, string>> = {
  'hospital-outpatient': 'hospital outpatient department',
  'infusion-center': 'infusion center',
  clinic: 'clinic',
  home: 'home',
  'long-term-care': 'long-term care facility',
};
