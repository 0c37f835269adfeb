import { conceptWords, readCodes, systems } from '../../fhir/elements.ts';
import { type LabTest, partOf } from '../facts/lab-tests.ts';
import { plain } from '../facts/result-words.ts';
import { codeOf, type Observed, saidBy } from './observed.ts';
import type { FhirResource } from './resources.ts';

/** What the parts of a result tell of the whole that have no code of their own. */
type Beside = {
  /** Verdicts, read like the result's own. */
  said: string[];
  /** Other words, read for what speaks against it. */
  notes: string[];
  /** Parts that are of the whole's own test, by their place. */
  within: ReadonlySet<number>;
  /** Codes that parts have by their names. */
  codes: ReadonlyMap<number, { code: string }>;
};

const verdicts =
  /\b(interpretations?|results?|conclusion|overall|final|impression|qualitative|presence|verdict)\b/;
const notOfPatient =
  /\b(controls?|mitogen|nil|lot|kit|manufactur\w*|reader|site|arm|dates?|time|collect\w*|method|laborator\w*|instrument|expir\w*)\b/;

/** Tubes of an interferon release assay in international units, by the names that laboratories give them. */
const tubes: readonly [RegExp, string][] = [
  [/mitogen|positive control|\bpha\b/, '71774-4'],
  [/^(tb )?nil\b|negative control/, '71776-9'],
  [/tb ?2/, '88517-8'],
  [/tb ?1|antigen|\btb ag\b/, '64084-7'],
];

/** Counts of a T-SPOT test: its panels, and the controls without which they tell nothing. */
const panel = /\bpanel ?[ab]\b|esat|cfp/;
const negativeControl = /\bnil\b|negative control/;
const positiveControl = /positive control|mitogen|\bpha\b/;
/** Most spots of the negative control, and fewest of the positive one; its instructions for use. */
const workingControls = { mostNegative: 10, leastPositive: 20 } as const;

type Named = { name: string; part: Observed };

/** The panels as words, and whether their controls worked. */
const spotsTold = (named: readonly Named[]): string[] => {
  const countOf = ({ part }: Named) => part.valueQuantity?.value ?? part.valueInteger;
  // The panel with more spots decides.
  const [highest] = named
    .filter((one) => panel.test(one.name) && countOf(one) !== undefined)
    .sort((one, other) => (countOf(other) ?? 0) - (countOf(one) ?? 0));
  if (!highest) return [];
  const control = (words: RegExp) => named.filter((one) => words.test(one.name)).map(countOf)[0];
  const [negative, positive] = [control(negativeControl), control(positiveControl)];
  const worked =
    negative !== undefined &&
    positive !== undefined &&
    negative <= workingControls.mostNegative &&
    positive >= workingControls.leastPositive;
  return [
    `${highest.name.slice(0, 60)}: ${countOf(highest)} spots`,
    ...(worked ? [] : ['controls that are not told or did not work']),
  ];
};

const wordsTold = ({ name, part }: Named): string[] => {
  const { value, said = [], interpretation = [] } = saidBy(part);
  const words = [...(value && 'coded' in value ? [value.coded] : []), ...said, ...interpretation];
  return words.map((one) => (verdicts.test(name) ? one : `${name}: ${one}`));
};

const isOfTest = (part: Observed, test: LabTest | undefined): boolean => {
  if (readCodes(part.code, systems.loinc).some((code) => partOf(code) !== undefined)) return false;
  const named = codeOf(part)?.code;
  return test !== undefined && (named === undefined || partOf(named)?.test === test);
};

const nothing: Beside = { said: [], notes: [], within: new Set(), codes: new Map() };

/** What a result says in parts that carry no code of their own: its verdict, its tubes, its counts. */
export const toldByParts = (whole: FhirResource<'Observation'>): Beside => {
  const { component = [] } = whole;
  const test = component.length === 0 ? undefined : partOf(codeOf(whole)?.code ?? '')?.test;
  if (!test) return nothing;
  const within = component.flatMap((part, index) =>
    isOfTest(part, test) ? [{ index, part, name: plain(conceptWords(part.code).join(' ')) }] : [],
  );
  const isTuberculosis = test.id === 'tuberculosis';
  const codes = within.flatMap(({ index, part, name }) => {
    const unit = part.valueQuantity?.unit ?? part.valueQuantity?.code ?? '';
    const tube = /iu/i.test(unit) && tubes.find(([words]) => words.test(name))?.[1];
    return isTuberculosis && tube ? [[index, { code: tube }] as const] : [];
  });
  const words = within.filter(({ name }) => !notOfPatient.test(name));
  const isVerdict = ({ name }: Named) => verdicts.test(name);
  const spots = isTuberculosis ? spotsTold(within) : [];
  // Beside a verdict of the laboratory the counts are only read for what speaks against it.
  const hasVerdict = Object.keys(saidBy(whole)).length > 0 || words.some((one) => isVerdict(one));
  const counted = hasVerdict ? spots.filter((one) => one.endsWith(' spots')) : spots;
  return {
    said: [...words.filter(isVerdict).flatMap(wordsTold), ...counted]
      .map((one) => one.slice(0, 200))
      .slice(0, 8),
    notes: words
      .filter((one) => !isVerdict(one))
      .flatMap(wordsTold)
      .map((one) => one.slice(0, 500))
      .slice(0, 5),
    within: new Set(within.map(({ index }) => index)),
    codes: new Map(codes),
  };
};
