import type { Acknowledgement } from './acknowledgement.ts';
import { curriculumItem, type Lesson, teachingMoments } from './curriculum.ts';
import { type AssignedItem, findReceipt, type Teaching } from './education.ts';
import type { LessonQuestion } from './lesson-question.ts';
import type { LessonView } from './routes.ts';

type Language = Acknowledgement['language'];

/**
 * The teaching in the versions of today: what was assigned in an earlier one is read, and acknowledged, as
 * it is taught now. A lesson that is taught no more is owed no more.
 */
export const asTaughtNow = (teaching: Teaching): Teaching => {
  const { education } = teaching;
  const items = education.items.flatMap((item): AssignedItem[] => {
    const today = curriculumItem(item.itemId);
    return today ? [{ ...item, version: today.version }] : [];
  });
  return { ...teaching, education: { ...education, items } };
};

/** The words of an assigned lesson; undefined once the curriculum no longer has that version. */
export const lessonWords = (
  { itemId, version }: Pick<AssignedItem, 'itemId' | 'version'>,
  language: Language,
): Lesson | undefined => {
  const item = curriculumItem(itemId);
  return item?.version === version ? item[language] : undefined;
};

const questionView = ({
  askedAt,
  name,
  relationship,
  words,
  again,
  answer,
}: LessonQuestion): NonNullable<LessonView['question']> => ({
  askedAt,
  ...(relationship === 'caregiver' ? { askedBy: name } : {}),
  ...(words ? { words } : {}),
  ...(again && !answer ? { again } : {}),
  ...(answer ? { answer } : {}),
});

/** What a patient has to read, of all referrals together, in the order of the moments. */
export const lessonViews = (teachings: readonly Teaching[], language: Language): LessonView[] => {
  const views = teachings.flatMap((teaching) =>
    teaching.education.items.flatMap((item): LessonView[] => {
      const words = lessonWords(item, language);
      const receipt = findReceipt(teaching, item);
      const asked = teaching.questions.find(({ itemId }) => itemId === item.itemId);
      const review = curriculumItem(item.itemId)?.review;
      if (!words || !review) return [];
      return [
        {
          referralId: teaching.education.referralId,
          ...item,
          language,
          ...words,
          review,
          ...(receipt ? { acknowledgedAt: receipt.at } : {}),
          ...(asked ? { question: questionView(asked) } : {}),
        },
      ];
    }),
  );
  return views.sort(
    (a, b) => teachingMoments.indexOf(a.moment) - teachingMoments.indexOf(b.moment),
  );
};
