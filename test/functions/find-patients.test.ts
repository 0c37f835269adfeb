import { describe, expect, it } from 'vitest';
import { searchPatients } from '../../functions/chart/find-patients.ts';
import type { FoundPatient } from '../../functions/chart/routes.ts';
import type { Principal } from '../../functions/platform/principal.ts';
import { forms } from '../../functions/referral/person/nicknames.ts';
import {
  findTokens,
  type SearchQuery,
  tokensToKeep,
} from '../../functions/referral/person/search.ts';
import type { SoughtReferral } from '../../functions/referral/sought.ts';
import { aCaller } from '../support/callers.ts';

/** The same numbers in every run. */
const dice = (seed: number) => () => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return seed / 2_147_483_648;
};
const roll = dice(7);
const among = <T>(list: readonly T[]): T => list[Math.floor(roll() * list.length)] as T;

const accented: Record<string, string> = { a: 'á', e: 'é', i: 'í', o: 'ó', u: 'ú', n: 'ñ', c: 'ç' };
const begins =
  'Al Bar Ben Cal Car Dan Del Es Fer Gar Gon Har Hol Jar Kim Lan Mar Mor Nav Ol Pat Quin Ram Ros San Sil Tor Val Wil Zim'.split(
    ' ',
  );
const middles = 'a e i o u an er il on ard ell ist our ind'.split(' ');
const ends =
  'berg cia dez er field ford gues ham kins lez man mez nan per quez ra son ter to wood'.split(' ');
const given = forms
  .flatMap((row) => row.split(' ').slice(0, 2))
  .map((name) => name[0]?.toUpperCase() + name.slice(1));

const npi = ['1234567893', '1000000020'] as const;
const people: SoughtReferral[] = Array.from({ length: 2000 }, (_, number) => {
  const family = () => `${among(begins)}${among(middles)}${among(ends)}`;
  const two = roll() < 0.15 ? `${family()} ${family()}` : family();
  const plain =
    roll() < 0.2 ? two.replace(/[aeiounc]/, (letter) => accented[letter] ?? letter) : two;
  const day = (most: number) => String(1 + Math.floor(roll() * most)).padStart(2, '0');
  return {
    referralId: `ref_${String(number).padStart(20, '0')}`,
    practiceNpi: npi[number % 2] as string,
    patientId: `pat_${number}`,
    status: 'active',
    sought: {
      name: {
        given: roll() < 0.2 ? `${among(given)} ${among(given)}` : among(given),
        family: plain,
      },
      birthDate: `${1930 + Math.floor(roll() * 80)}-${day(12)}-${day(28)}`,
      phone: `+1312555${String(number).padStart(4, '0')}`,
      memberIds: [`MEM-${number}`],
    },
  };
});

const index = async (...words: string[]) => words.join(' ').padEnd(32);
const rows = new Map<string, SoughtReferral[]>();
for (const person of people)
  for (const token of await findTokens(index, tokensToKeep(person.sought)))
    rows.set(token, [...(rows.get(token) ?? []), person]);

const noted: string[] = [];
const store = {
  found: async (token: string, practice: string | undefined) => ({
    referralIds: (rows.get(token) ?? [])
      .filter(({ practiceNpi }) => !practice || practiceNpi === practice)
      .map(({ referralId }) => referralId),
    whole: true,
  }),
  labelledMany: async (ids: readonly string[]) =>
    people.filter(({ referralId }) => ids.includes(referralId)),
  noteReading: async ({ seen }: { seen: string }, ids: readonly string[]) => {
    noted.push(...ids.map((id) => `${seen} ${id}`));
  },
};
const search = async (query: SearchQuery, principal: Principal = aCaller('coordinator')) => {
  const { body } = await searchPatients({ store: store as never, index, now: () => new Date() })({
    principal,
    body: query,
  } as never);
  return body as { items: FoundPatient[]; more: boolean };
};

const bare = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '');
const firstOf = (text: string) => text.split(' ')[0] ?? '';
/** One letter left out, doubled, exchanged or put in its neighbor's place. */
const slipped = (word: string): string => {
  const at = 1 + Math.floor(roll() * (word.length - 2));
  const [before, one, two, rest] = [
    word.slice(0, at),
    word[at],
    word[at + 1] ?? '',
    word.slice(at + 2),
  ];
  return among([
    `${before}${two}${rest}`,
    `${before}${one}${one}${two}${rest}`,
    `${before}${two}${one}${rest}`,
    `${before}e${two}${rest}`,
  ]);
};
const nick = (name: string): string => {
  const row =
    forms.map((one) => one.split(' ')).find((one) => one.includes(name.toLowerCase())) ?? [];
  return row.find((form) => form !== name.toLowerCase()) ?? name;
};

type Person = SoughtReferral['sought'];
const ways: Record<string, (person: Person) => SearchQuery> = {
  'beginnings of both names': ({ name }) => ({
    family: name.family.slice(0, 4),
    given: name.given.slice(0, 3),
  }),
  'the family name and the birth date': ({ name, birthDate }) => ({
    family: name.family.slice(0, 3),
    birthDate,
  }),
  'both names in each other’s place': ({ name }) => ({ family: name.given, given: name.family }),
  'names without their accents': ({ name }) => ({
    family: bare(name.family),
    given: bare(name.given),
  }),
  'names in capitals, of one family name': ({ name }) => ({
    family: firstOf(name.family).toUpperCase(),
    given: firstOf(name.given).toUpperCase(),
  }),
  'a family name with a slip': ({ name }) => ({
    family: slipped(bare(firstOf(name.family))),
    given: firstOf(name.given),
  }),
  'a given name with a slip': ({ name }) => ({
    family: name.family,
    given: firstOf(name.given).length > 4 ? slipped(firstOf(name.given)) : firstOf(name.given),
  }),
  'another form of the given name': ({ name }) => ({
    family: name.family,
    given: nick(firstOf(name.given)),
  }),
  'the birth date alone': ({ birthDate }) => ({ birthDate }),
  'the member id': ({ memberIds }) => ({ memberId: memberIds[0]?.toLowerCase().replace('-', ' ') }),
  'the telephone': ({ phone }) => ({ phone: phone?.replace(/^\+1(\d{3})(\d{3})/, '($1) $2-') }),
};

describe('of two thousand patients', () => {
  it.each(Object.entries(ways))(
    'by %s, at least 98 of 100 are among twenty',
    async (_, way) => {
      const tried = people.filter((__, number) => number % 5 === 0);
      let found = 0;
      for (const { referralId, sought } of tried) {
        const { items } = await search(way(sought));
        expect(items.length).toBeLessThanOrEqual(20);
        if (items.some(({ referrals }) => referrals.some((one) => one.referralId === referralId)))
          found += 1;
      }
      expect(found / tried.length).toBeGreaterThanOrEqual(0.98);
    },
    120_000,
  );

  it('a practice finds its own, and never another’s', async () => {
    const own = aCaller('referrer', { practice: npi[0] });
    let seen = 0;
    for (const { sought, practiceNpi } of people.slice(0, 100)) {
      const { items } = await search({ birthDate: sought.birthDate }, own);
      const owners = items.flatMap(({ referrals }) => referrals.map((one) => one.practiceNpi));
      expect(new Set(owners).size <= 1 && owners.every((one) => one === npi[0])).toBe(true);
      if (practiceNpi === npi[0]) seen += owners.length > 0 ? 1 : 0;
    }
    expect(seen).toBe(50);
  });

  it('none is found by what does not fit in one thing', async () => {
    const [one, other] = people.map(({ sought }) => sought) as [Person, Person];
    const { family } = one.name;
    expect((await search({ family, birthDate: other.birthDate })).items).toEqual([]);
    expect((await search({ family, memberId: other.memberIds[0] })).items).toEqual([]);
    expect((await search({ family, phone: other.phone })).items).toEqual([]);
  });
});

describe('a search', () => {
  it('puts everybody who is shown on record', async () => {
    noted.length = 0;
    const { items } = await search({ memberId: 'MEM-17' });
    expect(noted).toEqual([`search ${items[0]?.referrals[0]?.referralId}`]);
  });

  it('wants three letters, or something that is the patient’s alone', async () => {
    await expect(search({ family: 'Al', given: 'B' })).rejects.toMatchObject({
      code: 'search-too-wide',
    });
    await expect(search({})).rejects.toMatchObject({ status: 422 });
    await expect(search({ family: 'Al', birthDate: '1961-07-13' })).resolves.toBeDefined();
  });

  it.each([
    [{ family: 'Gar', phone: '555-0142' }, ['/phone']],
    [{ birthDate: '1961-07-13', family: '—' }, ['/family']],
    [{ family: 'Garcia', given: '.', memberId: '--' }, ['/given', '/memberId']],
  ])('passes over nothing that is said: %j', async (query, pointers) => {
    await expect(search(query)).rejects.toMatchObject({
      status: 422,
      code: 'search-not-understood',
      errors: pointers.map((pointer) => ({ pointer })),
    });
  });

  it('tells no scheduler whose birth date or member id something is', async () => {
    const scheduler = aCaller('scheduler');
    await expect(search({ birthDate: '1961-07-13' }, scheduler)).rejects.toMatchObject({
      status: 403,
    });
    await expect(search({ memberId: 'MEM-17' }, scheduler)).rejects.toMatchObject({ status: 403 });
    const { items } = await search({ phone: people[3]?.sought.phone }, scheduler);
    expect(Object.keys(items[0] ?? {}).sort()).toEqual(['family', 'given', 'referrals']);
  });

  it('says when there may be others', async () => {
    expect((await search({ family: 'Gar' })).more).toBe(true);
    expect((await search({ memberId: 'MEM-17' })).more).toBe(false);
  });
});
