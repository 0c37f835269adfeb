import { type CodeableConcept, conceptWords, readCodes, systems } from '../../fhir/elements.ts';
import type { Setting } from '../../therapy/setting.ts';
import { Residence, type Submission } from '../referral.ts';
import type { BundleReading, PlacedResource } from './bundle.ts';
import { observationsCoded } from './coded.ts';
import { livingFrom } from './living.ts';
import { isResult } from './results.ts';
import { tiedServices } from './services.ts';

/** HL7 v3 role codes and CMS place-of-service codes, and words where a code is not used. */
const places: readonly { codes: readonly string[]; words: RegExp; setting: Setting }[] = [
  { codes: ['PTRES', '12'], words: /\bhome\b/i, setting: 'home' },
  { codes: ['HOSP', '19', '22'], words: /hospital/i, setting: 'hospital-outpatient' },
  { codes: ['NCCF', 'SNF', '31', '32'], words: /nursing|long.term/i, setting: 'long-term-care' },
  { codes: ['OF', '49'], words: /infusion|center|suite/i, setting: 'infusion-center' },
  { codes: ['PROFF', '11'], words: /office|clinic/i, setting: 'clinic' },
];

const settingOf = (concept: CodeableConcept): Setting | undefined => {
  const codes = (concept.coding ?? []).map(({ code }) => code ?? '');
  const words = conceptWords(concept).join(' ');
  return (
    places.find((place) => place.codes.some((code) => codes.includes(code))) ??
    places.find((place) => place.words.test(words))
  )?.setting;
};

const flags = {
  'home-suitable': 'homeSuitable',
  caregiver: 'caregiver',
  unstable: 'unstable',
  'difficult-access': 'difficultAccess',
  'lives-alone': 'livesAlone',
  'needs-help': 'needsHelp',
  homebound: 'homebound',
} as const;

type Placement = NonNullable<Submission['placement']>;

const compared = { residence: 'residence', caregiver: 'caregiver', homeSuitable: 'home' } as const;

/** What the practice says of the order itself, beside the record; where they differ, somebody is asked. */
const withOwn = (living: Partial<Placement>, said: Partial<Placement>): Partial<Placement> => {
  const differ = (['residence', 'caregiver', 'homeSuitable'] as const).filter(
    (fact) => living[fact] !== undefined && said[fact] !== undefined && living[fact] !== said[fact],
  );
  const unclear = [
    ...new Set([...(living.unclear ?? []), ...differ.map((fact) => compared[fact])]),
  ];
  return { ...living, ...said, ...(unclear.length > 0 ? { unclear } : {}) };
};

/**
 * What the practice says of the place of care: the place asked for in a ServiceRequest
 * that is tied to the order, and our
 * own observations for what FHIR has no element for.
 */
export const placementFrom = (
  reading: BundleReading,
  order: PlacedResource<'MedicationRequest'> | undefined,
  patient: PlacedResource<'Patient'> | undefined,
): Placement | undefined => {
  const preferred = tiedServices(reading, order)
    .flatMap(({ resource }) => resource.locationCode ?? [])
    .map(settingOf)
    .find((setting) => setting !== undefined);
  const said: Partial<Placement> = {};
  const living = livingFrom(reading, patient);
  const own = observationsCoded(reading, 'placement', [...Object.keys(flags), 'residence']);
  for (const { resource } of own.filter(isResult)) {
    // What does not say whose home it is makes no home fit.
    if (reading.ownerOf({ resource }) === 'untold') continue;
    const [code] = readCodes(resource.code, systems.placement);
    if (code && Object.hasOwn(flags, code) && resource.valueBoolean !== undefined)
      said[flags[code as keyof typeof flags]] = resource.valueBoolean;
    if (code === 'residence') {
      const [value] = readCodes(resource.valueCodeableConcept, systems.placement);
      const residence = Residence.options.find((known) => known === value);
      if (residence) said.residence = residence;
    }
  }
  if (!preferred && Object.keys({ ...said, ...living }).length === 0) return undefined;
  const told = withOwn(living, said);
  return { ...told, ...(preferred ? { preferred } : {}) };
};
