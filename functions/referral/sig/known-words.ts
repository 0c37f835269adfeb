/**
 * Words of an instruction that say how, where and by whom a drug is given, and nothing of when, how often,
 * how much or whether. The list is closed: a word that is not in it, and that no reader took up, is not
 * understood. Own list, from the field's orders: general knowledge - verify.
 */
const groups = {
  joining: `a an the and y e of de del for para to in en el la los las on at by por with con per as al una un
    vez from this these each total is are be via through into over after least about approximately sig rx order ordered
    dose doses dosage dosing dosis amount unit units s i v c g m l h`,
  giving: `administer administered administration administrar aplicar give given giving dar infuse infused
    infusing infusion infusions inject injected injection injections intravenous intravenously intravenosa iv ivp ivpb
    piggyback push bolus drip subcutaneous subcutaneously subcut subq sq sc scig under beneath skin vein veins
    slow slowly continuous continuously civ civi cyclic cycled nocturnal rate run runs`,
  amounts: `mg kg mcg ug gram grams ml meq mmol iu mu bsa auc weight based body actual vial vials bag bags bottle
    bottles syringe syringes ampule ampules cartridge pen powder solution concentration strength lyophilized
    brand generic biosimilar rounded nearest`,
  lines: `picc port midline line lines central peripheral catheter cvc cvad hickman broviac tunneled implanted
    huber needle needles pump pumps ambulatory elastomeric gravity cadd set tubing filter inline micron low protein
    binding dedicated micron gauge lumen access accessed site sites arm left right upper thigh thighs abdomen`,
  fluids: `saline normal ns nss nacl sodium chloride dextrose water sterile diluent dilute diluted dilution
    reconstitute reconstituted mix mixed admixed compounded lactated ringers ringer heparin flush flushes flushed
    lock locked`,
  supportive: `premedicate premedicated premedication premedications premed premeds acetaminophen paracetamol
    tylenol diphenhydramine benadryl cetirizine loratadine famotidine hydrocortisone methylprednisolone solumedrol
    solu medrol dexamethasone ondansetron zofran po oral orally mouth tablet tablets capsule pre before prior`,
  watching: `monitor monitored monitoring vital vitals signs observe observed observation obtain blood pressure
    temperature pulse during throughout post following protect light`,
  people: `taught teach teaching trained training education instructed
    home house casa clinic clinica center office hospital outpatient suite facility nurse nurses nursing rn
    enfermera staff pharmacist pharmacy patient paciente self caregiver supervised visit visits skilled chair
    label labeling manufacturer package insert prescribing information`,
  course: `induction initial initially inicial first primera carga loading maintenance subsequent subsequently thereafter continue
    continued continuing ongoing indefinitely chronic therapy treatment treatments course courses cycle cycles
    schedule scheduled regimen refill refills frequency interval once now asap stat urgent consecutive further notice`,
  drugs: `drug medication medicine antibiotic antibiotics chemotherapy hydration fluids nutrition tpn pn parenteral
    lipid lipids amino acid acids protein electrolytes multivitamin multivitamins trace elements kcal calories
    iron immune globulin ivig immunoglobulin enzyme replacement biologic transfuse transfused transfusion prbc
    prbcs packed red cells leukoreduced leukocyte reduced irradiated`,
  illness: `disease syndrome infection infections disorder deficiency anemia crohn crohns lupus multiple sclerosis
    psoriasis asthma migraine gout cancer pain rheumatoid psoriatic ankylosing ulcerative plaque dehydration pneumonia bacteremia mssa mrsa cidp active moderate
    severe moderately severely primary chronic acute`,
  parts: 'morning noon afternoon evening bedtime night',
} as const;
const known = new Set(Object.values(groups).flatMap((words) => words.split(/\s+/)));

/** Names of illnesses by their endings. */
const illness = /[a-z]{3,}(?:itis|osis|emia|oma|pathy|penia|algia)$/;

/** Words for parts of a day: one tells the hour of a dose, several tell of several doses. */
const partOfDay = /\b(?:morning|noon|afternoon|evening|bedtime|night)\b/g;

/** Words of texts, such as the names of the ordered drug, as an instruction may repeat them. */
export const wordsIn = (texts: readonly string[]): ReadonlySet<string> =>
  new Set(texts.flatMap((text) => text.toLowerCase().split(/[^a-z]+/)));

/**
 * Whether all words are known to say nothing of when, how often, how much or whether a drug is given.
 * `own` are words that the order has elsewhere: its drug, its reason.
 */
export const areKnown = (words: string, own: ReadonlySet<string>): boolean =>
  new Set(words.match(partOfDay)).size <= 1 &&
  words
    .split(/[^a-z]+/)
    .every((word) => word === '' || known.has(word) || own.has(word) || illness.test(word));
