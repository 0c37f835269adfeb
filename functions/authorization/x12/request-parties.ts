import type { Address } from '../../platform/address.ts';
import { basicText, isSendableId, type Segment, UnfitForX12 } from '../../x12/segment.ts';
import { digits } from '../../x12/sender.ts';
import { siteRole } from '../pas/parties.ts';
import type { SubmissionFacts } from '../pas/submission.ts';

/** @throws UnfitForX12 for an identifier that X12 would change: it would be someone else's. */
export const asIs = (id: string, atMost: number): string => {
  if (!isSendableId(id, 1, atMost)) throw new UnfitForX12('x12-id-not-sendable');
  return id;
};

type Id = readonly [qualifier: string, id: string];

const organizationName = (role: string, name: string, [qualifier, id]: Id): Segment =>
  [
    ...['NM1', role, '2', basicText(name, 60)],
    ...['', '', '', '', qualifier, id],
  ] as unknown as Segment;

/** NM103 family name, NM104 first and NM105 further given names, NM107 generation. */
const personName = (
  role: string,
  name: {
    family: string;
    given?: string;
    middle?: string | undefined;
    suffix?: string | undefined;
  },
  [qualifier, id]: Id = ['', ''],
): Segment => [
  'NM1',
  role,
  '1',
  basicText(name.family, 60),
  basicText(name.given ?? '', 35),
  basicText(name.middle ?? '', 25),
  '',
  basicText((name.suffix ?? '').replaceAll('.', ''), 10),
  qualifier,
  id,
];

const addressSegments = ({ line, city, state, postalCode }: Address): Segment[] => [
  ['N3', ...line.slice(0, 2).map((one) => basicText(one, 55))] as unknown as Segment,
  ['N4', basicText(city, 30), state, postalCode.replace(/\W/g, '')],
];

/** Ten digits, as telephones in the United States are written here. */
const number = (text: string): string => text.replace(/\D/g, '').replace(/^1(?=\d{10}$)/, '');

/** Where somebody can be called and faxed; nothing without either. */
const contact = (
  name: string,
  { phone, fax }: { phone?: string | undefined; fax?: string | undefined },
): Segment[] => {
  const numbers = [...(phone ? ['TE', number(phone)] : []), ...(fax ? ['FX', number(fax)] : [])];
  return numbers.length > 0
    ? [['PER', 'IC', basicText(name, 60), ...numbers] as unknown as Segment]
    : [];
};

export const payerName = ({ payer }: SubmissionFacts): Segment[] => [
  organizationName('X3', payer.name, ['PI', asIs(payer.ediId, 80)]),
];

/** The practice that asks. */
export const requesterName = ({ submission: { practice } }: SubmissionFacts): Segment[] => [
  organizationName('1P', practice.name, ['XX', practice.npi]),
  ...contact('', practice),
];

const sexes = { female: 'F', male: 'M', other: 'U', unknown: 'U' } as const;

const patientFacts = ({ submission: { patient } }: SubmissionFacts): Segment[] => [
  ...(patient.address ? addressSegments(patient.address) : []),
  ['DMG', 'D8', digits(patient.birthDate), sexes[patient.sex]],
];

const group = ({ coverage: { groupNumber } }: SubmissionFacts): Segment[] =>
  groupNumber ? [['REF', '6P', asIs(groupNumber, 50)]] : [];

const memberId = ({ coverage }: SubmissionFacts): Id => ['MI', asIs(coverage.memberId, 80)];

/** Of a policy holder who is not the patient an order tells no more than the member id. */
export const subscriberName = (facts: SubmissionFacts): Segment[] => {
  const { patient } = facts.submission;
  return facts.coverage.relationship === 'self'
    ? [
        personName('IL', patient.name, memberId(facts)),
        ...group(facts),
        ...patientFacts(facts),
        ['INS', 'Y', '18'],
      ]
    : [personName('IL', { family: '' }, memberId(facts)), ...group(facts)];
};

/** X12 1069 of dependents, as X217 knows them. */
const relationships = { spouse: '01', child: '19', other: 'G8' } as const;

export const dependentName = (facts: SubmissionFacts): Segment[] => {
  const { relationship } = facts.coverage;
  return relationship === 'self'
    ? []
    : [
        personName('QC', facts.submission.patient.name),
        ...patientFacts(facts),
        ['INS', 'N', relationships[relationship]],
      ];
};

/** Who ordered. A payer takes no prescriber without an NPI: the practice stands for one then. */
export const ordererName = ({ submission }: SubmissionFacts): Segment[] => {
  const { prescriber, practice } = submission;
  if (prescriber?.npi === undefined)
    return [organizationName('DK', practice.name, ['XX', practice.npi])];
  const words = prescriber.name.trim().split(/\s+/);
  return [
    personName('DK', { family: words.at(-1) ?? '', given: words.slice(0, -1).join(' ') }, [
      'XX',
      prescriber.npi,
    ]),
    ...contact('', { phone: prescriber.phone }),
  ];
};

/** Where care is given, at every service of the request. */
export const siteName = ({ site }: SubmissionFacts): Segment[] => [
  organizationName(siteRole(site), site.name, ['XX', site.npi]),
  ...addressSegments(site.address),
  ...contact('', { phone: site.phone }),
];
