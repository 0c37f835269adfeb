import { readdirSync } from 'node:fs';
import type { SubmissionFacts } from '../../functions/authorization/pas/submission.ts';
import { requestLines } from '../../functions/authorization/request-lines.ts';
import type { Payer } from '../../functions/payer/payer.ts';
import type { CoverageClaimed, Submission } from '../../functions/referral/referral.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { readInterchange } from '../../functions/x12/interchange.ts';
import { at, components, type ReadSegment } from '../../functions/x12/read-segment.ts';
import { anAuthorization, aSite, submissionFacts } from './authorizations.ts';
import { cleanReferral, cleanTherapies } from './clean-referrals.ts';
import { examplePayer } from './payer-simulator.ts';

export const examplePayers: readonly Payer[] = readdirSync(
  new URL('../../examples/network/payers/', import.meta.url),
).map((file) => examplePayer(file.replace('.json', '')));

const urgencies = ['standard', 'expedited'] as const;
const settings = ['infusion-center', 'home'] as const;

/** Therapies, payers and scenarios of a request: what tells one from another. */
export type Asked = { name: string; facts: SubmissionFacts };

/** The request for one therapy, to one payer, where the therapy has lines to ask for there. */
const askedOf = (
  therapyId: string,
  payer: Payer,
  { urgency, setting }: { urgency: (typeof urgencies)[number]; setting: (typeof settings)[number] },
): Asked[] => {
  const clean = cleanReferral(therapyId);
  const therapy = lookUpTherapy(therapyId, clean.order.entered);
  if (!therapy) throw new Error(`no therapy ${therapyId}`);
  const coverage: CoverageClaimed = {
    ...(clean.coverages[0] as CoverageClaimed),
    payerId: payer.payerId,
    relationship: setting === 'home' ? 'child' : 'self',
    groupNumber: 'G77',
  };
  const submission: Submission = { ...clean, coverages: [coverage] };
  const asked = {
    ...{ submission, therapy, payer, setting, urgency },
    on: '2026-11-20',
  };
  if (!requestLines(asked)) return [];
  return [
    {
      name: `${therapyId} at ${payer.payerId}, ${urgency}, ${setting}`,
      facts: submissionFacts({
        ...{ submission, coverage, therapy, payer },
        authorization: anAuthorization({ placeOfService: setting === 'home' ? '12' : '49' }, asked),
        site: aSite({
          setting,
          placeOfService: setting === 'home' ? '12' : '49',
          chairs: setting === 'home' ? 0 : 4,
        }),
        documents: [
          { title: 'Office note', type: '11506-3', contentType: 'text/plain', data: 'QQ==' },
          { title: 'Referral', type: '57133-1', contentType: 'text/plain', data: 'QQ==' },
        ],
      }),
    },
  ];
};

const ways = urgencies.flatMap((urgency) => settings.map((setting) => ({ urgency, setting })));

/** Requests for every therapy, to every example payer, of each urgency, at a center and at home. */
export const everyRequest = (): Asked[] =>
  cleanTherapies.flatMap((therapyId) =>
    examplePayers.flatMap((payer) => ways.flatMap((way) => askedOf(therapyId, payer, way))),
  );

/** Of those, some of every kind: each therapy at two payers, and each payer with a therapy of its own. */
export const someOfEvery = (): Asked[] =>
  cleanTherapies.flatMap((therapyId, index) =>
    [index, index + 1].flatMap((one) =>
      askedOf(
        therapyId,
        examplePayers[one % examplePayers.length] as Payer,
        ways[(one + index) % ways.length] as (typeof ways)[number],
      ),
    ),
  );

/** A line of a request, read back by nothing but the elements of its service level. */
export type ReadLine = {
  trace: string;
  code: string;
  units: number;
  visits?: number;
  from: string;
  through: string;
  place: string;
  certification: string;
};

const day = (text: string): string => `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`;

const lineOf = (segments: readonly ReadSegment[]): ReadLine => {
  const of = (id: string) => segments.find((one) => one.id === id);
  const [from = '', through = from] = at(of('DTP'), 3).split('-');
  const um = of('UM') as ReadSegment;
  const hsd = of('HSD');
  return {
    trace: at(of('TRN'), 2),
    code: components(of('SV1') as ReadSegment, 1)[1] ?? '',
    units: Number(at(of('SV1'), 4)),
    ...(hsd ? { visits: Number(at(hsd, 2)) } : {}),
    from: day(from),
    through: day(through),
    place: components(um, 4)[0] ?? '',
    certification: at(um, 2),
  };
};

/** The lines of a 278 request: what stands under each of its service levels. */
export const linesIn = (interchange: string): ReadLine[] => {
  const [set] = readInterchange(interchange).transactions;
  const starts = (set?.segments ?? []).flatMap(({ id }, index) => (id === 'HL' ? [index] : []));
  return starts.flatMap((start, index) => {
    const level = (set?.segments ?? []).slice(start, starts[index + 1]);
    return at(level[0], 3) === 'SS' ? [lineOf(level)] : [];
  });
};

/** A 278 response of an invented payer, with right counters whatever its segments say. */
export const reviewResponse = (
  body: readonly string[],
  {
    version = '005010X217',
    code = '278',
    usage = 'P',
    beforeGroup = [],
  }: {
    version?: string;
    code?: string;
    usage?: string;
    beforeGroup?: readonly string[];
  } = {},
): string => {
  const isa = `ISA*00*          *00*          *ZZ*ACME1          *ZZ*DRIPLINE       *261120*1604*^*00501*000000007*0*${usage}*:`;
  const group =
    body.length > 0
      ? [
          `GS*HI*ACME1*DRIPLINE*20261120*1604*7*X*${version}`,
          `ST*${code}*0001*${version}`,
          ...body,
          `SE*${body.length + 2}*0001`,
          'GE*1*7',
        ]
      : [];
  const all = [isa, ...beforeGroup, ...group, `IEA*${group.length > 0 ? 1 : 0}*000000007`];
  return `${all.join('~')}~`;
};
