import type { CurriculumItem } from '../curriculum.ts';
import { carePlaces } from './care-places.ts';
import { chemotherapyLessons } from './chemotherapy.ts';
import { enzymeLessons } from './enzymes-and-proteins.ts';
import { everyone } from './everyone.ts';
import { fluidLessons } from './fluids-and-blood.ts';
import { heartLessons } from './heart-pump.ts';
import { homeAntibiotics } from './home-antibiotics.ts';
import { immuneGlobulin } from './immune-globulin.ts';
import { immuneMedicines } from './immune-medicines.ts';
import { ironAndBoneLessons } from './iron-and-bone.ts';
import { nutritionLessons } from './nutrition.ts';
import { painLessons } from './pain-relief.ts';
import { watchedAntibodyLessons } from './watched-antibodies.ts';

/** Everything that is taught. */
export const curriculum: readonly CurriculumItem[] = [
  ...everyone,
  ...carePlaces,
  ...immuneMedicines,
  ...immuneGlobulin,
  ...ironAndBoneLessons,
  ...homeAntibiotics,
  ...chemotherapyLessons,
  ...watchedAntibodyLessons,
  ...enzymeLessons,
  ...fluidLessons,
  ...nutritionLessons,
  ...painLessons,
  ...heartLessons,
];
