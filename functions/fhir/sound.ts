import * as z from 'zod';

type Judge = (value: unknown) => boolean;

/** The most that a text or a list may hold, where that is all that is asked of it. */
const mostOf = ({ def }: z.ZodString | z.ZodArray): number => {
  let most = Number.POSITIVE_INFINITY;
  for (const check of def.checks ?? []) {
    const { check: kind, maximum } = check._zod.def as { check: string; maximum?: number };
    if (kind !== 'max_length' || maximum === undefined)
      throw new Error(`no judge knows the check ${kind}`);
    most = Math.min(most, maximum);
  }
  return most;
};

const ofObject = (schema: z.ZodObject): Judge => {
  const { catchall, checks = [] } = schema.def;
  if (!(catchall instanceof z.ZodUnknown)) throw new Error('some elements are left out');
  if (checks.length > 0) throw new Error('the object is judged as a whole');
  const fields = new Map(
    Object.entries(schema.shape).map(([name, field]) => {
      if (!(field instanceof z.ZodOptional)) throw new Error(`${name} must be there`);
      return [name, judgeOf(field)] as const;
    }),
  );
  // The one name that the schema takes out of what it lets through.
  fields.set('__proto__', () => false);
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    for (const name of Object.keys(value)) {
      const judge = fields.get(name);
      if (judge && !judge((value as Readonly<Record<string, unknown>>)[name])) return false;
    }
    return true;
  };
};

/**
 * Tells whether a value is all that a schema of FHIR elements asks for, in which case reading it by the
 * schema gives an equal value. Only what is there is looked at, and nothing is copied: charts hold
 * hundreds of resources, and most of their elements are left out. What a value lacks, the schema tells.
 *
 * @throws where the schema may change a value, asks for an element, or has a check that is not known here
 */
export const judgeOf = (schema: z.core.$ZodType): Judge => {
  if (schema instanceof z.ZodOptional) {
    const judge = judgeOf(schema.unwrap());
    return (value) => value === undefined || judge(value);
  }
  if (schema instanceof z.ZodString) {
    const most = mostOf(schema);
    return (value) => typeof value === 'string' && value.length <= most;
  }
  if (schema instanceof z.ZodArray) {
    const most = mostOf(schema);
    const judge = judgeOf(schema.element);
    return (value) => {
      if (!Array.isArray(value) || value.length > most) return false;
      // Not `every`, which passes over what is not there.
      for (const one of value) if (!judge(one)) return false;
      return true;
    };
  }
  if (schema instanceof z.ZodObject) return ofObject(schema);
  if (schema instanceof z.ZodBoolean) return (value) => typeof value === 'boolean';
  if (schema instanceof z.ZodNumber)
    return (value) => {
      const { success, data } = schema.safeParse(value);
      // One that is made of a text is not what was sent.
      return success && data === value;
    };
  if (schema instanceof z.ZodUnknown) return () => true;
  throw new Error('no judge knows this schema');
};
