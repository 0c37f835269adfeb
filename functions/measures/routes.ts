import * as z from 'zod';
import { defineRoutes } from '../platform/contract.ts';
import { dimensionNames, measureNames } from './measure-list.ts';
import { monthNumber, mostMonths } from './months.ts';

const Month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month such as 2026-11')
  .meta({ description: 'A month where the desk is (New York), such as 2026-11' });

const count = z.number().nullable();
const column = z.object({ id: z.string(), title: z.string() });
const row = z.object({
  key: z.string().meta({ description: 'The month or the one they are about; empty of all' }),
  counted: count,
  counts: z.array(count).meta({ description: 'In the order of `columns`; null is not shown' }),
  sums: z.array(count).optional(),
  median: z.string().nullable().optional(),
  p90: z.string().nullable().optional(),
});
export const Figures = z.object({
  measure: z.enum(measureNames),
  by: z.enum(dimensionNames),
  from: Month,
  to: Month,
  unit: z.enum(['days', 'hours']).optional(),
  columns: z.array(column),
  sums: z.array(column).optional(),
  rows: z.array(row),
  all: row,
  suppression: z.object({ smallestShown: z.number(), says: z.string(), source: z.string() }),
});
export type Figures = z.infer<typeof Figures>;

export const measureRoutes = defineRoutes({
  'GET /measures': {
    function: 'read-schedule',
    summary:
      'How we do: every measure with its definition and source, and of one its figures by month or whom; JSON, or CSV by Accept or `format`',
    access: ['admin'],
    query: z
      .object({
        measure: z.enum(measureNames).optional(),
        by: z.enum(dimensionNames).optional(),
        from: Month.optional(),
        to: Month.optional(),
        format: z.enum(['json', 'csv']).optional(),
      })
      .refine(({ from, to }) => !from || !to || from <= to, {
        path: ['to'],
        message: 'must not be before `from`',
      })
      .refine(({ from, to }) => !from || !to || monthNumber(to) - monthNumber(from) < mostMonths, {
        path: ['from'],
        message: `must be less than ${mostMonths} months before \`to\``,
      }),
    success: {
      status: 200,
      body: z.object({
        measures: z.array(
          z.object({
            measure: z.enum(measureNames),
            title: z.string(),
            definition: z.string(),
            source: z.string(),
            by: z.array(z.enum(dimensionNames)),
          }),
        ),
        figures: Figures.optional(),
      }),
    },
    problems: {
      'measure-needed': 'a period, a format or `by` stands without a measure',
      'not-by-that': 'the measure is not told by that',
      'period-too-long': 'the months asked for are more than one answer takes',
    },
  },
});
