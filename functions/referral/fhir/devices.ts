import { conceptWords, readCodes, systems } from '../../fhir/elements.ts';
import { earliestDate, shortened } from '../../fhir/values.ts';
import { lookup } from '../../platform/lookup.ts';
import type { VeinLine } from '../../therapy/line-choice.ts';
import { saysTrouble } from '../facts/line-trouble.ts';
import { lineNamed } from '../facts/line-words.ts';
import type { Submission } from '../referral.ts';
import type { BundleReading } from './bundle.ts';

type Device = NonNullable<Submission['devices']>[number];
type State = Device['state'];

/** Lines by SNOMED CT and HCPCS; insertions and removals by SNOMED CT and CPT. Source: code lists of devices. */
const lineCodes = lookup<VeinLine>({
  '398176008': 'picc',
  '1396526001': 'picc',
  '1396489007': 'picc',
  '1344705000': 'midline',
  '1396531004': 'midline',
  '1396527005': 'midline',
  '445085009': 'tunneled',
  '1396546006': 'tunneled',
  '1396570005': 'tunneled',
  '1396538005': 'tunneled',
  '398013009': 'port',
  C1788: 'port',
  '423954007': 'peripheral',
  '82449006': 'peripheral',
});
const placed = lookup<VeinLine>({
  '80402001': 'port',
  '425196008': 'picc',
  '428388009': 'picc',
  '442309004': 'tunneled',
  '275066000': 'tunneled',
  '36568': 'picc',
  '36569': 'picc',
  '36572': 'picc',
  '36573': 'picc',
  '36557': 'tunneled',
  '36558': 'tunneled',
  '36560': 'port',
  '36561': 'port',
  '36570': 'port',
  '36571': 'port',
});
const removed = lookup<VeinLine>({ '36589': 'tunneled', '36590': 'port' });
const cpt = 'http://www.ama-assn.org/go/cpt';
const deviceSystems = [systems.snomed, ...systems.hcpcs];

/** What a status makes of a line; one that is not known here says nothing good. */
const states = lookup<State>({
  active: 'in-place',
  inactive: 'removed',
  completed: 'removed',
  stopped: 'removed',
  intended: 'planned',
});

type Told = Device & { line: VeinLine };

const first = <T>(codes: readonly string[], table: (code: string) => T | undefined) =>
  codes.map(table).find((one) => one !== undefined);

type Noted = { note?: { text?: string | undefined }[] | undefined };

/** What is remarked of a line that says that it does not work, or does not lie right. */
const notesOf = (...noted: readonly Noted[]): string[] =>
  noted.flatMap(({ note = [] }) =>
    note.flatMap(({ text = '' }) => (saysTrouble(text) ? [text] : [])),
  );

const ofDevices = (reading: BundleReading): Told[] =>
  reading.all('Device').flatMap(({ at, resource }): Told[] => {
    const words = [...conceptWords(resource.type), resource.deviceName?.[0]?.name ?? ''];
    const line =
      first(readCodes(resource.type, deviceSystems), (code) => lineCodes[code]) ??
      lineNamed(words.join(' '));
    if (!line) {
      reading.pass(at, 'is no line for an infusion');
      return [];
    }
    const { status = 'active' } = resource;
    if (status === 'entered-in-error') {
      reading.leave(at, 'was entered in error');
      return [];
    }
    reading.use(at, 'the lines of the patient');
    const uses = reading
      .all('DeviceUseStatement')
      .filter((use) => reading.look('Device', use.resource.device)?.at === at)
      .filter((use) => use.resource.status !== 'entered-in-error');
    for (const use of uses) reading.use(use.at, 'the lines of the patient');
    const [use] = uses;
    const since = earliestDate(
      use?.resource.timingDateTime ?? use?.resource.timingPeriod?.start ?? resource.manufactureDate,
    );
    const [site] = conceptWords(use?.resource.bodySite);
    const notes = notesOf(resource, ...uses.map((one) => one.resource));
    return [
      {
        name: shortened([words.find((one) => one.trim()) ?? line, ...notes].join('; '), 200),
        line,
        state: states[use?.resource.status ?? status] ?? states[status] ?? 'unknown',
        ...(since && use ? { since } : {}),
        ...(site ? { site: shortened(site, 100) } : {}),
        from: at,
        ...(reading.ownerOf({ resource }) === 'untold' && !use ? { untied: true } : {}),
      },
    ];
  });

/** Lines of which only their use is told, by the words that the reference shows. */
const ofUses = (reading: BundleReading): Told[] =>
  reading.all('DeviceUseStatement').flatMap(({ at, resource }): Told[] => {
    const { status = 'active', device, timingDateTime, timingPeriod } = resource;
    const name = device?.display ?? '';
    const line = lineNamed(name);
    if (!line || status === 'entered-in-error' || reading.look('Device', device)) return [];
    reading.use(at, 'the lines of the patient');
    const since = earliestDate(timingDateTime ?? timingPeriod?.start);
    return [
      {
        name: shortened([name, ...notesOf(resource)].join('; '), 200),
        line,
        state: states[status] ?? 'unknown',
        ...(since ? { since } : {}),
        from: at,
        ...(reading.ownerOf({ resource }) === 'untold' ? { untied: true } : {}),
      },
    ];
  });

const ofProcedures = (reading: BundleReading): Told[] =>
  reading.all('Procedure').flatMap(({ at, resource }): Told[] => {
    if ((resource.status ?? 'completed') !== 'completed') return [];
    const codes = readCodes(resource.code, [systems.snomed, cpt]);
    const words = conceptWords(resource.code).join(' ');
    const isRemoval = /\b(removal|explantation)\b/i.test(words);
    const isPlacement = /\b(insert|placement|implantation)/i.test(words);
    const named = isRemoval || isPlacement ? lineNamed(words) : undefined;
    const gone = first(codes, (code) => removed[code]) ?? (isRemoval ? named : undefined);
    const line = gone ?? first(codes, (code) => placed[code]) ?? named;
    if (!line) return [];
    reading.use(at, 'the lines of the patient');
    const since = earliestDate(resource.performedDateTime ?? resource.performedPeriod?.start);
    return [
      {
        name: shortened(words || line, 200),
        line,
        state: gone ? 'removed' : 'in-place',
        ...(since ? { since } : {}),
        from: at,
        ...(reading.ownerOf({ resource }) === 'untold' ? { untied: true } : {}),
      },
    ];
  });

/** Whether something later says otherwise of the same kind of line. */
const isOutdated = (one: Told, all: readonly Told[]): boolean =>
  all.some(
    (other) =>
      other.line === one.line &&
      other.since !== undefined &&
      one.since !== undefined &&
      other.since > one.since &&
      other.state !== one.state,
  );

/** The lines of the patient, by the devices that are there and by what was placed or taken out. */
export const devicesFrom = (reading: BundleReading): Submission['devices'] => {
  const told = [...ofDevices(reading), ...ofUses(reading), ...ofProcedures(reading)];
  const found = told.filter((one) => !isOutdated(one, told));
  return found.length > 0 ? found.slice(0, 50) : undefined;
};
