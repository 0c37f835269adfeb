import { announce } from '../shell/announce.ts';
import { useCommands } from '../shell/commands.ts';
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

/** Whether nothing stands in it: what was just typed may be on the list until it is checked. */
const isEmpty = (field: HTMLElement): boolean => {
  if (field instanceof HTMLInputElement && field.type === 'checkbox') return !field.checked;
  return 'value' in field && !String(field.value).trim();
};

/** To the next field that is wanted and empty, in the order of the form; after the last, to the first. */
const goToNext = (gaps: readonly Gap[], asked: boolean) => {
  const wanted = asked ? gaps : [{ field: 'therapy', kind: 'missing' as const }];
  const fields = wanted
    .flatMap(({ field, kind }) => {
      const at = field && kind !== 'warn' ? document.getElementById(orderFieldId(field)) : null;
      return at ? [at] : [];
    })
    .toSorted((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
  const empty = fields.filter(isEmpty);
  // Once none is empty, those that are not as they have to be.
  const open = empty.length > 0 ? empty : fields;
  const from = document.activeElement;
  const next = open.find(
    (field) => from && from.compareDocumentPosition(field) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  const to = next ?? open[0];
  if (to) to.focus();
  else announce('No field is wanted any more.');
};

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
  useCommands([
    {
      id: 'next-wanted',
      keys: 'Ctrl+ArrowDown',
      words: 'To the next field that is still wanted',
      group: 'Order',
      run: () => goToNext(gaps, asked),
    },
  ]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and not all of what it lists is a link (WCAG 2.1.1).
    <section className="wanted" aria-labelledby="wanted" tabIndex={0}>
      <h2 id="wanted">Still wanted ({open})</h2>
      <p className="hint">Ctrl and arrow down goes to the next of them.</p>
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
