import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { askApi } from '../api/call.ts';
import { Problem } from '../api/problem.ts';
import type { ApiRequest } from '../api/routes.ts';
import { plainWords } from '../parts/words.ts';
import { type CatalogueEntry, type CheckedOrder, fieldOf, type OrderTyped } from './order-body.ts';
import { orderLabel } from './order-labels.ts';
import type { Gap } from './still-wanted.tsx';

/** So long nothing is typed before it is checked, in milliseconds. */
const pauseMs = 600;

const useSettled = <Value>(value: Value): Value => {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pauseMs);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
};

export type SentOrder = ApiRequest<'POST /referrals'>['body'];

/** What would be found of it; what cannot be read yet is told as what is wanted. Nothing of it is kept. */
const useChecked = (body: string | undefined) =>
  useQuery({
    queryKey: ['order-check', body],
    enabled: body !== undefined,
    gcTime: 0,
    retry: false,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      try {
        const asked = JSON.parse(body ?? '{}') as SentOrder;
        return (await askApi('POST /referrals/check', { body: asked, signal })).body;
      } catch (error) {
        if (error instanceof Problem && error.status === 422) return error;
        throw error;
      }
    },
  });

/** What would be found of an order, once nothing is typed for a moment. */
export const useCheck = (body: string | undefined) => {
  const asked = useSettled(body);
  const check = useChecked(asked);
  return { check, checked: asked === undefined ? undefined : check.data };
};

/** What an order lacks, by what was found of it. */
export const gapsFound = (
  checked: Pick<CheckedOrder, 'findings'> | Problem | undefined,
  typed: OrderTyped,
  therapy: CatalogueEntry | undefined,
): Gap[] => {
  if (checked === undefined) return [];
  if (checked instanceof Problem)
    return checked.errors.map(({ pointer, detail, fix = '' }) => {
      const field = fieldOf({ pointer, code: '' }, typed, therapy);
      const place = pointer.split('/').filter(Boolean).join(', ') || 'the order';
      const text = `${field ? orderLabel(field, therapy) : plainWords(place)} ${detail}.`;
      return { key: pointer + detail, text, fix, kind: 'missing', field };
    });
  return checked.findings.map((finding) => ({
    key: `${finding.code} ${finding.pointer}`,
    text: finding.text,
    fix: finding.fix,
    kind: finding.severity,
    field: fieldOf(finding, typed, therapy),
  }));
};

/** What the form says at each field of what it lacks. */
export const gapsByField = (gaps: readonly Gap[]): ReadonlyMap<string, string> =>
  new Map(gaps.flatMap(({ field, fix }) => (field ? [[field, fix] as const] : [])));
