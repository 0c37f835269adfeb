import type { Vaccination } from '../clinical-claims.ts';
import { plain } from './result-words.ts';

/** What a vaccination is to a rule; one that no list knows may be live. */
export type VaccineKind = 'live' | 'not-live' | 'not-understood';

const list = (codes: string): ReadonlySet<string> => new Set(codes.split(' '));

/** CVX codes of the CDC, December 2025. */
const live = list(
  '02 03 04 05 06 07 105 111 116 119 121 122 125 143 149 151 169 174 178 179 182 183 184 19 204 21 214 25 317 325 330 333 37 38 503 54 55 56 74 75 80 82 94',
);
const notLive = list(
  '08 09 10 100 101 103 104 108 109 110 113 114 115 117 120 133 135 136 139 14 140 141 144 146 147 148 150 152 153 154 155 156 157 158 161 162 163 164 166 167 168 17 171 177 180 181 185 186 187 189 190 191 192 193 197 203 205 215 216 220 30 303 304 305 314 316 32 320 326 327 328 33 36 41 42 43 44 45 46 47 48 49 50 51 79 86 998 206 01 20 28 106 107 130 35 112 52 83 84 31 62 118 137 165 18 40 175 176 39 134 15 16 126 127 207 208 210 211 212 213 217 218 219 225 227 228 229 300 301',
);
const liveNamed =
  /\b(mmr|mmrv|measles|mumps|rubella|varicella|varivax|proquad|zostavax|flumist|laiv|live|rotavirus|rotarix|rotateq|yellow fever|typhoid oral|vivotif|bcg|smallpox|acam2000|dengue|dengvaxia|chikungunya|ixchiq|adenovirus|polio oral|opv|cholera|vaxchora)\b/;
const notLiveNamed =
  /\b(shingrix|fluzone|fluarix|flulaval|flucelvax|fluad|afluria|flublok|injectable|high[- ]dose|adjuvanted|comirnaty|spikevax|novavax|moderna|pfizer|typhim|havrix|vaqta|adacel|boostrix|capvaxive|vaxneuvance|mresvia|jynneos|zoster recombinant|recombinant|inactivated|conjugate|covid|sars-cov-2|mrna|tdap|dtap|td|tetanus|diphtheria|pertussis|pneumococcal|prevnar|pneumovax|pcv\d*|ppsv23|hepatitis a|hepatitis b|hep a|hep b|engerix|heplisav|twinrix|hpv|gardasil|meningococcal|menacwy|menb|menveo|menquadfi|bexsero|trumenba|penbraya|rsv|arexvy|abrysvo|ipv|rabies|hib)\b/;

const menAcwy = list('114 136 147 203 316 328');
const menB = list('162 163 164 316 328');
const menAcwyNamed = /menacwy|men acwy|menveo|menquadfi|menactra|acyw|penbraya|acwy/;
const menBNamed = /\bmen ?b\b|meningococcal b\b|bexsero|trumenba|penbraya/;

const codeOf = (cvx: string | undefined): string | undefined => cvx?.trim().padStart(2, '0');

const named = (name: string | undefined): string => plain(name ?? '');

const isNamedLive = (words: string): boolean => {
  const isDenied = /\b(not|non)[- ]live\b|\binactivated\b|recombinant/.test(words);
  return /(?<!\b(not|non)[- ])\blive\b/.test(words) || (!isDenied && liveNamed.test(words));
};

/** Whether a vaccine is live, by its code and its name; where they disagree, it may be. */
export const vaccineKind = ({ cvx, name }: Vaccination): VaccineKind => {
  const code = codeOf(cvx);
  const words = named(name);
  if ((code && live.has(code)) || isNamedLive(words)) return 'live';
  if (code && notLive.has(code)) return 'not-live';
  // A code of the CDC that is in no list is as good as its name: one that names no formulation, as of
  // zoster, influenza, typhoid, cholera, hepatitis A, polio and H1N1, or one that came later.
  if (code && !/^\d{2,3}$/.test(code)) return 'not-understood';
  return notLiveNamed.test(words) ? 'not-live' : 'not-understood';
};

/** The meningococcal groups that a vaccine protects from. */
export const protectsFrom = ({ cvx, name }: Vaccination): readonly ('ACWY' | 'B')[] => {
  const code = codeOf(cvx);
  const words = named(name);
  return [
    ...((code ? menAcwy.has(code) : menAcwyNamed.test(words)) ? (['ACWY'] as const) : []),
    ...((code ? menB.has(code) : menBNamed.test(words)) ? (['B'] as const) : []),
  ];
};
