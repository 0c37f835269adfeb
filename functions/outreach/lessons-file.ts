import type { LessonView } from '../education/routes.ts';
import { type Block, layPages } from '../platform/pdf/layout.ts';
import { writePdf } from '../platform/pdf/pdf-file.ts';
import type { Language } from '../referral/language.ts';
import { careTeam } from './care-team.ts';
import { pageWords } from './page/words.ts';

/** A lesson as it is printed. */
export type PrintedLesson = Pick<LessonView, 'moment' | 'title' | 'text' | 'ask' | 'review'>;

const lessonBlocks = ({ title, text, ask, review }: PrintedLesson, language: Language): Block[] => {
  const words = pageWords[language];
  return [
    { kind: 'large-strong', text: title },
    ...text.split('\n').map((line): Block => ({ kind: 'large', text: line })),
    { kind: 'large', text: `${words.askYourself} ${ask}` },
    ...(review.reviewer ? [] : [{ kind: 'text', text: words.unreviewed } satisfies Block]),
  ];
};

/** The lessons in their order, under the moment at which each is needed; whom to call stands first. */
export const lessonsBlocks = (lessons: readonly PrintedLesson[], language: Language): Block[] => {
  const words = pageWords[language];
  return [
    { kind: 'title', text: words.lessonsTitle },
    { kind: 'large-strong', text: `${words.emergency} ${words.callUs} ${careTeam.phone}` },
    ...lessons.flatMap((lesson, index) => [
      ...(lesson.moment === lessons[index - 1]?.moment
        ? []
        : [{ kind: 'heading', text: words[lesson.moment] } satisfies Block]),
      ...lessonBlocks(lesson, language),
    ]),
  ];
};

/**
 * All that a patient has to read, as a PDF to print: large, whole, in their language, and without a name,
 * for it may lie open at home.
 */
export const lessonsFile = (
  lessons: readonly PrintedLesson[],
  language: Language,
  madeAt: Date,
): Buffer => {
  const words = pageWords[language];
  const footer = `${careTeam.name}, ${careTeam.phone}`;
  return writePdf({
    title: words.lessonsTitle,
    madeAt,
    language: language === 'es' ? 'es-US' : 'en-US',
    pages: layPages(
      lessonsBlocks(lessons, language),
      footer,
      (page, of) => `${words.pageNumber} ${page}/${of}`,
    ),
  });
};
