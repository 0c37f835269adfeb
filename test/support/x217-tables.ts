/**
 * The structure of 278 005010X217, request and response, as its published tables give it: which segments
 * stand in which loop, in what order, how often, and what their elements may be. Facts of the open
 * templates of the implementation guide that vendors of parsers publish, and of the data element
 * dictionary of 005010; code lists only as far as they tell loops and dates apart.
 */

/** `R` has to be there, `S` may be, `N` may not. */
export type Usage = 'R' | 'S' | 'N';
/** AN text, ID code, N0 whole number, R decimal, DT CCYYMMDD, TM HHMM to HHMMSSDD. */
type Kind = 'AN' | 'ID' | 'N0' | 'R' | 'DT' | 'TM';
type Simple = { usage: Usage; kind: Kind; least: number; most: number; codes?: readonly string[] };
export type ElementTable =
  | (Simple & { repeats?: number })
  | { usage: Usage; parts: readonly Simple[] };

const simple =
  (kind: Kind, least: number, most: number) =>
  (usage: Usage, ...codes: string[]): Simple => ({
    ...{ usage, kind, least, most },
    ...(codes.length > 0 ? { codes } : {}),
  });

/** By the number of the data element. */
const de = {
  19: simple('AN', 2, 30),
  26: simple('ID', 2, 3),
  66: simple('ID', 1, 2),
  67: simple('AN', 2, 80),
  93: simple('AN', 1, 60),
  98: simple('ID', 2, 3),
  116: simple('ID', 3, 15),
  127: simple('AN', 1, 50),
  128: simple('ID', 2, 3),
  156: simple('ID', 2, 2),
  166: simple('AN', 1, 55),
  234: simple('AN', 1, 48),
  235: simple('ID', 2, 2),
  306: simple('ID', 1, 2),
  337: simple('TM', 4, 8),
  352: simple('AN', 1, 80),
  353: simple('ID', 2, 2),
  355: simple('ID', 2, 2),
  364: simple('AN', 1, 256),
  365: simple('ID', 2, 2),
  366: simple('ID', 2, 2),
  373: simple('DT', 8, 8),
  374: simple('ID', 3, 3),
  380: simple('R', 1, 15),
  481: simple('ID', 1, 2),
  509: simple('AN', 10, 10),
  559: simple('ID', 2, 2),
  615: simple('ID', 1, 2),
  616: simple('N0', 1, 3),
  628: simple('AN', 1, 12),
  640: simple('ID', 2, 2),
  673: simple('ID', 2, 2),
  678: simple('ID', 1, 2),
  679: simple('ID', 1, 1),
  734: simple('AN', 1, 12),
  735: simple('ID', 1, 2),
  736: simple('ID', 1, 1),
  755: simple('ID', 2, 2),
  756: simple('ID', 1, 2),
  782: simple('R', 1, 18),
  889: simple('ID', 1, 1),
  901: simple('ID', 2, 2),
  923: simple('ID', 1, 1),
  933: simple('AN', 1, 264),
  1005: simple('ID', 4, 4),
  1035: simple('AN', 1, 60),
  1036: simple('AN', 1, 35),
  1037: simple('AN', 1, 25),
  1038: simple('AN', 1, 10),
  1039: simple('AN', 1, 10),
  1065: simple('ID', 1, 1),
  1068: simple('ID', 1, 1),
  1069: simple('ID', 2, 2),
  1073: simple('ID', 1, 1),
  1167: simple('R', 1, 6),
  1213: simple('ID', 1, 1),
  1221: simple('ID', 1, 3),
  1250: simple('ID', 2, 3),
  1251: simple('AN', 1, 35),
  1270: simple('ID', 1, 3),
  1271: simple('AN', 1, 30),
  1322: simple('ID', 1, 1),
  1325: simple('ID', 1, 1),
  1328: simple('N0', 1, 2),
  1331: simple('AN', 1, 2),
  1332: simple('ID', 1, 2),
  1336: simple('ID', 1, 3),
  1338: simple('ID', 1, 3),
  1339: simple('AN', 2, 2),
  1365: simple('ID', 1, 2),
  1514: simple('ID', 1, 2),
  1525: simple('ID', 1, 2),
} as const;

const not = (): Simple => ({ usage: 'N', kind: 'AN', least: 1, most: 1 });
const nots = (count: number): Simple[] => Array.from({ length: count }, not);
const whole = (usage: Usage, ...parts: Simple[]): ElementTable => ({ usage, parts });

/** What an element has to hold for a segment to be this one and no other of its name. */
type Told = { at: number; codes: readonly string[] };
export type SegmentTable = {
  id: string;
  usage: Usage;
  most: number;
  /** Those with the same place come in any order. */
  place: number;
  told?: Told;
  elements: readonly ElementTable[];
};
export type LoopTable = {
  loop: string;
  usage: Usage;
  most: number;
  place: number;
  parts: readonly Part[];
};
export type Part = SegmentTable | LoopTable;

type Placed = Omit<SegmentTable, 'place'> | Omit<LoopTable, 'place'>;

/** Parts one after the other; those in a list of their own stand at one place. */
const inOrder = (...parts: readonly (Placed | readonly Placed[])[]): Part[] =>
  parts.flatMap((one, place) => [one].flat().map((part) => ({ ...part, place }) as Part));

const segment = (
  id: string,
  usage: Usage,
  elements: readonly ElementTable[],
  { most = 1, told }: { most?: number; told?: Told } = {},
): Omit<SegmentTable, 'place'> => ({ id, usage, most, elements, ...(told ? { told } : {}) });

const loop = (
  name: string,
  usage: Usage,
  parts: readonly Part[],
  most = 1,
): Omit<LoopTable, 'place'> => ({ loop: name, usage, most, parts });

const told = (at: number, ...codes: string[]): { told: Told } => ({ told: { at, codes } });

/** HL: `hasParent` of all but the first, `1` where others stand under it. */
const hl = (kind: string, hasParent = true) =>
  segment(
    'HL',
    'R',
    [de[628]('R'), hasParent ? de[734]('R') : not(), de[735]('R', kind), de[736]('R', '0', '1')],
    told(3, kind),
  );

const name = (roles: readonly string[], usage: { name: Usage; id: Usage }, kinds = ['1', '2']) =>
  segment(
    'NM1',
    'R',
    [
      de[98]('R', ...roles),
      de[1065]('R', ...kinds),
      de[1035](usage.name),
      de[1036]('S'),
      de[1037]('S'),
      de[1038]('S'),
      de[1039]('S'),
      de[66](usage.id),
      de[67](usage.id),
      ...nots(3),
    ],
    told(1, ...roles),
  );

const ref = (most: number, codes: readonly string[]) =>
  segment('REF', 'S', [de[128]('R', ...codes), de[127]('R'), de[352]('S'), not()], {
    most,
    ...told(1, ...codes),
  });

const address = (usage: Usage = 'S') => [
  segment('N3', usage, [de[166]('R'), de[166]('S')]),
  segment('N4', usage, [
    de[19]('R'),
    de[156]('S'),
    de[116]('S'),
    de[26]('S'),
    ...nots(2),
    de[26]('S'),
  ]),
];

const per = segment('PER', 'S', [
  de[366]('R', 'IC'),
  de[93]('S'),
  de[365]('S'),
  de[364]('S'),
  de[365]('S'),
  de[364]('S'),
  de[365]('S'),
  de[364]('S'),
  not(),
]);

const prv = segment('PRV', 'S', [de[1221]('R'), de[128]('R', 'PXC'), de[127]('R'), ...nots(3)]);

const dmg = segment('DMG', 'S', [
  de[1250]('R', 'D8'),
  de[1251]('R'),
  de[1068]('S', 'F', 'M', 'U'),
  ...nots(8),
]);

const ins = (insured: string, ...relationships: string[]) =>
  segment('INS', 'S', [
    de[1073]('R', insured),
    de[1069]('R', ...relationships),
    ...nots(5),
    de[1336]('S'),
    ...nots(7),
    not(),
    de[616]('S'),
  ]);

const aaa = (most: number, ...valid: string[]) =>
  segment('AAA', 'S', [de[1073]('R', ...valid), not(), de[901]('R'), de[889]('R')], { most });

const trn = (most: number, ...kinds: string[]) =>
  segment('TRN', 'S', [de[481]('R', ...kinds), de[127]('R'), de[509]('R'), de[127]('S')], {
    most,
  });

const um = (usage: Usage, categories: readonly string[], certification: Usage) =>
  segment('UM', usage, [
    de[1525]('R', ...categories),
    de[1322](certification, '1', '2', '3', '4', 'I', 'N', 'R', 'S'),
    de[1365]('S'),
    whole('S', de[1331]('R'), de[1332]('R', 'A', 'B'), de[1325]('S')),
    whole('S', de[66]('R'), de[66]('S'), de[66]('S'), de[156]('S'), de[26]('S')),
    de[1338]('S', '03', 'E', 'U'),
    de[1213]('S'),
    de[923]('S'),
    de[1213]('S'),
    de[1514]('S'),
  ]);

const hcr = segment('HCR', 'S', [
  de[306]('R', 'A1', 'A2', 'A3', 'A4', 'A6', 'C', 'CT', 'NA'),
  de[127]('S'),
  { ...de[1271]('S'), repeats: 5 },
  de[1073]('S', 'N', 'Y'),
]);

const dtp = (code: string, ...formats: string[]) =>
  segment(
    'DTP',
    'S',
    [de[374]('R', code), de[1250]('R', ...formats), de[1251]('R')],
    told(1, code),
  );

const dates = (formats: readonly string[], ...codes: string[]) =>
  codes.map((code) => dtp(code, ...formats));

const hi = (...kinds: string[]) =>
  segment(
    'HI',
    'S',
    Array.from({ length: 12 }, (_, index) =>
      whole(
        index === 0 ? 'R' : 'S',
        de[1270]('R', ...kinds),
        de[1271]('R'),
        de[1250]('S'),
        de[1251]('S'),
      ),
    ),
  );

const hsd = segment('HSD', 'S', [
  de[673]('S', 'DY', 'FL', 'HS', 'MN', 'VS'),
  de[380]('S'),
  de[355]('S', 'DA', 'MO', 'WK'),
  de[1167]('S'),
  de[615]('S'),
  de[616]('S'),
  de[678]('S'),
  de[679]('S'),
]);

const reports =
  '03 04 05 06 07 08 09 10 11 13 15 21 48 55 59 77 A3 A4 AM AS AT B2 B3 BR BS BT CB CK D2 DA DB DG DJ DS FM HC HR I5 IR LA M1 NN OB OC OD OE OX P4 P5 P6 P7 PE PN PO PQ PY PZ QC QR RB RR RT RX SG V5 XP'.split(
    ' ',
  );

const pwk = segment(
  'PWK',
  'S',
  [
    de[755]('R', ...reports),
    de[756]('R', 'AA', 'BM', 'EL', 'EM', 'FX', 'VO'),
    ...nots(2),
    de[66]('S', 'AC'),
    de[67]('S'),
    de[352]('S'),
    ...nots(2),
  ],
  { most: 10 },
);

const msg = segment('MSG', 'S', [de[933]('R'), ...nots(2)]);

const product = (usage: Usage, ...kinds: string[]) =>
  whole(
    usage,
    de[235]('R', ...kinds),
    de[234]('R'),
    de[1339]('S'),
    de[1339]('S'),
    de[1339]('S'),
    de[1339]('S'),
    de[352]('S'),
    de[234]('S'),
  );

const services = [
  segment('SV1', 'S', [
    product('R', 'HC', 'IV', 'N4', 'WK'),
    de[782]('S'),
    de[355]('S', 'DA', 'F2', 'MJ', 'UN'),
    de[380]('S'),
    ...nots(2),
    whole('S', de[1328]('R'), de[1328]('S'), de[1328]('S'), de[1328]('S')),
    ...nots(3),
    de[1073]('S'),
    ...nots(8),
    de[1213]('S'),
    not(),
  ]),
  segment('SV2', 'S', [
    de[234]('S'),
    product('S', 'HC', 'ID', 'IV', 'N4', 'WK', 'ZZ'),
    de[782]('S'),
    de[355]('S', 'DA', 'F2', 'UN'),
    de[380]('S'),
    de[1167]('S'),
    ...nots(2),
    de[1213]('S'),
    de[1213]('S'),
  ]),
];

const deciders = ['2B', '36', 'PR', 'X3'];
const requesters = ['1P', '2B', '36', 'FA', 'PR'];
const eventProviders = '71 72 73 77 AAJ DD DK DN FA G3 P3 QB QV SJ'.split(' ');
const serviceProviders = '1T 72 73 77 DD DK DQ FA G3 P3 QB QV SJ'.split(' ');
const contacts = ['1P', '2B', 'ABG', 'FA', 'L5', 'PR', 'X3'];
const ofRequester = ['1G', '1J', 'EI', 'G5', 'N5', 'N7', 'SY', 'ZH'];
const ofSubscriber = ['1L', '3L', '6P', 'DP', 'EJ', 'F6', 'HJ', 'IG', 'N6', 'NQ', 'SY'];
const ofDependent = ['EJ', 'SY'];
const ofProvider = ['0B', '1G', '1J', 'EI', 'G5', 'N5', 'N7', 'SY', 'ZH'];
const diagnosisKinds = ['ABF', 'ABJ', 'ABK', 'APR', 'BF', 'BJ', 'BK', 'DR', 'PR'];

const header = (purposes: readonly string[], type: Usage) =>
  segment('BHT', 'R', [
    de[1005]('R', '0007'),
    de[353]('R', ...purposes),
    de[127]('R'),
    de[373]('R'),
    de[337]('R'),
    de[640](type),
  ]);

const provider = (roles: readonly string[], checks: readonly Placed[] = []) =>
  inOrder(
    name(roles, { name: 'S', id: 'S' }),
    ref(8, ofProvider),
    ...address(),
    per,
    ...checks,
    prv,
  );

const contact = (at: string) =>
  loop(at, 'S', inOrder(name(contacts, { name: 'S', id: 'S' }), ...address(), per));

/** What an event and a service have alike, in requests and answers. */
const earlierNumbers = [ref(1, ['BB']), ref(1, ['NT'])];
const amountAndWords = [hsd, pwk, msg];
const eventDays = ['439', '484', 'ABC', '431', '096'];

/** Member or dependent: the segments that tell who it is. */
const person = (role: string, id: Usage, numbers: Placed, rest: readonly Placed[]) =>
  inOrder(name([role], { name: 'S', id }, ['1']), numbers, ...address(), ...rest);

const requestedEvent = loop(
  '2000E',
  'R',
  inOrder(
    hl('EV'),
    trn(2, '1'),
    um('R', ['AR', 'HS', 'IN', 'SC'], 'R'),
    earlierNumbers,
    [...dates(['D8'], ...eventDays), ...dates(['D8', 'RD8'], 'AAH', '435')],
    hi(...diagnosisKinds),
    ...amountAndWords,
    loop('2010EA', 'S', provider(eventProviders), 14),
    loop(
      '2000F',
      'S',
      inOrder(
        hl('SS'),
        trn(2, '1'),
        um('S', ['HS', 'SC'], 'S'),
        earlierNumbers,
        dtp('472', 'D8', 'RD8'),
        services,
        ...amountAndWords,
        loop('2010F', 'S', provider(serviceProviders), 12),
      ),
      1000,
    ),
  ),
);

const answeredEvent = loop(
  '2000E',
  'S',
  inOrder(
    hl('EV'),
    trn(3, '1', '2'),
    aaa(9, 'N'),
    um('S', ['AR', 'HS', 'IN', 'SC'], 'R'),
    hcr,
    earlierNumbers,
    [...dates(['D8'], ...eventDays, '102', '036'), ...dates(['D8', 'RD8'], 'AAH', '435', '007')],
    hi(...diagnosisKinds, 'LOI'),
    ...amountAndWords,
    [loop('2010EA', 'S', provider(eventProviders, [aaa(9, 'N')]), 14), contact('2010EB')],
    loop(
      '2000F',
      'S',
      inOrder(
        hl('SS'),
        trn(3, '1', '2'),
        aaa(9, 'N'),
        um('S', ['HS', 'SC'], 'S'),
        hcr,
        earlierNumbers,
        [...dates(['D8', 'RD8'], '472', '007'), ...dates(['D8'], '102', '036')],
        hi('LOI'),
        services,
        ...amountAndWords,
        [loop('2010FA', 'S', provider(serviceProviders, [aaa(9, 'N')]), 12), contact('2010FB')],
      ),
      1000,
    ),
  ),
);

const member = (
  checks: readonly Placed[],
  event: Omit<LoopTable, 'place'>,
): readonly Omit<LoopTable, 'place'>[] => {
  const dependent = loop(
    '2000D',
    'S',
    inOrder(
      hl('23'),
      loop(
        '2010D',
        'R',
        person('QC', 'N', ref(3, ofDependent), [...checks, dmg, ins('N', '01', '19', 'G8')]),
      ),
      { ...event, usage: 'S' },
    ),
  );
  return [dependent, { ...event, usage: 'S' }];
};

const subscriber = (checks: readonly Placed[]) =>
  loop('2010C', 'R', person('IL', 'R', ref(9, ofSubscriber), [...checks, dmg, ins('Y', '18')]));

/** 278 request (A1): BHT and what stands under it. */
export const requestTable: readonly Part[] = inOrder(
  header(['01', '13', '36'], 'S'),
  loop(
    '2000A',
    'R',
    inOrder(
      hl('20', false),
      loop('2010A', 'R', inOrder(name(deciders, { name: 'S', id: 'R' }))),
      loop(
        '2000B',
        'R',
        inOrder(
          hl('21'),
          loop(
            '2010B',
            'R',
            inOrder(
              name(requesters, { name: 'S', id: 'R' }),
              ref(8, ofRequester),
              ...address(),
              per,
              prv,
            ),
          ),
          loop('2000C', 'R', inOrder(hl('22'), subscriber([]), [...member([], requestedEvent)])),
        ),
      ),
    ),
  ),
);

/** 278 response (A3). */
export const responseTable: readonly Part[] = inOrder(
  header(['11'], 'S'),
  loop(
    '2000A',
    'R',
    inOrder(
      hl('20', false),
      aaa(9, 'N', 'Y'),
      loop('2010A', 'R', inOrder(name(deciders, { name: 'S', id: 'R' }), per, aaa(9, 'N'))),
      loop(
        '2000B',
        'S',
        inOrder(
          hl('21'),
          loop(
            '2010B',
            'R',
            inOrder(
              name(requesters, { name: 'S', id: 'S' }),
              ref(8, ofRequester),
              aaa(9, 'N'),
              prv,
            ),
            2,
          ),
          loop(
            '2000C',
            'S',
            inOrder(hl('22'), subscriber([aaa(9, 'N')]), [...member([aaa(9, 'N')], answeredEvent)]),
          ),
        ),
      ),
    ),
  ),
);
