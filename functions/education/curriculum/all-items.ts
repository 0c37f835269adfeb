import type { CurriculumItem, CurriculumPiece, PieceReview } from '../curriculum.ts';
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

/**
 * No nurse and no pharmacist has signed these pieces off yet: a service that uses them has its own
 * clinicians do so, and names them here.
 */
const unreviewed = (
  source: string,
  items: readonly CurriculumItem[],
  reviewBy = '2027-05-31',
): CurriculumPiece[] => {
  const review: PieceReview = { source, reviewBy };
  return items.map((item) => ({ ...item, review }));
};

const labels = 'prescribing information and medication guides of the drugs; our reference';
const own = 'our reference on education by moment, setting and class';

/** Everything that is taught. */
export const curriculum: readonly CurriculumPiece[] = [
  ...unreviewed(`${own}; AHRQ toolkit, tools 5 and 11`, everyone),
  ...unreviewed(`${own}; 42 CFR 486.520 and 486.525 (home infusion)`, carePlaces),
  ...unreviewed(labels, immuneMedicines),
  ...unreviewed(labels, immuneGlobulin),
  ...unreviewed(labels, ironAndBoneLessons),
  ...unreviewed(`${labels}; IDSA guideline for antibiotics at home`, homeAntibiotics),
  ...unreviewed(`${labels}; NIOSH list of hazardous drugs`, chemotherapyLessons),
  ...unreviewed(`${labels}; REMS programs`, watchedAntibodyLessons),
  ...unreviewed(labels, enzymeLessons),
  ...unreviewed(own, fluidLessons),
  ...unreviewed(`${own}; pump and nutrition at home`, nutritionLessons),
  ...unreviewed(labels, painLessons),
  ...unreviewed(`${own}; pump at home`, heartLessons),
];
