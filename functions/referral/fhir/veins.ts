import { readCodes, systems } from '../../fhir/elements.ts';
import { earliestDate } from '../../fhir/values.ts';
import { lookup } from '../../platform/lookup.ts';
import type { VeinSigns } from '../checks/vein-score.ts';
import type { Submission } from '../referral.ts';
import type { BundleReading } from './bundle.ts';
import { observationsCoded } from './coded.ts';
import { isResult } from './results.ts';

type Veins = NonNullable<Submission['veins']>;

/** The signs of the scales, which no public code names: codes of our own. */
const signs = lookup<keyof (typeof VeinSigns)['shape']>({
  'vein-difficult-before': 'difficultBefore',
  'vein-difficulty-expected': 'difficultyExpected',
  'vein-not-palpable': 'veinNotPalpable',
  'vein-not-visible': 'veinNotVisible',
  'vein-under-3-mm': 'veinUnderThreeMillimeters',
  'born-early': 'bornEarly',
});
const arms = lookup<'left-arm' | 'right-arm'>({ 'left-arm': 'left-arm', 'right-arm': 'right-arm' });

const keepOffArm = 'keep-off-arm';

/** What the practice found of the veins, the newest answer to each sign, and the arms to keep off. */
export const veinsFrom = (reading: BundleReading): Submission['veins'] => {
  const told = observationsCoded(reading, 'placement', [...Object.keys(signs), keepOffArm])
    .filter(isResult)
    .filter(({ resource }) => reading.ownerOf({ resource }) !== 'untold')
    .map(({ at, resource }) => ({
      at,
      resource,
      on: earliestDate(resource.effectiveDateTime ?? resource.effectivePeriod?.start),
      codes: readCodes(resource.code, systems.placement),
    }))
    .sort((a, b) => ((a.on ?? '') < (b.on ?? '') ? -1 : 1));
  const veins: Veins = {};
  const keepOff = new Set<'left-arm' | 'right-arm'>();
  for (const { at, resource, on, codes } of told) {
    const sign = codes.map((code) => signs[code]).find((one) => one !== undefined);
    const isArm = codes.includes(keepOffArm);
    if (!sign && !isArm) continue;
    const named = readCodes(resource.valueCodeableConcept, systems.placement).flatMap(
      (code) => arms[code] ?? [],
    );
    if (sign && resource.valueBoolean !== undefined) veins[sign] = resource.valueBoolean;
    else if (isArm && named.length > 0) for (const arm of named) keepOff.add(arm);
    else {
      reading.doubt(at, 'has no answer that is known here');
      continue;
    }
    reading.use(at, 'the veins');
    if (on) veins.on = on;
  }
  const whole = { ...veins, ...(keepOff.size > 0 ? { keepOff: [...keepOff] } : {}) };
  return Object.keys(whole).length > 0 ? whole : undefined;
};
