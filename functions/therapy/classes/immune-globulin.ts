export const globulinLabel =
  'https://download.skyscape.com/download/ota/lonestar/3C52715-7DF0-47C4-BF2A-379E6E7AC9B5 (label text)';
export const globulinGuide =
  'https://www.chartwellpa.com/healthcareprofessionals/immunoglobulin-medicare-guidelines.asp';

export const globulinIndications = [
  { prefix: 'D80', text: 'antibody deficiency' },
  { prefix: 'D81', text: 'combined immunodeficiency' },
  { prefix: 'D83', text: 'common variable immunodeficiency' },
  { prefix: 'G61.81', text: 'chronic inflammatory demyelinating polyneuropathy' },
];
export const globulinAllergens = ['immune globulin', 'immunoglobulin', 'human globulin'];
