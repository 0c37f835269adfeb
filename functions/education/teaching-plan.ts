import { canonical } from '../platform/canonical.ts';
import type { Determination } from '../platform/determination.ts';
import { writtenLanguage } from '../referral/language.ts';
import { visitTherapy } from '../referral/order/regimen.ts';
import type { Referral, Submission } from '../referral/referral.ts';
import { type Setting, settingNames } from '../therapy/setting.ts';
import { type CurriculumItem, curriculumRule, lessonsFor, untaught } from './curriculum.ts';
import type { Education } from './education.ts';

/** Whom to teach, where, and what they were given before. */
type Learner = {
  referral: Referral;
  submission: Submission;
  setting: Setting | undefined;
  before: Education | undefined;
};

/** What lessons are chosen by, and which they are. */
const chosen = ({ language, setting, therapyId, items }: Education): string =>
  canonical({ language, setting, therapyId, items });

/**
 * The lessons that the therapy and the setting call for, in the patient's language and in the
 * version of today; undefined when the patient has exactly these. After a change of site they are
 * others, as the next revision; what was acknowledged before stays acknowledged.
 */
export const planTeaching = (
  { referral, submission, setting, before }: Learner,
  now: Date,
): Education | undefined => {
  const therapyId = referral.therapyId ?? submission.order.therapyId;
  const topics = visitTherapy(therapyId, submission.order)?.educationTopics ?? [];
  const asked = submission.patient.language;
  const lessons = lessonsFor({ topics, setting });
  const rests = {
    language: writtenLanguage(asked),
    ...(setting ? { setting } : {}),
    ...(therapyId ? { therapyId } : {}),
  };
  const education: Education = {
    referralId: referral.referralId,
    patientId: referral.patientId,
    ...rests,
    curriculum: curriculumRule.version,
    assignedAt: now.toISOString(),
    items: lessons.map(({ id, version, moment }) => ({ itemId: id, version, moment })),
    determination: determinationOf(rests, { asked, topics, lessons }),
    rev: (before?.rev ?? 0) + 1,
  };
  return before && chosen(before) === chosen(education) ? undefined : education;
};

/** How many lessons were chosen for which reason; the education item names each. */
const chosenFor = (lessons: readonly CurriculumItem[], setting: Setting | undefined): string => {
  const general = lessons.filter(({ for: whom }) => whom === 'everyone').length;
  const ofSetting = lessons.filter(
    ({ for: whom }) => typeof whom === 'object' && 'settings' in whom,
  );
  const ofTherapy = lessons.length - general - ofSetting.length;
  return [
    `${general} for every patient`,
    ...(ofTherapy > 0 ? [`${ofTherapy} that the therapy calls for`] : []),
    ...(setting && ofSetting.length > 0
      ? [`${ofSetting.length} for care in this setting (${settingNames[setting]})`]
      : []),
  ].join(', ');
};

const determinationOf = (
  { language, setting, therapyId }: Pick<Education, 'language' | 'setting' | 'therapyId'>,
  facts: { asked: string; topics: readonly string[]; lessons: readonly CurriculumItem[] },
): Determination => ({
  question: 'education',
  facts: {
    language: facts.asked,
    topics: [...facts.topics],
    ...(setting ? { setting } : {}),
    ...(therapyId ? { therapyId } : {}),
  },
  rule: { ...curriculumRule },
  answer: `${facts.lessons.length} lessons`,
  reasons: [
    {
      bearing: 'note',
      code: 'lessons-chosen',
      text: `Chosen: ${chosenFor(facts.lessons, setting)}.`,
    },
    ...(facts.asked.startsWith(language)
      ? []
      : [
          {
            bearing: 'note' as const,
            code: 'interpreter-needed',
            text: 'The lessons are not written in the language of the patient; an interpreter is needed.',
          },
        ]),
    ...untaught(facts.topics).map((topic) => ({
      bearing: 'against' as const,
      code: 'topic-untaught',
      text: `The therapy asks for ${topic.replaceAll('_', ' ')}, which the curriculum does not teach.`,
    })),
  ],
});
