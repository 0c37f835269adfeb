/** Months that one answer may span. */
export const mostMonths = 24;

/** Which month since the year 0 one such as `2026-11` is. */
export const monthNumber = (month: string): number =>
  Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;

/** The month of that number. */
export const monthOf = (number: number): string =>
  `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}`;

/** The months from one to another. */
export const monthsFrom = (from: string, to: string): string[] =>
  Array.from({ length: monthNumber(to) - monthNumber(from) + 1 }, (_, at) =>
    monthOf(monthNumber(from) + at),
  );
