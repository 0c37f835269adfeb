/** A bar of a chart: whose it is, and the parts it is made of, in the order of the legend. */
export type Bar = { key: string; parts: readonly (number | null)[]; counted: number | null };

/** How long a part is, of a hundred; what is not shown has no length. */
const placed = (parts: readonly (number | null)[], longest: number) => {
  let from = 0;
  return parts.map((part, index) => {
    const width = longest > 0 ? ((part ?? 0) / longest) * 100 : 0;
    const at = from;
    from += width;
    return { index, at, width };
  });
};

/**
 * Bars beside each other, each in as many parts as there are columns. It repeats what the table says, for
 * whoever sees; whoever does not has its name and the table.
 */
export const Bars = ({
  says,
  bars,
  legend,
}: {
  says: string;
  bars: readonly Bar[];
  legend: readonly string[];
}) => {
  const longest = Math.max(
    0,
    ...bars.map(({ parts, counted }) =>
      Math.max(
        counted ?? 0,
        parts.reduce<number>((sum, part) => sum + (part ?? 0), 0),
      ),
    ),
  );
  return (
    <figure className="bars">
      <div role="img" aria-label={`${says} The table has the same figures.`}>
        {bars.map(({ key, parts, counted }) => (
          <div className="span-row" key={key}>
            <span>{key}</span>
            <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
              <rect className="ground" width="100" height="10" />
              {placed(parts, longest).map(({ index, at, width }) => (
                <rect
                  key={index}
                  className={`part-${index % 5}`}
                  x={at}
                  width={width}
                  height="10"
                />
              ))}
            </svg>
            <span className="amount">{counted ?? 'not shown'}</span>
          </div>
        ))}
      </div>
      {legend.length > 1 && (
        <figcaption>
          <ul>
            {legend.map((words, index) => (
              <li key={words}>
                <svg viewBox="0 0 10 10" aria-hidden="true">
                  <rect className={`part-${index % 5}`} width="10" height="10" />
                </svg>
                {words}
              </li>
            ))}
          </ul>
        </figcaption>
      )}
    </figure>
  );
};
