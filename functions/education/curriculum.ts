import type { Setting } from '../therapy/setting.ts';
import { curriculum } from './curriculum/all-items.ts';

/** When a patient needs to know something. */
export const teachingMoments = [
  'assignment',
  'before-first-visit',
  'day-of',
  'after-visit',
] as const;
type Moment = (typeof teachingMoments)[number];

export type Lesson = {
  title: string;
  /** Short sentences, one idea each, most important first. */
  text: string;
  /** What the patient is asked to say in their own words. */
  ask: string;
};

/**
 * One thing to teach, in both languages. A change of its words is a new version, because what a
 * patient acknowledged must stay readable.
 */
export type CurriculumItem = {
  id: string;
  version: number;
  moment: Moment;
  /** For whom: every patient, the patients of a setting, or those whose therapy names the topic. */
  for:
    | 'everyone'
    | { settings: readonly Setting[] }
    /** With settings: only there, as what those are taught who give the doses themselves. */
    | { topic: string; settings?: readonly Setting[] };
  en: Lesson;
  es: Lesson;
};

/**
 * Where a piece comes from, who of our clinicians has looked at it, and by when somebody has to look
 * again. One that nobody has looked at is marked so wherever it is read.
 */
export type PieceReview = {
  source: string;
  /** Who, with their profession, and when; none as long as nobody has. */
  reviewer?: string;
  reviewedOn?: string;
  reviewBy: string;
};

/** A piece as the curriculum has it. */
export type CurriculumPiece = CurriculumItem & { review: PieceReview };

export const curriculumRule = {
  id: 'curriculum',
  version: '2026-11-30',
  source:
    'AHRQ Health Literacy Universal Precautions Toolkit: tools 4, 5, 9 and 11; topics by therapy class and setting',
} as const;

type Learner = { topics: readonly string[]; setting: Setting | undefined };

const isFor = ({ for: whom }: CurriculumItem, { topics, setting }: Learner): boolean => {
  if (whom === 'everyone') return true;
  if ('topic' in whom && !topics.includes(whom.topic)) return false;
  const { settings } = whom;
  if (setting === undefined) return 'topic' in whom;
  return settings === undefined || settings.includes(setting);
};

/** What a patient with this therapy in this setting is taught, in the order of the moments. */
export const lessonsFor = (learner: Learner): CurriculumPiece[] =>
  teachingMoments.flatMap((moment) =>
    curriculum.filter((item) => item.moment === moment && isFor(item, learner)),
  );

/** Topics that a therapy asks for and the curriculum does not teach. */
export const untaught = (topics: readonly string[]): string[] =>
  topics.filter(
    (topic) =>
      !curriculum.some(
        ({ for: whom }) => typeof whom === 'object' && 'topic' in whom && whom.topic === topic,
      ),
  );

export const curriculumItem = (id: string): CurriculumPiece | undefined =>
  curriculum.find((item) => item.id === id);
