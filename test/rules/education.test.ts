import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestLesson } from '../../functions/education/acknowledgement.ts';
import { curriculum } from '../../functions/education/curriculum/all-items.ts';
import {
  curriculumItem,
  lessonsFor,
  teachingMoments,
  untaught,
} from '../../functions/education/curriculum.ts';
import {
  educationStatus,
  isDelivered,
  type Teaching,
} from '../../functions/education/education.ts';
import { lessonViews, lessonWords } from '../../functions/education/lessons.ts';
import { pageWords } from '../../functions/outreach/page/words.ts';
import { settings } from '../../functions/therapy/setting.ts';
import { therapies } from '../../functions/therapy/therapies.ts';
import {
  englishGrade,
  spanishEase,
  spanishGrade,
  spanishSyllables,
} from '../support/reading-level.ts';

const referralId = 'ref_0123456789abcdefghjk';
const at = '2026-11-20T10:00:00.000Z';
const by = { kind: 'patient', id: 'pat_1' } as const;

const aTeaching = (more: Partial<Teaching> = {}): Teaching => ({
  education: {
    referralId,
    patientId: 'pat_1',
    language: 'en',
    curriculum: '2026-11-01',
    assignedAt: at,
    items: [
      { itemId: 'next-visit', version: 1, moment: 'after-visit' },
      { itemId: 'who-we-are', version: 1, moment: 'assignment' },
    ],
    determination: {
      question: 'education',
      facts: {},
      rule: { id: 'curriculum', version: '2026-11-01', source: 'own' },
      answer: '2 lessons',
      reasons: [],
    },
    rev: 1,
  },
  acknowledgements: [],
  questions: [],
  ...more,
});

const aReceipt = (itemId: string, version = 1) => ({
  referralId,
  itemId,
  version,
  language: 'en' as const,
  digest: 'a'.repeat(64),
  name: 'Ana Sample',
  relationship: 'self' as const,
  by,
  at,
});

describe('the words of the lessons', () => {
  it.each(curriculum.map((item) => [item.id, item] as const))(
    '%s reads at sixth grade or lower in English',
    (_, { en }) => {
      expect(englishGrade(`${en.text} ${en.ask}`)).toBeLessThanOrEqual(6);
    },
  );

  it.each(curriculum.map((item) => [item.id, item] as const))(
    '%s is fairly easy to read in Spanish',
    (_, { es }) => {
      expect(spanishEase(`${es.text} ${es.ask}`)).toBeGreaterThanOrEqual(65);
    },
  );

  it.each(curriculum.map((item) => [item.id, item] as const))(
    '%s reads at sixth grade or lower in Spanish',
    (_, { es }) => {
      expect(spanishGrade(`${es.title}. ${es.text} ${es.ask}`)).toBeLessThanOrEqual(6);
    },
  );

  it('name where they come from, who looked at them, and by when somebody looks again', () => {
    for (const { id, review } of curriculum) {
      expect(review.source.length, id).toBeGreaterThan(8);
      expect(review.reviewBy, id).toMatch(/^20\d\d-\d\d-\d\d$/);
      expect(review.reviewer === undefined, id).toBe(review.reviewedOn === undefined);
    }
  });

  it('are said to be unreviewed where they are read, until somebody has signed them off', () => {
    const views = lessonViews([aTeaching()], 'en');
    expect(views.map(({ review }) => 'reviewer' in review)).toEqual([false, false]);
    expect(pageWords.en.unreviewed).toMatch(/not.*checked/);
    expect(pageWords.es.unreviewed).toMatch(/no ha revisado/);
  });

  it('send nobody to doors that are shut', () => {
    const words = curriculum.flatMap(({ en, es }) => [en.text, es.text]).join(' ');
    expect(words).not.toMatch(/minutes early|minutos antes/);
  });

  it('are short: nobody has to read more than 90 words at once', () => {
    const long = curriculum.flatMap(({ id, en, es }) =>
      [en, es].filter(({ text }) => text.split(/\s+/).length > 90).map(() => id),
    );
    expect(long).toEqual([]);
  });

  it('use no capitals to shout and no sentence of more than 30 words', () => {
    const loud = curriculum.flatMap(({ id, en, es }) =>
      [en, es]
        .filter(
          ({ text }) =>
            /\b(?!ID\b|TB\b)\p{Lu}{2,}\b/u.test(text) ||
            text.split(/[.!?:]/).some((sentence) => sentence.trim().split(/\s+/).length > 30),
        )
        .map(() => id),
    );
    expect(loud).toEqual([]);
  });

  it('have one id each', () => {
    const ids = curriculum.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('the measure of Spanish', () => {
  it.each([
    ['visita', 3],
    ['día', 2],
    ['medicina', 4],
    ['guerra', 2],
    ['que', 1],
    ['aéreo', 4],
    ['cuidado', 3],
    ['muy', 1],
    ['oír', 2],
  ])('%s has %i syllables', (word, syllables) => {
    expect(spanishSyllables(word)).toBe(syllables);
  });
});

describe('the choice of lessons', () => {
  it.each(therapies.map((therapy) => [therapy.id, therapy] as const))(
    'teaches every topic that %s asks for',
    (_, { educationTopics }) => {
      expect(untaught(educationTopics)).toEqual([]);
    },
  );

  const table = therapies.flatMap(({ id, educationTopics: topics }) =>
    settings.flatMap((setting) =>
      teachingMoments.flatMap((moment) =>
        (['en', 'es'] as const).map((language) => ({
          cell: `${id}, ${setting}, ${moment}, ${language}`,
          lessons: lessonsFor({ topics, setting })
            .filter((lesson) => lesson.moment === moment)
            .map((lesson) => lesson[language].text),
        })),
      ),
    ),
  );

  it('has something for every therapy, setting, moment and language', () => {
    expect(table.length).toBe(therapies.length * settings.length * teachingMoments.length * 2);
    expect(table.filter(({ lessons }) => lessons.length === 0).map(({ cell }) => cell)).toEqual([]);
    expect(table.filter(({ lessons }) => lessons.some((text) => !text.trim()))).toEqual([]);
  });

  it.each(['home-ready', 'home-power-plan', 'home-clean-and-safe', 'who-helps-at-home'])(
    'teaches %s at home and nowhere else, whatever the therapy',
    (lesson) => {
      for (const { educationTopics: topics } of therapies)
        for (const setting of settings)
          expect(lessonsFor({ topics, setting }).some(({ id }) => id === lesson)).toBe(
            setting === 'home',
          );
    },
  );

  it('names a topic that nobody has written a lesson for', () => {
    expect(untaught(['iron_infusion', 'yoga'])).toEqual(['yoga']);
  });

  it('tells home patients of power cuts and nobody else', () => {
    const homes = settings.filter((setting) =>
      lessonsFor({ topics: [], setting }).some(({ id }) => id === 'home-power-plan'),
    );
    expect(homes).toEqual(['home']);
  });

  it('always says who we are and when to get help, in the order of the moments', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...therapies),
        fc.constantFrom(undefined, ...settings),
        ({ educationTopics: topics }, setting) => {
          const lessons = lessonsFor({ topics, setting });
          const order = lessons.map(({ moment }) => teachingMoments.indexOf(moment));
          expect(order).toEqual([...order].sort());
          const ids = lessons.map(({ id }) => id);
          expect(ids).toEqual(expect.arrayContaining(['who-we-are', 'when-to-get-help']));
        },
      ),
    );
  });
});

describe('what was taught', () => {
  it('is delivered when each lesson is acknowledged', () => {
    expect(educationStatus(aTeaching())).toBe('assigned');
    const one = aTeaching({ acknowledgements: [aReceipt('who-we-are')] });
    expect(educationStatus(one)).toBe('assigned');
    const both = aTeaching({ acknowledgements: [aReceipt('who-we-are'), aReceipt('next-visit')] });
    expect(educationStatus(both)).toBe('delivered');
  });

  it('does not count the receipt of another version', () => {
    const teaching = aTeaching({ acknowledgements: [aReceipt('who-we-are', 2)] });
    expect(isDelivered(teaching, { itemId: 'who-we-are', version: 1 })).toBe(false);
  });

  it('is shown in the order of need, with the receipt where there is one', () => {
    const views = lessonViews([aTeaching({ acknowledgements: [aReceipt('who-we-are')] })], 'es');
    expect(views.map(({ itemId, acknowledgedAt }) => [itemId, acknowledgedAt])).toEqual([
      ['who-we-are', at],
      ['next-visit', undefined],
    ]);
    expect(views[0]?.title).toBe('Quiénes somos');
  });

  it('has no words for a version that is no longer current', () => {
    expect(lessonWords({ itemId: 'who-we-are', version: 99 }, 'en')).toBeUndefined();
  });

  it('is told apart by its words: another language is another receipt', () => {
    const item = curriculumItem('who-we-are');
    if (!item) throw new Error('gone');
    expect(digestLesson(item.en)).not.toBe(digestLesson(item.es));
    expect(digestLesson(item.en)).toBe(digestLesson({ ...item.en }));
  });
});
