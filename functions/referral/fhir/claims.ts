import { conceptWords, holdsOn, readCodes, systems } from '../../fhir/elements.ts';
import { earliestDate, shortened } from '../../fhir/values.ts';
import { lookup } from '../../platform/lookup.ts';
import type { Enrollment, Pregnancy, Vaccination } from '../clinical-claims.ts';
import { readProgram } from '../enrollment-programs.ts';
import { plain } from '../facts/result-words.ts';
import type { Submission } from '../referral.ts';
import type { BundleReading, PlacedResource } from './bundle.ts';

type Placed = { at: string; resource: Readonly<Record<string, unknown>> };

const originOf = (reading: BundleReading, { at, resource }: Placed) => ({
  from: at,
  ...(reading.ownerOf({ resource }) === 'untold' ? { untied: true } : {}),
});

export const vaccinationsFrom = (reading: BundleReading): Submission['vaccinations'] => {
  const found = reading.all('Immunization').flatMap((placed): Vaccination[] => {
    const { at, resource } = placed;
    const { status, vaccineCode, occurrenceDateTime, isSubpotent } = resource;
    if (status === 'entered-in-error') {
      reading.leave(at, 'was entered in error');
      return [];
    }
    const [cvx] = readCodes(vaccineCode, systems.cvx);
    const [name] = conceptWords(vaccineCode);
    if (!cvx && !name) {
      reading.doubt(at, 'names no vaccine');
      return [];
    }
    reading.use(at, 'vaccinations');
    const on = earliestDate(occurrenceDateTime);
    return [
      {
        ...(cvx ? { cvx: cvx.slice(0, 10) } : {}),
        ...(name ? { name: shortened(name, 200) } : {}),
        ...(on ? { on } : {}),
        given: status !== 'not-done',
        ...originOf(reading, placed),
        // Half a dose protects nobody, and may be live all the same.
        ...(isSubpotent || status !== 'completed' ? { untied: true } : {}),
      },
    ];
  });
  return found.length > 0 ? found.slice(0, 200) : undefined;
};

const answers = lookup<Pregnancy['state']>({
  '77386006': 'pregnant',
  '255409004': 'pregnant',
  'LA15173-0': 'pregnant',
  '60001007': 'not-pregnant',
  'LA26683-5': 'not-pregnant',
  '152231000119106': 'possible',
  '102874004': 'possible',
});
const asked = ['82810-3', '11449-6'];
const dueDate = '11778-8';
const nursing = '63895-7';

/** The newest word on pregnancy and nursing; a due date that lies ahead means pregnant. */
export const pregnancyFrom = (reading: BundleReading): Pregnancy | undefined => {
  const told = reading
    .all('Observation')
    .filter(({ resource }) => resource.status !== 'entered-in-error')
    .map(({ at, resource }) => ({
      at,
      resource,
      codes: readCodes(resource.code, systems.loinc),
      on: earliestDate(resource.effectiveDateTime ?? resource.effectivePeriod?.start),
    }))
    .sort((a, b) => ((a.on ?? '') < (b.on ?? '') ? 1 : -1));
  const about = (codes: readonly string[]) =>
    told.find((one) => one.codes.some((code) => codes.includes(code)));
  const status = about(asked);
  const due = about([dueDate]);
  const milk = about([nursing]);
  for (const one of [status, due, milk]) if (one) reading.use(one.at, 'pregnancy and nursing');
  const ahead = (due?.resource.valueDateTime ?? '') > reading.asOf;
  const coded = status?.resource.valueCodeableConcept;
  const said = (coded?.coding ?? []).map(({ code }) => answers[code ?? '']).find(Boolean);
  const lactating = (milk?.resource.valueCodeableConcept?.coding ?? []).some(
    ({ code }) => code === '69840006',
  );
  if (!status && !ahead && !milk) return undefined;
  const on = status?.on ?? due?.on;
  return {
    state: ahead ? 'pregnant' : (said ?? 'unknown'),
    ...(on ? { on } : {}),
    ...(lactating ? { lactating } : {}),
  };
};

/** Programs that the patient is enrolled in on a day, by the numbers that the patient carries for them. */
export const enrollmentsFrom = (
  { resource }: PlacedResource<'Patient'>,
  asOf: string,
): Submission['enrollments'] => {
  const found = (resource.identifier ?? []).flatMap((identifier): Enrollment[] => {
    const words = [...conceptWords(identifier.type), identifier.system ?? ''].join(' ').trim();
    const isProgram = readProgram(words) ?? /\brems\b|\bnct\d{8}\b/.test(plain(words));
    return isProgram && holdsOn(identifier, asOf) && identifier.value
      ? [{ program: words.slice(0, 100), number: identifier.value.slice(0, 60) }]
      : [];
  });
  return found.length > 0 ? found.slice(0, 20) : undefined;
};
