import {
  type CodeableConcept,
  conceptWords,
  holdsOn,
  type Reference,
  readCodes,
  systems,
} from '../../fhir/elements.ts';
import { earliestDate, shortened } from '../../fhir/values.ts';
import { daysBetween } from '../../platform/days.ts';
import { lookup } from '../../platform/lookup.ts';
import { validNpi } from '../../platform/npi.ts';
import {
  type LivingTold,
  livingByCode,
  livingNamed,
  residenceNamed,
} from '../facts/living-words.ts';
import type { NotUnderstood } from '../not-understood-words.ts';
import type { Submission } from '../referral.ts';
import type { BundleReading, PlacedResource } from './bundle.ts';
import { stateOf } from './conditions.ts';
import { isResult } from './results.ts';
import { foundBy } from './taken-on.ts';

type Placement = NonNullable<Submission['placement']>;
type Facility = NonNullable<Placement['facility']>;
/** What a resource says, on which day, and which facility it names. */
type Source = LivingTold & { at: string; on?: string | undefined; facility?: Facility | undefined };

/** Questions of US Core and PRAPARE about how somebody lives, whose answers are read as words. LOINC. */
const questions = new Set([
  ...['75617-1', '63725-6', '57043-2', '85950-4', '94988-3', '71802-3', '83322-8'],
  ...['63512-8', '93033-9'],
]);
const codeSystems = [systems.snomed, systems.icd10, systems.loinc];

const codesOf = (concept: CodeableConcept | undefined): string[] => readCodes(concept, codeSystems);

const merged = (told: readonly LivingTold[]): LivingTold => Object.assign({}, ...told);

const says = (told: LivingTold): boolean => Object.keys(told).length > 0;

const fromObservations = (reading: BundleReading): Source[] =>
  reading.all('Observation').flatMap(({ at, resource }) => {
    if (!isResult({ at, resource }) || reading.ownerOf({ resource }) === 'untold') return [];
    if (resource.valueBoolean === false || resource.dataAbsentReason) return [];
    const asked = readCodes(resource.code, systems.loinc).some((code) => questions.has(code));
    const { valueCodeableConcept: answer, valueString = '' } = resource;
    const words = asked ? [...conceptWords(answer), valueString] : [];
    const told = merged([
      ...[...codesOf(answer), ...readCodes(resource.code, systems.snomed)].map(livingByCode),
      ...words.map(livingNamed),
    ]);
    if (!says(told)) return [];
    return [{ ...told, at, on: foundBy(resource) }];
  });

const fromConditions = (reading: BundleReading): Source[] =>
  reading.all('Condition').flatMap((placed) => {
    const { at, resource } = placed;
    if (stateOf(placed, reading.asOf) !== 'active') return [];
    if (reading.ownerOf({ resource }) === 'untold') return [];
    const told = merged(codesOf(resource.code).map(livingByCode));
    if (!says(told)) return [];
    const on = earliestDate(resource.onsetDateTime ?? resource.recordedDate);
    return [{ ...told, at, on }];
  });

const facilityTypes = ['SNF', 'NCCF', 'CHR'];

const isFacility = (types: readonly CodeableConcept[], name: string): boolean =>
  types.some(
    (type) =>
      (type.coding ?? []).some(({ code }) => facilityTypes.includes(code ?? '')) ||
      codesOf(type).some((code) => livingByCode(code).residence === 'long-term-care'),
  ) || residenceNamed([name, ...types.flatMap(conceptWords)].join(' ')) === 'long-term-care';

/** The facility for long-term care that a reference leads to; undefined for any other place. */
const facilityAt = (
  reading: BundleReading,
  reference: Reference | undefined,
): Facility | undefined => {
  const found =
    reading.look('Location', reference)?.resource ??
    reading.look('Organization', reference)?.resource;
  const name = found?.name ?? reference?.display ?? '';
  if (!isFacility(found?.type ?? [], name)) return undefined;
  const npi = (found?.identifier ?? [])
    .filter(({ system }) => system === systems.npi)
    .map(({ value = '' }) => value)
    .find((value) => /^\d{10}$/.test(value) && validNpi(value));
  return {
    ...(name.trim() ? { name: shortened(name, 100) } : {}),
    ...(npi ? { npi } : {}),
  };
};

/** Where a stay in a hospital ended, of HL7 discharge dispositions. */
const dischargedTo = lookup<LivingTold>({
  home: { residence: 'private' },
  snf: { residence: 'long-term-care' },
  long: { residence: 'long-term-care' },
});

const stays = ['in-progress', 'onleave', 'finished'];

const fromEncounters = (reading: BundleReading): Source[] =>
  reading.all('Encounter').flatMap(({ at, resource }): Source[] => {
    const { status = '', period, hospitalization, location = [], serviceProvider } = resource;
    if (!stays.includes(status) || reading.ownerOf({ resource }) === 'untold') return [];
    const codes = (hospitalization?.dischargeDisposition?.coding ?? []).map(({ code }) => code);
    const [discharged] = codes.flatMap((code) => dischargedTo[code ?? ''] ?? []);
    const destination = facilityAt(reading, hospitalization?.destination);
    if (!discharged && !destination && status === 'finished') return [];
    const on = earliestDate(period?.end ?? period?.start);
    if (discharged || destination)
      return [
        {
          ...(destination ? { residence: 'long-term-care' } : discharged),
          at,
          on,
          facility: destination,
        },
      ];
    const [facility] = [...location.map((one) => one.location), serviceProvider].flatMap(
      (reference) => facilityAt(reading, reference) ?? [],
    );
    return facility ? [{ residence: 'long-term-care', at, on, facility }] : [];
  });

/** HL7 act codes of a stay in a hospital by night, observation included. */
const inHospital = ['IMP', 'ACUTE', 'NONAC', 'OBSENC'];

/**
 * A stay in a hospital that has not ended, or is to come: nobody is infused at home or in a center before.
 * Without a day on which the order begins, it is asked for; who lives in a facility stays there.
 */
export const hospitalStay = (
  reading: BundleReading,
  startOn: string | undefined,
): NotUnderstood[] => {
  const stay = reading.all('Encounter').find(({ resource }) => {
    const { status = '', period, location = [], serviceProvider } = resource;
    const isOpen =
      ['arrived', 'triaged', 'in-progress', 'onleave'].includes(status) &&
      holdsOn({ period: { end: period?.end } }, reading.asOf);
    const isAhead = status === 'planned' && (period?.start ?? '') >= reading.asOf;
    return (
      inHospital.includes(resource.class?.code ?? '') &&
      (isOpen || isAhead) &&
      reading.ownerOf({ resource }) === 'patient' &&
      ![...location.map((one) => one.location), serviceProvider].some((reference) =>
        facilityAt(reading, reference),
      )
    );
  });
  if (!stay) return [];
  reading.use(stay.at, 'a stay in a hospital');
  const since = earliestDate(stay.resource.period?.start);
  const isTold = startOn !== undefined && startOn > reading.asOf;
  return [
    {
      about: isTold ? 'remark' : 'timing',
      at: stay.at,
      words: since ? `in a hospital from ${since}` : 'in a hospital',
      why: isTold
        ? 'is of a patient whose stay in a hospital has not ended'
        : 'begins after a stay in a hospital that has not ended, on a day that is not told',
    },
  ];
};

const fromAddress = (reading: BundleReading, { at, resource }: PlacedResource<'Patient'>) =>
  (resource.address ?? [])
    .filter((address) => holdsOn(address, reading.asOf) && address.type !== 'postal')
    .flatMap(({ line = [] }) => line.filter((one) => residenceNamed(one) === 'long-term-care'))
    .map(
      (name): Source => ({
        residence: 'long-term-care',
        at,
        facility: { name: shortened(name, 100) },
      }),
    );

const caregiverWords = /\bcare ?giver|\bcarer\b|cuidador/i;

const isCaregiver = (concepts: readonly CodeableConcept[]): boolean =>
  concepts.some(
    (concept) =>
      (concept.coding ?? []).some(({ code }) => ['CAREGIVER', '133932002'].includes(code ?? '')) ||
      conceptWords(concept).some((words) => caregiverWords.test(words)),
  );

const fromPeople = (reading: BundleReading, patient: PlacedResource<'Patient'>): Source[] => [
  ...(patient.resource.contact ?? [])
    .filter(({ period }) => holdsOn({ period }, reading.asOf))
    .filter(({ relationship = [] }) => isCaregiver(relationship))
    .map(() => ({ caregiver: true, at: patient.at })),
  ...reading
    .all('RelatedPerson')
    .filter(
      ({ resource }) =>
        resource.active !== false &&
        holdsOn({ period: resource.period }, reading.asOf) &&
        reading.get('Patient', resource.patient)?.at === patient.at &&
        isCaregiver(resource.relationship ?? []),
    )
    .map(({ at }) => ({ caregiver: true, at })),
  ...reading
    .all('CareTeam')
    .filter(
      ({ resource }) =>
        (resource.status ?? 'active') === 'active' &&
        holdsOn({ period: resource.period }, reading.asOf) &&
        reading.ownerOf({ resource }) === 'patient',
    )
    .filter(({ resource: { participant = [] } }) =>
      participant
        .filter(({ period }) => holdsOn({ period }, reading.asOf))
        .some(({ role = [] }) => isCaregiver(role)),
    )
    .map(({ at }) => ({ caregiver: true, at })),
];

/** Words that are older than the newest by more than this count no more. Own rule. */
const countsForDays = 180;

/** What the newest sources say of one fact; several values where they disagree. */
const valuesOf = <F extends keyof LivingTold>(
  sources: readonly Source[],
  fact: F,
  asOf: string,
) => {
  const told = sources.filter((one) => one[fact] !== undefined);
  const newest =
    told
      .map(({ on = asOf }) => on)
      .sort()
      .at(-1) ?? asOf;
  return new Set(
    told
      .filter(({ on = asOf }) => daysBetween(on, newest) <= countsForDays)
      .map((one) => one[fact]),
  );
};

/**
 * How and where the patient lives, from everything in the record that says so. What two sources of
 * about one time say differently is told as unclear.
 */
export const livingFrom = (
  reading: BundleReading,
  patient: PlacedResource<'Patient'> | undefined,
): Partial<Placement> => {
  if (!patient) return {};
  const sources = [
    ...fromObservations(reading),
    ...fromConditions(reading),
    ...fromEncounters(reading),
    ...fromAddress(reading, patient),
    ...fromPeople(reading, patient),
  ];
  for (const { at } of sources) reading.use(at, 'how the patient lives');
  const read = <F extends keyof LivingTold>(fact: F) => valuesOf(sources, fact, reading.asOf);
  const one = <F extends keyof LivingTold>(fact: F): LivingTold[F] | undefined => {
    const values = [...read(fact)];
    return values.length === 1 ? values[0] : undefined;
  };
  const residence = one('residence');
  const facility =
    residence === 'long-term-care'
      ? sources.find(({ facility: named }) => named?.npi ?? named?.name)?.facility
      : undefined;
  const caregiver = one('caregiver');
  const home = one('home');
  const careful = (fact: 'livesAlone' | 'needsHelp' | 'homebound') =>
    read(fact).has(true) || (read(fact).has(false) ? false : undefined);
  const facts = {
    residence,
    facility,
    caregiver,
    homeSuitable: home,
    livesAlone: careful('livesAlone'),
    needsHelp: careful('needsHelp'),
    homebound: careful('homebound'),
  };
  const unclear = (['residence', 'caregiver', 'home'] as const).filter(
    (fact) => read(fact).size > 1,
  );
  return {
    ...Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)),
    ...(unclear.length > 0 ? { unclear } : {}),
  };
};
