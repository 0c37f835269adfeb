import { branded, type Product } from '../product.ts';
import { billed, inMg } from '../shared.ts';
import { general, medium, verify } from '../sources.ts';

/**
 * The brands of immune globulin with what each is billed by. Sources: HCPCS short descriptors and NDCs
 * of the price files; container sizes of the payer policy PH-0071
 * (https://al-policies.exploremyplan.com) and, where it has none, general knowledge - verify; J1553 by
 * 100 mg, where its neighbors are by 500: https://www.openpayer.com/billing-codes.
 */
const evidence = medium('HCPCS and NDC of hospital price files; container sizes of policy PH-0071');

const firstDay = (from: string) => ({ from, source: `${verify} (first day)` });
const lastDay = (through: string) => ({ through, source: `${verify} (last day)` });

const brand = (
  name: string,
  hcpcs: Product['hcpcs'],
  grams: readonly string[],
  more: Partial<Product> = {},
): Product =>
  branded(name, hcpcs, {
    ...(grams.length > 0
      ? { vials: inMg(...grams.map((size) => String(Number(size) * 1000))) }
      : {}),
    ...evidence,
    ...more,
  });

const sizes = (grams: string): string[] => grams.split(' ');

/** Labels of these name both ways; under the skin they are billed by the same code. */
const bothWays = [
  brand('Gammagard Liquid', [billed('J1569', '500')], sizes('1 2.5 5 10 20 30'), {
    ndc: ['00944-2700'],
  }),
  brand('Gamunex-C', [billed('J1561', '500')], sizes('1 2.5 5 10 20 40'), {
    names: ['gamunex'],
    ndc: ['13533-0800'],
  }),
  brand('Gammaked', [billed('J1561', '500')], sizes('1 2.5 5 10 20'), { ndc: ['76125-0900'] }),
];

/** Given into a vein; the first is meant by the bare name. */
export const intravenousGlobulins: readonly Product[] = [
  ...bothWays,
  brand('Gammagard S/D', [billed('J1566', '500')], sizes('5 10'), {
    ndc: ['00944-2656', '00944-2657', '00944-2658', '00944-2659'],
  }),
  brand('Privigen', [billed('J1459', '500')], sizes('5 10 20 40'), {
    rxnorm: ['1809521', '1809517', '1809520', '1809525'],
    ndc: ['44206-0436', '44206-0437', '44206-0438', '44206-0439'],
  }),
  brand('Octagam', [billed('J1568', '500')], sizes('1 2 2.5 5 10 20 25 30'), {
    ndc: ['68982-0850', '00069-6237'],
  }),
  brand('Bivigam', [billed('J1556', '500')], sizes('5 10')),
  brand(
    'Panzyga',
    [billed('J1576', '500', firstDay('2023-07-01')), billed('J1599', '500', lastDay('2023-06-30'))],
    sizes('1 2.5 5 10 20 30'),
    { names: ['immune globulin intravenous-ifas'] },
  ),
  brand('Asceniv', [billed('J1554', '500', firstDay('2021-04-01'))], sizes('5'), {
    names: ['immune globulin intravenous-slra'],
    ndc: ['69800-0250'],
  }),
  brand('Gammaplex', [billed('J1557', '500')], sizes('5 10 20')),
  brand('Flebogamma DIF', [billed('J1572', '500')], sizes('0.5 2.5 5 10 20'), {
    names: ['flebogamma'],
  }),
  brand(
    'Alyglo',
    [billed('J1552', '500', { from: '2025-01-01' }), billed('J1599', '500', lastDay('2024-12-31'))],
    sizes('5 10 20'),
    { names: ['immune globulin intravenous-stwk'] },
  ),
  brand('Yimmugo', [billed('J1553', '100', firstDay('2025-07-01'))], sizes('5 10 20'), {
    names: ['immune globulin intravenous-dira'],
  }),
  brand('Immune globulin, liquid, without a code of its own', [billed('J1599', '500')], []),
];

/**
 * With hyaluronidase a whole month's dose goes in at one place: given every three or four weeks as
 * into a vein, after a few smaller and closer doses. HyQvia label; general knowledge - verify.
 */
const facilitated: Product['otherwise'] = {
  mostGapDays: 56,
  regimens: [
    { use: 'immune deficiency', dose: '0.3-0.6', unit: 'g/kg', everyDays: 28 },
    { use: 'chronic inflammatory neuropathy', dose: '0.4-2.4', unit: 'g/kg', everyDays: 28 },
  ],
  doseBounds: {
    unit: 'g/kg',
    per: 'dose',
    softMin: '0.07',
    softMax: '1',
    hardMax: '2.4',
    ...general,
  },
  furtherBounds: [{ unit: 'g/kg', per: 'days', days: 20, hardMax: '2.4', ...general }],
};

/** Given under the skin; those of both ways are by the code of the vein. */
export const subcutaneousGlobulins: readonly Product[] = [
  brand('Hizentra', [billed('J1559', '100')], sizes('1 2 4 10'), {
    rxnorm: ['902750'],
    ndc: ['44206-0452'],
  }),
  brand('Cuvitru', [billed('J1555', '100')], sizes('1 2 4 8 10')),
  brand('HyQvia', [billed('J1575', '100')], sizes('2.5 5 10 20 30'), {
    otherwise: facilitated,
    rxnorm: ['1549689'],
    ndc: [
      ...['00944-2510', '00944-2511', '00944-2512', '00944-2513', '00944-2514'],
      ...['00944-2715', '00944-2716', '00944-2717', '00944-2718', '00944-2719'],
      ...['00944-2720', '00944-2721', '00944-2722', '00944-2723', '00944-2724'],
    ],
  }),
  brand('Xembify', [billed('J1558', '100', firstDay('2020-07-01'))], sizes('1 2 4 10'), {
    names: ['immune globulin subcutaneous-klhw'],
    rxnorm: ['2196292', '2196390', '2196490', '2196492'],
  }),
  brand('Cutaquig', [billed('J1551', '100', firstDay('2022-07-01'))], sizes('1 1.65 2 3.3 4 8'), {
    names: ['immune globulin subcutaneous-hipp'],
  }),
  ...bothWays,
];
