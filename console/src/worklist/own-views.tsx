import { useState } from 'react';
import { Link } from 'wouter';
import { askApi } from '../api/call.ts';
import { Problem, tellProblem } from '../api/problem.ts';
import {
  type ListFilters,
  type PreferencesShown,
  queries,
  usePreferences,
} from '../api/queries.ts';
import { Dialog } from '../parts/dialog.tsx';
import { FormField } from '../parts/form-field.tsx';
import { announce } from '../shell/announce.ts';

export type OwnView = PreferencesShown['views'][number];

const kept = ['team', 'assignee', 'reason', 'payer', 'status'] as const;

/** Of a list, what a view of it keeps. */
export const viewOf = (title: string, filters: ListFilters): OwnView => ({
  title,
  filters: Object.fromEntries(
    kept.flatMap((name) => (filters[name] ? [[name, filters[name]]] : [])),
  ),
});

/** The address of a view, to be sent to a colleague: what it shows, and nobody's name. */
export const addressOfView = ({ filters }: OwnView): string =>
  `/holds?${new URLSearchParams(
    kept.flatMap((name) => {
      const value = filters[name];
      return value === undefined ? [] : [[name, value] as [string, string]];
    }),
  )}`;

/** The lists that somebody keeps, and how they are kept: from what was seen, and again from what stands. */
export const useOwnViews = () => {
  const found = usePreferences();
  const views = found.data?.preferences.views ?? [];
  const keep = async (change: (views: readonly OwnView[]) => OwnView[], attempt = 0) => {
    const { preferences, etag } = (await found.refetch()).data ?? {};
    if (!preferences) throw new Error('not read');
    try {
      await askApi('PUT /me/preferences', {
        body: { ...preferences, views: change(preferences.views) },
        ifMatch: etag,
      });
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'preferences-changed' || attempt > 2)
        throw error;
      await keep(change, attempt + 1);
    }
    await queries.invalidateQueries({ queryKey: ['me'] });
  };
  return { views, keep };
};

type Props = {
  filters: ListFilters;
  views: readonly OwnView[];
  keep: ReturnType<typeof useOwnViews>['keep'];
  onClose: () => void;
};

/** Keeps the list as it is narrowed now, and takes lists away that were kept. */
export const KeepViewDialog = ({ filters, views, keep, onClose }: Props) => {
  const [title, setTitle] = useState('');
  const [fault, setFault] = useState('');
  const doing = async (says: string, change: Parameters<Props['keep']>[0], done?: () => void) => {
    try {
      await keep(change);
      announce(says);
      done?.();
    } catch (error) {
      setFault(tellProblem(error));
    }
  };
  return (
    <Dialog title="Lists that you keep" onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const called = title.trim();
          if (!called) return setFault('Say what the list is called.');
          const view = viewOf(called, filters);
          const change = (all: readonly OwnView[]) => [
            ...all.filter((one) => one.title !== called),
            view,
          ];
          return void doing(`The list “${called}” is kept.`, change, onClose);
        }}
      >
        <FormField
          id="view-title"
          label="Keep this list as"
          hint="No patient’s name: it is shown wherever the list is."
          fault={fault || undefined}
          begin
          control={{ value: title, onChange: ({ target }) => setTitle(target.value) }}
        />
        <div className="buttons">
          <button type="submit" className="first">
            Keep it
          </button>
        </div>
      </form>
      {views.length > 0 && (
        <ul className="rows">
          {views.map((view) => (
            <li key={view.title}>
              <Link href={addressOfView(view)} onClick={onClose}>
                {view.title}
              </Link>{' '}
              <button
                type="button"
                className="quiet"
                onClick={({ currentTarget }) => {
                  currentTarget
                    .closest('dialog')
                    ?.querySelector<HTMLElement>('#view-title')
                    ?.focus();
                  void doing(`The list “${view.title}” is kept no more.`, (all) =>
                    all.filter((one) => one.title !== view.title),
                  );
                }}
              >
                Remove <span className="unseen">{view.title}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
};
