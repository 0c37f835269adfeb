import { describe, expect, it } from 'vitest';
import { curriculum } from '../../functions/education/curriculum/all-items.ts';
import { teachingMoments } from '../../functions/education/curriculum.ts';
import { lessonsFile } from '../../functions/outreach/lessons-file.ts';
import { pageWords } from '../../functions/outreach/page/words.ts';
import { paper } from '../../functions/platform/pdf/pdf-file.ts';
import { widthOf } from '../../functions/platform/pdf/typeface.ts';
import { readPdf } from '../support/pdf-text.ts';

const madeAt = new Date('2026-12-01T15:00:00Z');
const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();

describe.each(['en', 'es'] as const)('all lessons as a file to print, in %s', (language) => {
  const lessons = [...curriculum]
    .sort((a, b) => teachingMoments.indexOf(a.moment) - teachingMoments.indexOf(b.moment))
    .map(({ moment, review, ...item }) => ({ moment, review, ...item[language] }));
  const file = lessonsFile(lessons, language, madeAt);

  const { pages } = readPdf(file);
  const lines = pages.map((page) => page.filter(({ size }) => size !== 8));
  const read = plain(
    lines
      .flat()
      .map(({ text }) => text)
      .join(' '),
  );

  it('has every word of every lesson, in its order, none cut', () => {
    expect(lessons.length).toBeGreaterThan(40);
    for (const { title, text, ask } of lessons) {
      expect(read).toContain(plain(`${title} ${text}`));
      expect(read).toContain(plain(`${pageWords[language].askYourself} ${ask}`));
    }
    expect(read).toContain(pageWords[language].emergency);
    for (const moment of teachingMoments) expect(read).toContain(pageWords[language][moment]);
  });

  it('is large, and within its paper', () => {
    const small = lines.flat().filter(({ size }) => size < 12);
    // The note that nobody has reviewed a piece.
    for (const { text } of small) expect(plain(pageWords[language].unreviewed)).toContain(text);
    for (const { x, y, size, text } of pages.flat()) {
      expect(x + widthOf(text, size)).toBeLessThanOrEqual(paper.width - 50);
      expect(y).toBeGreaterThan(30);
    }
  });

  it('says in which language it is read aloud, and numbers its pages in it', () => {
    expect(file.toString('latin1')).toContain(`/Lang (${language}-US)`);
    expect(pages.at(-1)?.map(({ text }) => text)).toContain(
      `${pageWords[language].pageNumber} ${pages.length}/${pages.length}`,
    );
  });

  it('is the same file for the same lessons', () => {
    expect(lessonsFile(lessons, language, madeAt).equals(file)).toBe(true);
  });
});
