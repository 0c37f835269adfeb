import type { Medicine } from '../clinical-claims.ts';
import { plain } from './result-words.ts';

const stopped =
  /\b(stopped|discontinu\w*|d\/c'?e?d?|dc'?ed|no longer (on|taking|takes|uses?)|not (currently )?(taking|on)|does not take|quit|ceased|weaned off|tapered off|came off|off since|never (took|started|filled)|suspendid[oa]|ya no toma|dejo de)\b/;
const goesOn =
  /\b(still (on|taking|takes|uses?)|(?<!not )currently (on|taking|takes|using)|(?<!dis)continu(es|ing|ed) (on|to take|taking)|ongoing|restarted|resumed|(?<!not |not currently |no longer |stopped |quit )taking)\b/;

/**
 * Whether a medicine is taken, by its state and its words together: words against the state make it
 * one of which nobody knows, and it counts against a therapy until somebody says.
 */
export const stateInWords = ({
  state,
  name,
  said = [],
  reason = '',
}: Pick<Medicine, 'state' | 'name' | 'said' | 'reason'>): Medicine['state'] => {
  const words = plain([name, ...said, reason].join('. '));
  const [ends, goes] = [stopped.test(words), goesOn.test(words)];
  if (state === 'unknown') return ends && !goes ? 'ended' : 'unknown';
  const isOver = state === 'ended' || state === 'not-taken';
  if (isOver) return goes ? 'unknown' : state;
  return ends ? 'unknown' : state;
};

const takes =
  /\b(on|takes?|taking|start(s|ed|ing)|restarted|receiv(es|ing)|us(es|ing)|continues|injects|toma|maintained|controlled|bridged with)\b/;
/** Words after which a drug is none that is taken. */
const notTaken =
  /\b(not|no longer|never|off|avoid|stop(ped)?|discontinu\w*|d\/c'?d|failed|fail(ure|s) (of|to|on)|prior|previous\w*|past|history of|h\/o|hx of|allerg\w*|anaphyla\w*|reacted|reaction|intoleran\w*|contraindicat\w*|denies|consider(ing)?|if|instead of|alternative|declined|refused|mother|father|brother|sister|family|husband|wife)\b/;

/** The parts of remarks that say of a drug that it is taken now; `isDrug` knows the drugs. */
export const saidToBeTaken = (
  remarks: readonly string[],
  isDrug: (words: string) => boolean,
): string[] =>
  remarks.flatMap((remark) =>
    plain(remark)
      .split(/[.;](?=\s|$)/)
      .flatMap((sentence) => {
        const clauses = sentence.split(/, | and | but | then /);
        return clauses.filter((clause, index) => {
          if (!takes.test(clause) || notTaken.test(clause) || !isDrug(clause)) return false;
          const next = clauses[index + 1] ?? '';
          return !stopped.test(next) || isDrug(next);
        });
      })
      .map((clause) => clause.trim()),
  );
