import {
  type WorkflowDefinition,
  type WorkflowState,
  workflowNames,
  writtenDefinition,
} from './definition.ts';
import { awaitResolution } from './house-states.ts';

type Arrow = { from: string; to: string; says: string };

const escalate = 'Escalate hold';
const box = 'Steps';
const start = '[*]';

/** `Check completeness` -> `CheckCompleteness`, for Mermaid names a state without spaces. */
const nodeOf = (state: string): string =>
  state === start
    ? state
    : state
        .replace(/[^\w ]/g, '')
        .replace(/(?:^| )(\w)/g, (_, letter: string) => letter.toUpperCase());

/** What a branch is for; that it leads to the state of the same name goes without saying. */
const wordsIn = (condition: string, to: string): string =>
  Array.from(condition.matchAll(/'([^']+)'/g), ([, word]) => word)
    .filter((word) => word !== to && word !== 'Stage unknown')
    .join(' or ');

/** Where a state leads; a Choice is no state of its own here, its branches are the arrows. */
const arrowsFrom = (
  { States }: WorkflowDefinition,
  from: string,
  to: string | undefined,
): Arrow[] => {
  const next = States[to ?? ''];
  if (!to || !next) return [];
  if (next.Type !== 'Choice') return [{ from, to, says: '' }];
  return (next.Choices ?? []).map(({ Condition, Next }) => ({
    from,
    to: Next,
    says: wordsIn(Condition, Next),
  }));
};

/** What stands in the box: the waits for a time, and the steps whose answer says what comes next. */
const isStep = (
  { States }: WorkflowDefinition,
  [name, { Type, Next }]: [string, WorkflowState],
): boolean =>
  Type === 'Wait' ||
  (Type === 'Task' && name !== awaitResolution && States[Next ?? '']?.Type === 'Choice');

const unique = (arrows: readonly Arrow[]): Arrow[] => [
  ...new Map(arrows.map((arrow) => [`${arrow.from}>${arrow.to}>${arrow.says}`, arrow])).values(),
];

const line = ({ from, to, says }: Arrow): string =>
  `${nodeOf(from)} --> ${nodeOf(to)}${says ? `: ${says}` : ''}`;

/**
 * A workflow in Mermaid, readable for a person. Its steps stand in a box: what several of them
 * answer, and what follows a wait, is drawn at the box and not at each step. Left out is what every
 * workflow has: the way of a fault, and that of an answer or a stage without a branch, to a hold.
 */
export const drawWorkflow = (definition: WorkflowDefinition): string => {
  const states = Object.entries(definition.States).filter(([, { Type }]) => Type !== 'Choice');
  const shown = states.filter(([, { Type }]) => Type !== 'Pass').map(([name]) => name);
  const steps = states.filter((entry) => isStep(definition, entry)).map(([name]) => name);
  const inBox = (name: string): boolean => steps.includes(name);

  const starts = arrowsFrom(definition, start, definition.StartAt);
  const all = [
    ...(starts.length === 1 ? [{ from: start, to: box, says: '' }] : []),
    ...starts,
    ...states.flatMap(([name, { Type, Next }]) =>
      Type === 'Pass' ? [] : arrowsFrom(definition, name, Next),
    ),
    { from: awaitResolution, to: escalate, says: 'its clock ran out' },
  ];
  const isShared = ({ from, to, says }: Arrow): boolean =>
    all.some((one) => inBox(one.from) && one.from !== from && one.to === to && one.says === says);
  const drawn = unique(
    all.map((arrow) => {
      const { from, to } = arrow;
      if (inBox(from) && !inBox(to) && isShared(arrow)) return { ...arrow, from: box };
      const choices = all.filter((one) => one.from === from && inBox(one.to)).length;
      const resumes = (from === awaitResolution || from === start) && choices > 1;
      return resumes && inBox(to) ? { from, to: box, says: 'where to resume' } : arrow;
    }),
  );
  const ends = shown
    .filter((name) => definition.States[name]?.Type === 'Succeed')
    .map((name) => line({ from: name, to: start, says: '' }));
  const inside = drawn.filter(({ from, to }) => (inBox(from) || from === start) && inBox(to));
  const outside = drawn.filter((arrow) => !inside.includes(arrow));
  return [
    'stateDiagram-v2',
    ...shown.filter((name) => !inBox(name)).map((name) => `  state "${name}" as ${nodeOf(name)}`),
    `  state "Steps" as ${box} {`,
    ...steps.map((name) => `    state "${name}" as ${nodeOf(name)}`),
    ...inside.map((arrow) => `    ${line(arrow)}`),
    '  }',
    ...[...outside.map(line), ...ends].map((text) => `  ${text}`),
  ].join('\n');
};

/** The text with the picture of every workflow under its heading, in place of the one there. */
export const withPictures = (readme: string): string =>
  workflowNames.reduce(
    (text, name) =>
      text.replace(
        new RegExp(`(\n## ${name}\n(?:(?!\n## )[^])*?\`\`\`mermaid\n)[^]*?(\n\`\`\`)`),
        (_, before: string, after: string) =>
          `${before}${drawWorkflow(writtenDefinition(name))}${after}`,
      ),
    readme,
  );
