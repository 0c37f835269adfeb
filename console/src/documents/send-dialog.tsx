import { useRef, useState } from 'react';
import { tellProblem } from '../api/problem.ts';
import { queries } from '../api/queries.ts';
import { Dialog } from '../parts/dialog.tsx';
import { KeyCap } from '../parts/keys.tsx';
import { announce } from '../shell/announce.ts';
import type { AskedItem } from './asked.ts';
import { isSentType, kindCalled, sentTypes, sizeWords, usualKinds } from './kinds.ts';
import { type ChosenFile, sendTogether } from './send.ts';

type Props = {
  referralId: string;
  /** What a payer waits for: what a file is, somebody says, where its name does not. */
  items: readonly AskedItem[];
  onClose: (sent: boolean) => void;
};

const titleOf = ({ name }: File): string => name.replace(/\.\w{1,5}$/, '').slice(0, 200);

const kindChoices = (items: readonly AskedItem[]) => {
  const asked = items.flatMap(({ kind, says }) => (kind ? [[kind, says] as const] : []));
  const own = new Set(asked.map(([kind]) => kind));
  return { asked, usual: usualKinds.filter(([kind]) => !own.has(kind)) };
};

/** Several files, each with what it is, sent as one answer. */
export const SendDialog = ({ referralId, items, onClose }: Props) => {
  const [chosen, setChosen] = useState<readonly ChosenFile[]>([]);
  const [failed, setFailed] = useState('');
  const [sending, setSending] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const { asked, usual } = kindChoices(items);

  const take = (files: readonly File[]) => {
    const fit = files.filter(({ type, size }) => isSentType(type) && size > 0);
    const kinds = [...asked, ...usual].map(([kind]) => kind);
    setFailed(
      fit.length === files.length
        ? ''
        : 'Only PDF, TIFF, JPEG and PNG files with something in them can be sent; the others were left out.',
    );
    setChosen([
      ...chosen,
      ...fit.map((file) => ({
        key: crypto.randomUUID(),
        file,
        contentType: file.type as ChosenFile['contentType'],
        title: titleOf(file),
        type: kindCalled(titleOf(file), kinds),
      })),
    ]);
  };
  const change = (key: string, next: Partial<ChosenFile>) =>
    setChosen((all) =>
      // What it is called is announced with it: another name is another announcement.
      all.map((one) =>
        one.key === key
          ? { ...one, ...next, ...('uploadId' in next ? {} : { key: crypto.randomUUID() }) }
          : one,
      ),
    );
  const send = async () => {
    if (sending) return;
    if (chosen.length === 0) {
      setFailed('Choose a file first.');
      picker.current?.focus();
      return;
    }
    if (chosen.some(({ title }) => !title.trim())) {
      setFailed('Each document needs a name.');
      return;
    }
    setSending(true);
    setFailed('');
    try {
      await sendTogether(referralId, chosen, (key, uploadId) => change(key, { uploadId }));
      announce(
        chosen.length === 1 ? 'The document is there.' : `${chosen.length} documents are there.`,
      );
      await queries.invalidateQueries({ queryKey: ['documents', referralId] });
      onClose(true);
    } catch (error) {
      setFailed(tellProblem(error));
      setSending(false);
    }
  };
  return (
    <Dialog title="Send documents" wide onClose={() => onClose(false)}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            void send();
          }
        }}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          take([...event.dataTransfer.files]);
        }}
      >
        {failed && (
          <p className="notice bad" role="alert">
            {failed}
          </p>
        )}
        <label className="field drop">
          Files: PDF, TIFF, JPEG or PNG, chosen here or dropped on this page
          <input
            ref={picker}
            type="file"
            multiple
            accept={sentTypes.join()}
            data-begin
            onChange={({ target }) => {
              take([...(target.files ?? [])]);
              target.value = '';
            }}
          />
        </label>
        <ol className="chosen-files">
          {chosen.map(({ key, file, title, type, uploadId }) => (
            <li key={file.name + file.size}>
              <div className="pair">
                <label className="field">
                  Name
                  <input
                    value={title}
                    maxLength={200}
                    disabled={uploadId !== undefined}
                    onChange={({ target }) => change(key, { title: target.value })}
                  />
                </label>
                <label className="field">
                  What it is
                  <select
                    value={type}
                    disabled={uploadId !== undefined}
                    onChange={({ target }) => change(key, { type: target.value })}
                  >
                    <option value="">Not said</option>
                    {asked.length > 0 && (
                      <optgroup label="Asked for">
                        {asked.map(([kind, words]) => (
                          <option key={kind} value={kind}>
                            {words}
                          </option>
                        ))}
                      </optgroup>
                    )}
                    <optgroup label="Others">
                      {usual.map(([kind, words]) => (
                        <option key={kind} value={kind}>
                          {words}
                        </option>
                      ))}
                    </optgroup>
                  </select>
                </label>
              </div>
              <p className="meta">
                {file.name}, {sizeWords(file.size)}
                {uploadId && ' - sent'}
                <button
                  type="button"
                  className="quiet"
                  onClick={() => {
                    picker.current?.focus();
                    setChosen(chosen.filter((one) => one.key !== key));
                  }}
                >
                  Leave out {title}
                </button>
              </p>
            </li>
          ))}
        </ol>
        <div className="buttons">
          <button type="submit" className="first">
            {sending
              ? 'Sending …'
              : chosen.length > 1
                ? `Send ${chosen.length} as one answer`
                : 'Send'}{' '}
            <KeyCap of="Ctrl ↵" />
          </button>
        </div>
      </form>
    </Dialog>
  );
};
