import { conceptWords } from '../../fhir/elements.ts';
import { shortened } from '../../fhir/values.ts';
import { attachedForm } from '../account.ts';
import { mayBeLookedFor, unnamedCode } from '../facts/looked-for.ts';
import { isMatter } from '../facts/what-matters.ts';
import type { Observation } from '../referral.ts';
import type { BundleReading } from './bundle.ts';
import { codeOf, saidBy } from './observed.ts';
import { resultDay } from './taken-on.ts';

/**
 * What a report concludes of a test that rules look at. One that only holds results says nothing of
 * its own, but a report that is not final makes none of them final.
 */
export const reportResults = (reading: BundleReading): Observation[] =>
  reading.all('DiagnosticReport').flatMap(({ at, resource }) => {
    const { status = 'unknown', conclusion, conclusionCode, result = [] } = resource;
    const isForm = !conclusion && !conclusionCode?.length && !!resource.presentedForm?.length;
    const words = conceptWords(resource.code)[0];
    const coded = codeOf(resource);
    const isTold = mayBeLookedFor([words, conclusion].join(' '));
    const named =
      coded && isMatter(coded.code)
        ? coded
        : isTold
          ? {
              code: coded?.code ?? unnamedCode,
              ...(words ? { text: shortened(words, 200) } : {}),
            }
          : undefined;
    if (status === 'entered-in-error') {
      reading.leave(at, 'was entered in error');
      return [];
    }
    if (!named) {
      reading.pass(
        at,
        isForm && result.length === 0 ? attachedForm : 'no rule looks at this report',
      );
      return [];
    }
    const said = saidBy({
      valueString: conclusion,
      valueCodeableConcept: conclusionCode && {
        coding: conclusionCode.flatMap(({ coding = [], text }) => [
          ...coding,
          ...(text ? [{ display: text }] : []),
        ]),
      },
    });
    if (Object.keys(said).length === 0 && result.length > 0) {
      reading.pass(at, 'its values are in the results');
      return [];
    }
    const untold = reading.ownerOf({ resource }) === 'untold';
    if (untold) reading.doubt(at, 'does not say whose it is');
    else if (isForm) reading.doubt(at, attachedForm);
    else reading.use(at, 'results');
    return [
      {
        ...named,
        ...(isForm ? { value: { coded: 'see the attached form' } } : said),
        ...resultDay(resource),
        ...(status === 'final' ? {} : { status: status.slice(0, 20) }),
        ...(untold ? { untied: true } : {}),
        from: at,
      },
    ];
  });

/** A report or panel of these is no result yet, or none any more: nor is what it gathers. */
const awaited = ['registered', 'partial', 'preliminary'];
const takenBack = ['cancelled', 'entered-in-error'];

/**
 * Results that a report or a panel gathers which is not final or was taken back, by the places of the
 * results, with the status that they have by it.
 */
export const gatheredUnfinished = (reading: BundleReading): ReadonlyMap<string, string> => {
  const gathered = [
    ...reading.all('DiagnosticReport').map(({ resource: { status = '', result } }) => ({
      status,
      members: result ?? [],
    })),
    ...reading.all('Observation').map(({ resource: { status = '', hasMember } }) => ({
      status,
      members: hasMember ?? [],
    })),
  ];
  return new Map(
    gathered.flatMap(({ status, members }) => {
      const now = takenBack.includes(status) ? 'cancelled' : status;
      if (now !== 'cancelled' && !awaited.includes(status)) return [];
      return members.flatMap((one) => {
        const place = reading.get('Observation', one)?.at;
        return place ? [[place, now] as const] : [];
      });
    }),
  );
};
