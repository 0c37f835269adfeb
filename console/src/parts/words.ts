/** What stands in the API as a name, as people say it. */
const roleWords: Readonly<Record<string, string>> = {
  coordinator: 'Coordinator',
  clinician: 'Clinician',
  scheduler: 'Scheduler',
  nurse: 'Nurse',
  referrer: 'Practice',
  practice: 'Practice',
  payer: 'Payer',
  patient: 'Patient',
  admin: 'Administrator',
  system: 'System',
};

/** `denied-site-of-care` -> `Denied site of care`, where nobody has put it better. */
export const plainWords = (name: string): string => {
  const words = name.replace(/[-_]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

export const roleName = (role: string): string => roleWords[role] ?? plainWords(role);
