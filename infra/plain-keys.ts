/**
 * The SDK's schema files write `{ [_hQ]: _PS }` where `_hQ` is a constant string. A bundler must
 * assume that a computed key can run code, and so keeps the schema of every operation of SES and
 * S3, fifty kilobytes, for the one that is called. With the keys written out it drops them.
 */
export const withPlainKeys = (source: string): string => {
  const constants = new Map(
    Array.from(source.matchAll(/^const (\w+) = ("[^"]*");$/gm), ([, name, text]) => [name, text]),
  );
  return source.replaceAll(/\[(_\w+)\]:/g, (key, name) => {
    const text = constants.get(name);
    return text ? `${text}:` : key;
  });
};
