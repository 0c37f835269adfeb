import * as z from 'zod';
import { CodeableConcept, conceptWords } from '../../fhir/elements.ts';
import { earliestDate, shortened } from '../../fhir/values.ts';
import { mayBeLookedFor, unnamedCode } from '../facts/looked-for.ts';
import type { Observation } from '../referral.ts';
import type { BundleReading } from './bundle.ts';
import { isExamination } from './remarks.ts';

const Consent = z.looseObject({
  status: z.string().max(20).optional(),
  scope: CodeableConcept.optional(),
  category: z.array(CodeableConcept).max(10).optional(),
  dateTime: z.string().max(40).optional(),
  provision: z.looseObject({ type: z.string().max(20).optional() }).optional(),
});

type Told = {
  at: string;
  resource: Readonly<Record<string, unknown>>;
  words: readonly string[];
  status: string;
  on: string | undefined;
};

const examined = (reading: BundleReading): Told[] =>
  reading
    .all('Procedure')
    .filter(({ resource }) => isExamination(resource))
    .map(({ at, resource }) => ({
      ...{ at, resource },
      words: [
        ...conceptWords(resource.code),
        ...(resource.note ?? []).flatMap((one) => one.text ?? []),
      ],
      status: resource.status === 'completed' ? 'final' : (resource.status ?? 'unknown'),
      on: earliestDate(resource.performedDateTime ?? resource.performedPeriod?.start),
    }));

const agreed = (reading: BundleReading): Told[] =>
  reading.unlookedOf(['Consent']).flatMap(({ at, resource }) => {
    const read = Consent.safeParse(resource).data;
    if (!read) return [];
    const { status = 'unknown', scope, category = [], dateTime, provision } = read;
    return [
      {
        ...{ at, resource },
        words: [
          'consent',
          ...[...category, ...(scope ? [scope] : [])].flatMap(conceptWords),
          ...(provision?.type === 'deny' ? ['refused'] : []),
        ],
        status: status === 'active' ? 'final' : status,
        on: earliestDate(dateTime),
      },
    ];
  });

const never = ['not-done', 'entered-in-error'];

/**
 * Examinations and consents whose names tell of what therapies are looked at for: a dental examination
 * is the look at the teeth, whatever it found.
 */
export const examinedOrAgreed = (reading: BundleReading): Observation[] =>
  [...examined(reading), ...agreed(reading)].flatMap(({ at, resource, words, status, on }) => {
    const text = words.join(' ');
    if (never.includes(status) || !mayBeLookedFor(text)) return [];
    reading.use(at, 'results');
    return [
      {
        code: unnamedCode,
        text: shortened(text, 200),
        ...(status === 'final' ? {} : { status: status.slice(0, 20) }),
        ...(on ? { on } : {}),
        ...(reading.ownerOf({ resource }) === 'untold' ? { untied: true } : {}),
        from: at,
      },
    ];
  });
