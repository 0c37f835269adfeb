import { lambdaSettings } from '../local/lambda/lambda-settings.ts';
import { synthesizedAssembly } from './assembly.ts';
import { prices, storedMonths } from './price-table.ts';
import { formatTable, show } from './report.ts';
import { type Spent, sumOver } from './spent.ts';

export type BillLine = { what: string; quantity: number; unit: string; usd: number };

const memoryGigabytes = (): number => {
  const settings = lambdaSettings(synthesizedAssembly(), {
    gateway: 'http://127.0.0.1:1',
    invocationsAtOnce: 1,
  });
  return Math.max(...settings.map(({ memoryMegabytes }) => memoryMegabytes)) / 1024;
};

/** What AWS would ask for it in US dollars, messages left out. */
export const makeBill = (spent: Spent): BillLine[] => {
  const gigabyteSeconds = (sumOver(spent, 'billedMs') / 1000) * memoryGigabytes();
  const stored = (spent.storedBytes / 1e9) * storedMonths;
  const line = (
    what: string,
    quantity: number,
    unit: string,
    price: { usd: number },
  ): BillLine => ({
    what,
    quantity,
    unit,
    usd: quantity * price.usd,
  });
  return [
    line('state transitions', spent.allTransitions, '', prices.transition),
    line('Lambda requests', sumOver(spent, 'invocations'), '', prices.invocation),
    line('Lambda time', gigabyteSeconds, 'GB-s', prices.gigabyteSecond),
    line('HTTP requests', spent.httpRequests, '', prices.httpRequest),
    line('DynamoDB writes', sumOver(spent, 'write'), 'units', prices.writeUnit),
    line('DynamoDB reads', sumOver(spent, 'read'), 'units', prices.readUnit),
    line(
      `${(spent.storedBytes / 1000).toFixed(1)} KB stored ${storedMonths} months`,
      stored,
      'GB-months',
      prices.storedGigabyteMonth,
    ),
    line('events', spent.events, '', prices.event),
    line('key calls', spent.keyCalls, '', prices.keyCall),
    line('traces', spent.executions, '', prices.trace),
    line(
      `${(spent.logBytes / 1000).toFixed(1)} KB of logs`,
      spent.logBytes / 1e9,
      'GB',
      prices.logGigabyte,
    ),
  ];
};

export const addUp = (lines: readonly BillLine[]): number =>
  lines.reduce((sum, { usd }) => sum + usd, 0);

export const billTable = (what: string, lines: readonly BillLine[]): string =>
  formatTable(
    [what, 'quantity', 'US dollars'],
    [
      ...lines.map(({ what: name, quantity, unit, usd }) => [
        name,
        `${quantity < 0.01 ? quantity.toExponential(2) : quantity.toFixed(2)} ${unit}`.trim(),
        show(usd, 'usd'),
      ]),
      ['total without messages', '', show(addUp(lines), 'usd')],
    ],
  );

/** What each function used, those that write most first. */
export const functionTable = ({ functions, operations }: Spent): string =>
  formatTable(
    ['function', 'invocations', 'billed ms', 'write units', 'read units', 'calls', 'of them'],
    Object.entries(functions)
      .filter(([, { invocations }]) => invocations > 0)
      .sort(([, a], [, b]) => b.calls - a.calls || b.write - a.write)
      .map(([name, { invocations, billedMs, write, read, calls }]) => [
        name,
        ...[invocations, billedMs, write, read, calls].map((value) => value.toFixed(1)),
        Object.entries(operations[name] ?? {})
          .filter(([, count]) => count > 0)
          .map(([operation, count]) => `${count.toFixed(1)} ${operation}`)
          .join(', '),
      ]),
  );
