const american = /^(?:\+?1)?([2-9]\d{2})([2-9]\d{2})(\d{4})$/;

/**
 * A telephone number as people read it: `(800) 555-0199` where it is one of the North American
 * plan, however it was entered; any other as it is. Links and texts dial E.164.
 */
export const readablePhone = (number: string): string => {
  const [, area, exchange, line] = american.exec(number.replace(/[\s().-]/g, '')) ?? [];
  return area ? `(${area}) ${exchange}-${line}` : number;
};
