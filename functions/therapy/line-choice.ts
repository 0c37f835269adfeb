/** Lines that an order names. */
export const veinLines = ['peripheral', 'midline', 'picc', 'port', 'tunneled'] as const;
export type VeinLine = (typeof veinLines)[number];

/** What a table of devices proposes: a line, one found with ultrasound, or a short one in a hospital. */
export type ProposedLine = VeinLine | 'ultrasound-peripheral' | 'short-central';

/** What a course asks of its line. */
export type LineCourse = {
  /** Days that one line has to last; infinite for a course that goes on until it is stopped. */
  days: number;
  /** The drug harms a vein of the arm: a vesicant, more than 900 mOsm/L, nutrition. */
  harsh: boolean;
  /** The kidneys are near to dialysis: the veins of the arms are kept for it. */
  sparesArms: boolean;
  /** For cancer a central catheter through the arm is accepted however long it lasts. */
  forCancer: boolean;
};

/** Above this a fluid belongs into a central vein. Source: INS standards; edition: verify. */
export const harshFromOsmolarity = 900;

export const lineSource =
  'Michigan Appropriateness Guide for Intravenous Catheters; IDSA for the kidney';

type Row = { throughDays: number; gentle: readonly ProposedLine[]; harsh: readonly ProposedLine[] };

const table: readonly Row[] = [
  { throughDays: 5, gentle: ['peripheral', 'ultrasound-peripheral'], harsh: ['short-central'] },
  {
    throughDays: 14,
    gentle: ['midline', 'ultrasound-peripheral'],
    harsh: ['picc', 'short-central'],
  },
  { throughDays: 30, gentle: ['picc'], harsh: ['picc'] },
  {
    throughDays: Number.POSITIVE_INFINITY,
    gentle: ['picc', 'tunneled', 'port'],
    harsh: ['tunneled', 'port'],
  },
];

const throughArms: readonly ProposedLine[] = ['picc', 'midline'];

/** The devices that suit a course, the usual one first. */
export const proposeLines = ({
  days,
  harsh,
  sparesArms,
  forCancer,
}: LineCourse): ProposedLine[] => {
  // The last row has no end.
  const row = table.find(({ throughDays }) => days <= throughDays) as Row;
  const usual = row[harsh ? 'harsh' : 'gentle'];
  const accepted = harsh && forCancer && !usual.includes('picc') ? [...usual, 'picc'] : [...usual];
  if (!sparesArms) return accepted as ProposedLine[];
  const spared = (accepted as ProposedLine[]).filter((line) => !throughArms.includes(line));
  return accepted.includes('picc') && !spared.includes('tunneled')
    ? ['tunneled', ...spared]
    : spared;
};

const central: readonly VeinLine[] = ['picc', 'port', 'tunneled'];
export const isCentral = (line: VeinLine | undefined): boolean =>
  central.some((one) => one === line);

/** Days after which a line of the arm is to be replaced. */
const lasts: Readonly<Partial<Record<VeinLine, number>>> = { peripheral: 5, midline: 14 };

export type LineObjection = 'not-central' | 'outlasted' | 'arms-spared';

/** What speaks against going on with a line that is there; the gravest first. */
export const objectionsTo = (line: VeinLine, course: LineCourse): LineObjection[] => [
  ...(course.harsh && !isCentral(line) ? (['not-central'] as const) : []),
  ...(course.sparesArms && throughArms.includes(line) ? (['arms-spared'] as const) : []),
  ...(course.days > (lasts[line] ?? Number.POSITIVE_INFINITY) ? (['outlasted'] as const) : []),
];

/** What people call each device. */
export const lineWords: Readonly<Record<ProposedLine, string>> = {
  peripheral: 'a cannula in the arm',
  'ultrasound-peripheral': 'a cannula placed with ultrasound',
  midline: 'a midline',
  picc: 'a PICC',
  port: 'a port',
  tunneled: 'a tunneled catheter',
  'short-central': 'a short central catheter, placed in a hospital',
};
