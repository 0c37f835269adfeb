/**
 * Takes the place of the SDK's readers of times in the bundles. `Date` reads the same three forms;
 * what is in none of them is refused as the SDK refuses it.
 */
const read =
  (form: RegExp) =>
  (value?: string | null): Date | undefined => {
    if (value === undefined || value === null) return undefined;
    const date = new Date(value);
    if (!form.test(value) || Number.isNaN(date.getTime()))
      throw new TypeError('Invalid date-time value');
    return date;
  };

/** RFC 3339, section 5.6, in UTC. */
export const parseRfc3339DateTime = read(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/i);

/** RFC 3339, section 5.6. */
export const parseRfc3339DateTimeWithOffset = read(
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[-+]\d\d:\d\d)$/i,
);

/** RFC 7231, section 7.1.1.1: the form that is sent today; servers have left the older two. */
export const parseRfc7231DateTime = read(
  /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d(\.\d+)? GMT$/,
);

/** Seconds since 1970. */
export const parseEpochTimestamp = (value?: number | string | null): Date | undefined => {
  if (value === undefined || value === null) return undefined;
  const seconds = Number(value);
  if (!Number.isFinite(seconds)) throw new TypeError('Invalid epoch timestamp');
  return new Date(Math.round(seconds * 1000));
};

/** As HTTP writes a time. */
export const dateToUtcString = (date: Date): string => date.toUTCString();
