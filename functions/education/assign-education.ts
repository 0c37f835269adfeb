import type { Determination } from '../platform/determination.ts';
import { StepInput, step } from '../platform/step.ts';
import { table } from '../platform/table.ts';
import { writtenLanguage } from '../referral/contact.ts';
import { Setting, settingNames } from '../therapy/setting.ts';
import { lookUpTherapy } from '../therapy/therapy-catalogue.ts';
import { type CurriculumItem, curriculumRule, lessonsFor, untaught } from './curriculum.ts';
import type { Education } from './education.ts';
import { type EducationStore, educationStore } from './store.ts';

type Deps = {
  store: Pick<EducationStore, 'file' | 'assign'>;
  now: () => Date;
};

/**
 * Assigns the lessons that the therapy and the setting call for, in the patient's language and in
 * the version of today. Run again after a change of site it assigns anew; what was acknowledged
 * before stays acknowledged.
 */
export const assignEducation =
  ({ store, now }: Deps) =>
  async ({ referralId, operation }: StepInput) => {
    const { referral, submission, education: before } = await store.file(referralId);
    if (referral.status === 'closed') return { outcome: 'closed' as const };
    const therapyId = referral.therapyId ?? submission.order.therapyId;
    const topics = (therapyId && lookUpTherapy(therapyId)?.educationTopics) || [];
    const setting = Setting.safeParse(referral.setting).data;
    const asked = submission.patient.language;
    const lessons = lessonsFor({ topics, setting });
    const education: Education = {
      referralId,
      patientId: referral.patientId,
      language: writtenLanguage(asked),
      ...(setting ? { setting } : {}),
      ...(therapyId ? { therapyId } : {}),
      curriculum: curriculumRule.version,
      assignedAt: now().toISOString(),
      items: lessons.map(({ id, version, moment }) => ({ itemId: id, version, moment })),
      rev: (before?.rev ?? 0) + 1,
    };
    const determination = determinationOf(education, { asked, topics, lessons });
    await store.assign(education, before, operation, determination);
    return { outcome: 'assigned' as const };
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
  { language, setting, therapyId }: Education,
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

export const handler = step('assign-education', StepInput, (input) =>
  assignEducation({
    store: educationStore(table()),
    now: () => new Date(),
  })(input),
);
