/** 278 Health Care Services Review, request and response: 005010X217. */
export const reviewSet = { code: '278', version: '005010X217', group: 'HI' } as const;

/** BHT01: the levels are who decides, who asks, the member, the patient, the event, its services. */
export const structure = '0007';

/** BHT02 of a request, of one that takes a request back, and of a response. */
export const purposes = { request: '13', cancellation: '01', response: '11' } as const;

/** HL03. */
export const levelKinds = {
  payer: '20',
  requester: '21',
  subscriber: '22',
  dependent: '23',
  event: 'EV',
  service: 'SS',
} as const;
