import type { ReactNode } from 'react';
import type { SheetShown } from '../api/queries.ts';
import type { FieldChoice } from '../parts/form-field.tsx';
import { dateWords, withDates } from '../parts/when.ts';
import { plainWords } from '../parts/words.ts';
import {
  amountWords,
  deviceNames,
  identityNames,
  partialNames,
  placeNames,
  questionNames,
  reactionWords,
  timeAt,
  wasteNames,
} from './visit-words.ts';

type Props = { sheet: SheetShown };

const Block = ({
  id,
  title,
  alarm = false,
  children,
}: {
  id: string;
  title: string;
  /** What may do harm when it is overlooked. */
  alarm?: boolean;
  children: ReactNode;
}) => (
  <section aria-labelledby={id} className={alarm ? 'block alarm' : 'block'}>
    <h2 id={id}>{title}</h2>
    {children}
  </section>
);

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

const Who = ({ sheet: { patient } }: Props) => (
  <Block id="who" title="Who it is">
    <p className="large">
      <strong>{patient.name}</strong>
    </p>
    <dl className="facts">
      {patient.birthDate && <Fact name="Born">{dateWords(patient.birthDate)}</Fact>}
      {patient.sex && <Fact name="Sex">{plainWords(patient.sex)}</Fact>}
      {patient.language && patient.language !== 'en' && (
        <Fact name="Language">
          {patient.language}
          {patient.interpreter && ', with an interpreter'}
        </Fact>
      )}
      {patient.phone && (
        <Fact name="Telephone">
          <a href={`tel:${patient.phone}`}>{patient.phone}</a>
        </Fact>
      )}
    </dl>
  </Block>
);

const Allergies = ({ sheet: { patient } }: Props) => {
  const { allergies } = patient;
  const told = allergies === 'none-known' ? [] : (allergies ?? []);
  return (
    <Block id="allergies" title="Allergies" alarm={told.length > 0}>
      {allergies === undefined && <p>Nobody has said. Ask before the drug is given.</p>}
      {allergies === 'none-known' && <p>None is known.</p>}
      <ul>
        {told.map(({ substance, reaction }) => (
          <li key={substance}>
            <strong>{substance}</strong>
            {reaction && `: ${reaction}`}
          </li>
        ))}
      </ul>
    </Block>
  );
};

const Given = ({ sheet: { order, weightMeasured, therapy } }: Props) => (
  <Block id="given" title="What is given">
    {therapy?.firstDose && <p className="tag ask">First dose</p>}
    {order?.drugs.map((drug) => (
      <div key={drug.drug} className="drug">
        <p className="large">
          <strong>{drug.drug}</strong>
          {drug.amount && `, ${amountWords(drug.amount)}`}
        </p>
        <p className="meta">
          {[
            drug.dose && `ordered ${drug.dose}`,
            drug.route,
            drug.minutes && `over ${drug.minutes} minutes`,
            drug.atLeastMinutes && `no shorter than ${drug.atLeastMinutes}`,
            drug.fastest &&
              `no faster than ${drug.fastest.rate} ${drug.fastest.measure} a minute${drug.fastest.perKilogram ? ' for each kg' : ''}`,
          ]
            .filter(Boolean)
            .join(', ')}
        </p>
      </div>
    ))}
    {!order && <p className="none">The order is not for you to see.</p>}
    <dl className="facts">
      {order?.weightOrdered && (
        <Fact name="Weight ordered">
          {order.weightOrdered.kilograms} kg, {dateWords(order.weightOrdered.on)}
        </Fact>
      )}
      {weightMeasured && (
        <Fact name="Weighed last">
          {weightMeasured.kilograms} kg, {dateWords(weightMeasured.on)}
        </Fact>
      )}
      {order && (
        <>
          <Fact name="Before it">
            {order.premedications.length > 0 ? order.premedications.join(', ') : 'Nothing ordered'}
          </Fact>
          <Fact name="Orders for a reaction">
            {order.reactionOrders ? 'There are' : 'There are none'}
          </Fact>
        </>
      )}
    </dl>
  </Block>
);

export const planWords = ({
  ratePercent,
  premedications,
  places,
  extraMinutes,
  through,
  note,
  ended,
}: NonNullable<SheetShown['plans']>[number]): string =>
  [
    note,
    ratePercent && `rate at ${ratePercent} %`,
    premedications && `before it also ${premedications.join(', ')}`,
    places && `only in: ${places.map((place) => plainWords(place).toLowerCase()).join(', ')}`,
    extraMinutes && `${extraMinutes} minutes longer`,
    through && `until ${dateWords(through)}`,
    ended && `ended by a clinician, not from ${dateWords(ended.from)} on: ${ended.reason}`,
  ]
    .filter(Boolean)
    .join('; ');

const Reactions = ({ sheet: { reactions = [], plans = [], plansEnded = [] } }: Props) => (
  <Block id="reactions" title="Reactions, and the plan" alarm={reactions.length + plans.length > 0}>
    {reactions.length === 0 && plans.length === 0 && <p className="none">None is on record.</p>}
    <ul>
      {plans.map((plan) => (
        <li key={plan.at}>
          <strong>Plan: </strong>
          {planWords(plan)}
        </li>
      ))}
      {plansEnded.map((plan) => (
        <li key={plan.at}>
          <strong>Ended plan, not to be followed: </strong>
          {planWords(plan)}
        </li>
      ))}
      {reactions.map((reaction) => {
        const words = reactionWords(reaction);
        return (
          <li key={words}>
            {withDates(words)}
            {reaction.note && <span className="under">{reaction.note}</span>}
          </li>
        );
      })}
    </ul>
  </Block>
);

const Access = ({ sheet: { access } }: Props) =>
  access ? (
    <Block id="access" title="Access">
      <dl className="facts">
        <Fact name="Line">{access.lineType ? plainWords(access.lineType) : 'None is known'}</Fact>
        <Fact name="Veins">
          {access.risk === 'unknown'
            ? 'Nobody has looked yet'
            : `${plainWords(access.risk)} risk of a hard stick`}
        </Fact>
        {access.keepOff.length > 0 && <Fact name="Keep off">{access.keepOff.join(', ')}</Fact>}
        {access.proposed.length > 0 && (
          <Fact name="Suits the course">{access.proposed.map(plainWords).join(', ')}</Fact>
        )}
        {access.last && (
          <Fact name="Last time">
            {dateWords(access.last.on)}: {access.last.device && plainWords(access.last.device)}
            {access.last.site && `, ${access.last.site.side} ${access.last.site.place}`},{' '}
            {access.last.attempts} {access.last.attempts === 1 ? 'stick' : 'sticks'}
            {access.last.worked === false && ', no access'}
            {access.last.helped && `, helped by ${access.last.helped.join(', ')}`}
          </Fact>
        )}
      </dl>
    </Block>
  ) : null;

type Entry = NonNullable<SheetShown['entries']>[number];

const vitalsWords = (vitals: NonNullable<Entry['vitals']>[number]): string =>
  [
    vitals.systolic && `${vitals.systolic}/${vitals.diastolic ?? '-'}`,
    vitals.pulse && `pulse ${vitals.pulse}`,
    vitals.temperature && `${vitals.temperature} °C`,
    vitals.oxygen && `oxygen ${vitals.oxygen} %`,
    vitals.breaths && `${vitals.breaths} breaths`,
  ]
    .filter(Boolean)
    .join(', ');

const wordsIn = (names: FieldChoice, value: string): string =>
  names.find(([name]) => name === value)?.[1] ?? plainWords(value);

const doseWords = ({ drug, dose }: { drug: string; dose?: string | undefined }): string =>
  [drug, dose].filter(Boolean).join(' ');

const accessWords = ({ device, attempts, worked, site }: NonNullable<Entry['access']>): string =>
  [
    device && wordsIn(deviceNames, device),
    site && `${site.side} ${wordsIn(placeNames, site.place).toLowerCase()}`,
    `${attempts} ${attempts === 1 ? 'stick' : 'sticks'}`,
    worked === false && 'no access',
  ]
    .filter(Boolean)
    .join(', ');

/** All that an entry says, in a line each: who looks at the visit next has it from here. */
export const entryLines = (entry: Entry): string[] => [
  ...(entry.corrects === undefined
    ? []
    : [`Says entry ${entry.corrects} right: ${entry.reason ?? 'no reason is given'}`]),
  ...(entry.identity
    ? [`Checked: ${entry.identity.map((one) => wordsIn(identityNames, one)).join(', ')}`]
    : []),
  ...Object.entries(entry.asked ?? {}).map(
    ([question, answer]) => `${wordsIn(questionNames, question)}: ${answer ? 'yes' : 'no'}`,
  ),
  ...(entry.vitals ?? []).map(vitalsWords),
  ...(entry.weightKg ? [`${entry.weightKg} kg`] : []),
  ...(entry.rates ?? []).map(({ mlPerHour }) => `${mlPerHour} mL an hour`),
  ...(entry.access ? [accessWords(entry.access)] : []),
  ...(entry.premedicationsGiven ?? []).map(doseWords),
  ...(entry.lots ?? []).map(
    ({ drug, lot, expiresOn }) =>
      `${drug ? `${drug}, lot` : 'lot'} ${lot}, expires ${dateWords(expiresOn)}`,
  ),
  ...(entry.wasted ?? []).map(
    ({ amount, reason }) =>
      `${amountWords(amount)} thrown away: ${wordsIn(wasteNames, reason).toLowerCase()}`,
  ),
  ...(entry.partial
    ? [`Not all was given: ${wordsIn(partialNames, entry.partial.reason).toLowerCase()}`]
    : []),
  ...(entry.reaction ? [reactionWords({ ...entry.reaction })] : []),
  ...(entry.reaction?.treatment ?? []).map((one) => `Given for it: ${doseWords(one)}`),
  ...(entry.reaction?.note ? [entry.reaction.note] : []),
  ...(entry.teachBack ?? []).map(
    ({ topic, understood }) =>
      `${plainWords(topic)}: ${understood ? 'understood' : 'not understood yet'}`,
  ),
  ...(entry.confirmed ?? []).map(
    ({ pointer, reason }) => `${plainWords(pointer.split('/').at(-1) ?? '')} is so: ${reason}`,
  ),
  ...(entry.said ? [entry.said] : []),
];

const entryNames: Readonly<Record<Entry['of'], string>> = {
  start: 'Start',
  completion: 'End',
  reaction: 'Reaction',
  later: 'Written down',
};

const Entries = ({ sheet: { entries = [], zone } }: Props) =>
  entries.length > 0 ? (
    <Block id="entries" title="This visit so far">
      <ol className="entries">
        {[...entries].reverse().map((entry) => (
          <li key={entry.number}>
            <time dateTime={entry.at}>{timeAt(entry.at, zone)}</time>
            <div>
              <strong>{entryNames[entry.of]}</strong>
              {entryLines(entry).map((line) => (
                <p key={line}>{line}</p>
              ))}
            </div>
          </li>
        ))}
      </ol>
    </Block>
  ) : null;

const Last = ({ sheet: { last, taught = [] } }: Props) =>
  last || taught.length > 0 ? (
    <Block id="last" title="The last visit">
      {last && (
        <p>
          Dose {last.dose}, {dateWords(last.on)}
          {last.infusionMinutes !== undefined && `, ${last.infusionMinutes} minutes`}
          {last.doseComplete === false && ', not all of it'}.
        </p>
      )}
      {last?.vitals?.map((vitals) => (
        <p key={JSON.stringify(vitals)} className="meta">
          {plainWords(vitals.step)}: {vitalsWords(vitals)}
        </p>
      ))}
      {last?.lots?.map(({ lot }) => (
        <p key={lot} className="meta">
          Lot {lot}
        </p>
      ))}
      {last?.said && <blockquote>{last.said}</blockquote>}
      <ul>
        {taught.map(({ topic, understood }) => (
          <li key={topic}>
            {plainWords(topic)}: {understood ? 'understood' : 'not understood yet'}
          </li>
        ))}
      </ul>
    </Block>
  ) : null;

const NotKnown = ({ sheet: { notKnown } }: Props) =>
  notKnown.length > 0 ? (
    <Block id="not-known" title="What nobody has said">
      <ul className="dotted">
        {notKnown.map(({ code, says }) => (
          <li key={code}>{says}</li>
        ))}
      </ul>
    </Block>
  ) : null;

/** The bedside sheet in the order in which a nurse reads it. */
export const Sheet = ({ sheet }: Props) => (
  <div className="sheet">
    <Entries sheet={sheet} />
    <Who sheet={sheet} />
    <Allergies sheet={sheet} />
    <Given sheet={sheet} />
    <Reactions sheet={sheet} />
    <Access sheet={sheet} />
    <Last sheet={sheet} />
    <NotKnown sheet={sheet} />
  </div>
);
