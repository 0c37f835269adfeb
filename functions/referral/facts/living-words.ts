import { lookup } from '../../platform/lookup.ts';
import type { Residence } from '../referral.ts';
import { plain } from './result-words.ts';

/** What one source says of how a patient lives; what it does not say is left out. */
export type LivingTold = {
  residence?: Residence;
  caregiver?: boolean;
  livesAlone?: boolean;
  needsHelp?: boolean;
  homebound?: boolean;
  home?: boolean;
};

const facility: LivingTold = { residence: 'long-term-care' };
const alone: LivingTold = { livesAlone: true };
const withSomebody: LivingTold = { livesAlone: false };
const noCaregiver: LivingTold = { caregiver: false };
const caregiver: LivingTold = { caregiver: true };

/** SNOMED CT findings and environments, and ICD-10-CM. Source: code lists of living situations. */
export const livingCodes = lookup<LivingTold>({
  '160734000': facility,
  '105530003': facility,
  '45618002': facility,
  '42665001': facility,
  '16384001': facility,
  '22357001': facility,
  '63997002': facility,
  '35313001': facility,
  '310206007': facility,
  '224881003': facility,
  '394923006': { residence: 'assisted-living' },
  '224219001': { residence: 'group-home' },
  '266939009': { residence: 'homeless' },
  '32911000': { residence: 'homeless' },
  '105529008': alone,
  '160725005': { ...alone, caregiver: true },
  '160726006': { ...alone, caregiver: false },
  '447051007': withSomebody,
  '408820001': withSomebody,
  '447555007': withSomebody,
  '224133007': withSomebody,
  '224137008': withSomebody,
  '224134001': withSomebody,
  '408821002': withSomebody,
  '430793000': withSomebody,
  '160689007': { homebound: true },
  '160685001': { homebound: true, needsHelp: true },
  '184156005': caregiver,
  '224477006': caregiver,
  '160747005': noCaregiver,
  '224482004': noCaregiver,
  '224489008': noCaregiver,
  '105531004': { home: false },
  'Z59.3': facility,
  'Z59.1': { home: false },
  'Z60.2': alone,
  'Z74.01': { homebound: true, needsHelp: true },
  'Z74.1': { needsHelp: true },
  'Z74.2': { needsHelp: true, caregiver: false },
  'Z74.3': { needsHelp: true },
  'Z75.0': { home: false },
  'LA30190-5': { residence: 'homeless' },
});

/** A code with the categories above it: `Z59.01` is in `Z59.0`. */
export const livingByCode = (code: string): LivingTold => {
  if (/^Z59\.?0/.test(code)) return { residence: 'homeless' };
  return livingCodes[code] ?? livingCodes[code.slice(0, 5)] ?? {};
};

const facilityWords =
  /nursing (home|facility|center|centre)|skilled nursing|\bsnf\b|long.?term care|memory care|custodial care|convalescent|asilo|hogar de ancianos/;

/** Words of where somebody lives; nothing where they name no kind of place. */
export const residenceNamed = (words: string): Residence | undefined => {
  const read = plain(words);
  if (/\b(not|no longer|never|left|denies|no)\b/.test(read)) return undefined;
  if (facilityWords.test(read)) return 'long-term-care';
  if (/assisted living|residential care/.test(read)) return 'assisted-living';
  if (/group home/.test(read)) return 'group-home';
  if (/homeless|shelter|on the street/.test(read)) return 'homeless';
  return /\b(private|own) (home|house|residence|apartment)|\b(house|apartment|home) (alone|with)|lives at home\b/.test(
    read,
  )
    ? 'private'
    : undefined;
};

/** What words say of a living situation, where a question was about it. */
export const livingNamed = (words: string): LivingTold => {
  const read = plain(words);
  const residence = residenceNamed(words);
  return {
    ...(residence ? { residence } : {}),
    ...(/(do not|don't|does not) have (stable |a )?(housing|place)/.test(read)
      ? { residence: 'homeless' as const }
      : {}),
    ...(/\b(lives|living) alone\b/.test(read) ? alone : {}),
    ...(/\b(lives|living) with\b/.test(read) ? withSomebody : {}),
    ...(/\b(no|without( a)?) (care ?giver|carer|help)\b/.test(read)
      ? noCaregiver
      : /\b(has|with) (a )?(care ?giver|carer)\b/.test(read)
        ? caregiver
        : {}),
    ...(/\b(home|house|bed) ?-?(bound|ridden)\b/.test(read) && !/\bnot\b/.test(read)
      ? { homebound: true }
      : {}),
  };
};
