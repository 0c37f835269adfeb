import { pointerPart } from './complaints.ts';
import { type Complaint, Refusal } from './errors.ts';
import { hasUnseen } from './text.ts';

/** Far beyond any referral; they bound the work of whatever reads the body after this. */
const deepest = 40;
const mostValues = 100_000;
const mostComplaints = 50;

const wrongWith = (words: string, checkWords: boolean): string | undefined => {
  if (!words.isWellFormed()) return 'must be whole characters of Unicode';
  if (checkWords && hasUnseen(words)) return 'must hold no control or invisible characters';
  return undefined;
};

/** What a program calls a field; another name could be words of somebody, and is not repeated. */
export const plainField = /^[a-z_][A-Za-z0-9_]{0,39}$/;

type Place = { at: string; around: string; depth: number; value: unknown; name?: string };

const wrongAt = ({ value, name, depth }: Place, checkWords: boolean): string | undefined => {
  if (depth > deepest) return `must be nested at most ${deepest} deep`;
  if (typeof value === 'number' && !Number.isFinite(value)) return 'must be a number in range';
  // The narrative of a FHIR resource is markup for a browser, which nobody here reads.
  if (typeof value === 'string') return wrongWith(value, checkWords && name !== 'div');
  return undefined;
};

const partsOf = ({ at, depth, value }: Place): Place[] => {
  if (Array.isArray(value))
    return value.map((part, index) => ({
      at: `${at}/${index}`,
      around: at,
      depth: depth + 1,
      value: part,
    }));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).map(([name, part]) => ({
    at: plainField.test(name) ? at + pointerPart(name) : at,
    around: at,
    depth: depth + 1,
    value: part,
    name,
  }));
};

const wrongName = ({ name }: Place): boolean =>
  name !== undefined && (name === '__proto__' || wrongWith(name, true) !== undefined);

/**
 * Everything in a body that no route takes: text that is not whole or that people cannot see,
 * numbers out of range, a name that stands for no field, too much of it, too deep.
 *
 * @param checkWords whether words are looked at; a payer's are kept as it signed them
 * @throws Refusal 413 for too many values, 422 with the place of each complaint.
 */
export const checkContents = (body: unknown, checkWords: boolean): void => {
  const errors: Complaint[] = [];
  const left: Place[] = [{ at: '', around: '', depth: 0, value: body }];
  for (let count = 0; left.length > 0; count += 1) {
    if (count > mostValues)
      throw new Refusal(413, 'body-too-large', `Send at most ${mostValues} values in one body.`, {
        errors: [{ pointer: '', detail: `must have at most ${mostValues} values` }],
      });
    const place = left.pop() as Place;
    const named = wrongName(place);
    const detail = named ? 'has a name that is not taken here' : wrongAt(place, checkWords);
    if (detail) errors.push({ pointer: named ? place.around : place.at, detail });
    else left.push(...partsOf(place).reverse());
    if (errors.length === mostComplaints) break;
  }
  if (errors.length > 0)
    throw new Refusal(422, 'invalid-body', 'The body is not as this route needs it.', { errors });
};
