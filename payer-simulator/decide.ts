import type { PayerVerdict } from './scenarios.ts';

/** What of a line decides, however it was asked. */
type AskedLine = { units: number; placeOfService: string };

/** What a payer decided of one line. */
export type DecidedLine = {
  action: string;
  reason?: string;
  /** Units granted in place of those asked for. */
  granted?: number;
  /** A product in place of the one that was asked for. */
  product?: string;
  /** Days by which it ends before what was asked for. */
  endsEarlier?: number;
  /** Number of the note that tells why. */
  note?: number;
};

/** Hospital places of service, which some payers will not pay for. */
const hospital = new Set(['19', '22']);

/** What a verdict on the request comes to for one of its lines. */
export const decideLine = (
  verdict: PayerVerdict,
  line: AskedLine,
  isFirst: boolean,
): DecidedLine => {
  switch (verdict) {
    case 'change':
      return isFirst
        ? { action: 'A6', granted: Math.max(1, Math.floor(line.units / 2)) }
        : { action: 'A1' };
    case 'partial':
      return isFirst
        ? { action: 'A2', granted: Math.max(1, Math.floor(line.units / 2)) }
        : { action: 'A1' };
    case 'deny':
      return { action: 'A3', reason: '0F' };
    case 'deny-site':
      return hospital.has(line.placeOfService)
        ? { action: 'A3', reason: isFirst ? '0G' : '16' }
        : { action: 'A1' };
    case 'deny-in-words':
      return { action: 'A3', reason: '0F', note: 1 };
    case 'cancel':
      return { action: 'C' };
    case 'cancel-drug':
      return { action: isFirst ? 'C' : 'A1' };
    case 'unknown':
      return { action: 'A5' };
    case 'other-product':
      return isFirst ? { action: 'A6', granted: line.units, product: 'Q5103' } : { action: 'A1' };
    case 'fewer-days':
      return { action: 'A1', endsEarlier: 60 };
    case 'more-units':
      return isFirst ? { action: 'A1', granted: line.units * 2 } : { action: 'A1' };
    case 'contact':
      return { action: 'CT' };
    case 'not-required':
      return { action: 'NA' };
    case 'pend':
      return { action: 'A4', reason: '0V' };
    case 'pend-for-information':
    case 'pend-for-three':
      return { action: 'A4', reason: '0U' };
    case 'pend-by-task':
    case 'pend-by-contained':
    case 'pend-by-form':
    case 'pend-by-questionnaire':
      return { action: 'A4' };
    case 'pend-by-note':
      return isFirst ? { action: 'A4', note: 1 } : { action: 'A4' };
    default:
      return { action: 'A1' };
  }
};
