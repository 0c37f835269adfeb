import { orderFieldId } from './order-field.tsx';

/** Something that an order lacks, or that is asked about: what it is, and what answers it. */
export type Gap = {
  key: string;
  text: string;
  fix: string;
  kind: 'missing' | 'block' | 'warn';
  field?: string | undefined;
};

const kindWords = { missing: 'Wanted', block: 'Stops it', warn: 'To know' } as const;
const kindTags = { missing: 'tag ask', block: 'tag missing', warn: 'tag' } as const;

/** What is wanted still, always beside the form: each leads to the field that answers it. */
export const StillWanted = ({
  gaps,
  asked,
  unread,
}: {
  gaps: readonly Gap[];
  asked: boolean;
  /** It cannot be read as an order yet, so that nothing more is known of it. */
  unread: boolean;
}) => {
  const open = gaps.filter(({ kind }) => kind !== 'warn').length;
  return (
    <section className="wanted" aria-labelledby="wanted">
      <h2 id="wanted">Still wanted ({open})</h2>
      {!asked && <p className="none">Choose a therapy: what it needs is listed here then.</p>}
      {asked && gaps.length === 0 && <p>Nothing. It can be sent.</p>}
      {unread && <p className="meta">Once these are there, the rest of the order is checked.</p>}
      <ul>
        {gaps.map(({ key, text, fix, kind, field }) => (
          <li key={key}>
            <span className={kindTags[kind]}>{kindWords[kind]}</span>
            {field && document.getElementById(orderFieldId(field)) ? (
              <a
                href={`#${orderFieldId(field)}`}
                onClick={(event) => {
                  event.preventDefault();
                  document.getElementById(orderFieldId(field))?.focus();
                }}
              >
                {text}
              </a>
            ) : (
              text
            )}
            <span className="under">{fix}</span>
          </li>
        ))}
      </ul>
    </section>
  );
};
