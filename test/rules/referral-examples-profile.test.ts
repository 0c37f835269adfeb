import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { anExample, exampleFiles, withResource } from '../support/bundles.ts';
import { openProfiles, type Profiles } from '../support/fhir-profile.ts';

const usCore = new URL('../../../shared/fhir/us_core_700.tgz', import.meta.url).pathname;

describe.skipIf(!existsSync(usCore))(
  `the example bundles against the profiles of ${usCore}`,
  () => {
    let profiles: Profiles;
    beforeAll(() => {
      profiles = openProfiles([usCore]);
    });

    it.each(exampleFiles)('%s: every resource is what its profile says', (name) => {
      expect(profiles.validate(anExample(name))).toEqual([]);
    });

    it('would show a patient without a family name', () => {
      const bundle = withResource('Patient', (patient) => {
        Object.assign(patient, { name: [{ use: 'official' }] });
      });
      expect(profiles.validate(bundle)).not.toEqual([]);
    });
  },
);
