import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allergyFindings } from '../../functions/referral/checks/allergy-checks.ts';
import { submissionFromBundle } from '../../functions/referral/fhir/submission-from-bundle.ts';
import { branded } from '../../functions/therapy/product.ts';
import { therapies } from '../../functions/therapy/therapies.ts';
import { anExample } from '../support/bundles.ts';
import { cleanReferral, cleanTherapies } from '../support/clean-referrals.ts';
import { foundBy } from '../support/findings.ts';

const today = '2026-11-20';
type Listed = { substance: string; reaction?: string };

/** What is found of allergies beside a clean order. */
const toldOf = (id: string, ...allergies: Listed[]) =>
  foundBy(allergyFindings, { ...cleanReferral(id), allergies }).map(
    ({ severity, code }) => `${severity} ${code}`,
  );
const match = ['block allergy-match'];
const weighed = ['warn allergy-weighed'];
const supplies = ['warn allergy-supplies'];
const unknown = ['warn allergy-unknown'];
const asked = ['missing allergy-not-understood'];

describe('an allergy', () => {
  it.each<[string, string, string[]]>([
    ['ceftriaxone', 'Allergy to cephalosporin', match],
    ['ceftriaxone', 'Cephalosporins', match],
    ['ceftriaxone', 'PCN', match],
    ['ceftriaxone', 'Amoxicillin 500 mg', match],
    ['ceftriaxone', 'Keflex', match],
    ['ceftriaxone', 'Penicilin', match],
    ['ceftriaxone', 'Sulfa', []],
    ['ceftriaxone', 'Vancomycin', []],
    ['ertapenem', 'Meropenem', match],
    ['ertapenem', 'Zosyn', match],
    ['vancomycin', 'Red man syndrome', match],
    ['vancomycin', 'Penicillin', []],
    ['infliximab', 'Inflectra', match],
    ['infliximab', 'Remicaid', match],
    ['infliximab_dyyb', 'infliximab', match],
    ['infliximab', 'Mice', match],
    ['infliximab', 'Polysorbate 80', match],
    ['infliximab', 'Humira', []],
    ['rituximab', 'Truxima', match],
    ['rituximab', 'Ocrevus', weighed],
    ['vedolizumab', 'Hamster dander', weighed],
    ['ivig', 'Gamunex', match],
    ['ivig', 'anti-IgA antibodies', match],
    ['scig', 'Gamma globulin', match],
    ['alpha1_pi', 'Human plasma', match],
    ['rbc_transfusion', 'Blood transfusion', match],
    ['iron_sucrose', 'Feraheme', match],
    ['iron_sucrose', 'Iron dextran', match],
    ['iron_sucrose', 'Environmental allergies', []],
    ['ferric_carboxymaltose', 'Venofer', match],
    ['zoledronic_acid', 'Fosamax', match],
    ['paclitaxel', 'Cremophor EL', match],
    ['paclitaxel', 'Docetaxel', match],
    ['paclitaxel', 'PEG 3350', match],
    ['carboplatin', 'Cisplatin', match],
    ['fluorouracil_pump', 'Xeloda', match],
    ['parenteral_nutrition', 'Egg white', match],
    ['parenteral_nutrition', 'Eggplant', unknown],
    ['parenteral_nutrition', 'Sodium metabisulfite', match],
    ['parenteral_nutrition', 'Sulfa drugs', []],
    ['hydromorphone_pca', 'Codeine', match],
    ['infliximab', 'Latex', supplies],
    ['vancomycin', 'Heparin', supplies],
    ['vancomycin', 'Adhesive tape', supplies],
    ['infliximab', 'Benadryl', ['warn allergy-premedication']],
    ['vancomycin', 'Benadryl', []],
    ['infliximab', 'Shellfish', []],
    ['infliximab', 'Lisinopril', []],
    ['infliximab', 'qqvzt', unknown],
    // Makers of the drug make much else.
    ['daptomycin', 'Baxter', unknown],
    ['daptomycin', 'Hospira products', unknown],
    ['daptomycin', 'Xellia, unrefrigerated', unknown],
    ['daptomycin', 'Cubicin', match],
    ['daptomycin', 'Daptomycin (Baxter)', match],
    ['vancomycin', 'Mylan', unknown],
    ['vancomycin', 'Xelia', unknown],
    ['hydration', 'Lactated Ringers', match],
    ['infliximab', 'Yes', asked],
    ['infliximab', 'Patient unsure', asked],
    ['infliximab', "pt can't recall", asked],
    ['infliximab', 'Unable to obtain', asked],
    ['infliximab', 'not documented', asked],
    ['infliximab', 'See list', asked],
    ['infliximab', 'Antibiotics', asked],
    ['infliximab', 'multiple drug allergies', asked],
    ['infliximab', 'Hives', asked],
  ])('before %s, to "%s", gives %j', (id, substance, expected) => {
    expect(toldOf(id, { substance })).toEqual(expected);
  });

  const biologics = 'tocilizumab vedolizumab ocrelizumab rituximab lecanemab ravulizumab';
  /** Therapies, what belongs to a class or is in the drug, and what it gives before each of them. */
  it.each<[string, string, string[]]>([
    ['ceftriaxone ertapenem', 'penicillins; PCN; Pen-Vee K; amoxil; augmentin; zosyn', match],
    ['ceftriaxone ertapenem', 'cefalosporinas; cefdinir; cephradine; Ancef; Omnicef', match],
    ['ceftriaxone ertapenem', 'carbapenem; merrem; primaxin', match],
    ['ceftriaxone ertapenem', 'beta-lactams; beta lactam; betalactams; b-lactam; β-lactam', match],
    ['ceftriaxone ertapenem', 'cephalosporn; amoxicilin; ampicilin; cephalexn', match],
    ['vancomycin', 'glycopeptides; teicoplanin; Orbactiv; red man; vancomicin', match],
    ['infliximab infliximab_dyyb', 'avsola; ixifi; infliximab-axxq', match],
    ['rituximab', 'rituximab-arrx; ruxience', match],
    ['rituximab ocrelizumab', 'ofatumumab; obinutuzumab; ibritumomab', weighed],
    [
      'infliximab infliximab_dyyb rituximab natalizumab eculizumab ravulizumab',
      'mouse; mice; murine',
      match,
    ],
    [`imiglucerase agalsidase_beta ${biologics}`, 'hamsters; Chinese hamster ovary', weighed],
    [`agalsidase_beta ${biologics}`, 'CHO cells; cho cell', weighed],
    [
      `infliximab infliximab_dyyb natalizumab eculizumab imiglucerase ${biologics}`,
      'polysorbate; polysorbates 80; tween; Tween 20; tween80; polysorbat; polisorbate',
      match,
    ],
    ['iron_sucrose ferric_carboxymaltose', 'iron; ferrous sulfate; infed; hierro', match],
    ['ivig scig', 'immune globulin; gammaglobulin; panzyga; hyqvia; RhoGAM', match],
    ['ivig scig alpha1_pi', 'IgA; anti-IgA; IgA deficiency', match],
    ['ivig scig alpha1_pi rbc_transfusion', 'plasma; blood products; red cells', match],
    ['ivig scig alpha1_pi', 'albumin; human albumin', weighed],
    ['alpha1_pi', 'alpha-1 antitrypsin; aat; zemaira; aralast np', match],
    ['zoledronic_acid', 'bisphosphonates; fosamax; boniva; didronel', match],
    ['paclitaxel', 'taxanes; docetaxel; jevtana; abraxane', match],
    ['paclitaxel', 'cremophor; castor oil; macrogol; peg', match],
    ['carboplatin', 'platinum; oxaliplatin; mannitol; Eloxatin; Platinol', match],
    ['fluorouracil_pump', 'xeloda; tegafur; carac; Efudex', match],
    ['hydromorphone_pca', 'dilaudid; hydromorphone', match],
    ['hydromorphone_pca', 'opioids; narcotic; norco; methadone; morfina', match],
    ['ketamine_infusion', 'ketalar; spravato', match],
    ['milrinone_home', 'primacor; inamrinone', match],
    ['parenteral_nutrition', 'eggs; egg white; soy lecithin; peanut; fish oil; huevo', match],
    ['parenteral_nutrition', 'sulfites; sodium bisulfite; metabisulphites', match],
    ['hydromorphone_pca', 'sulfite; sodium metabisulfite', weighed],
    ['parenteral_nutrition hydration', 'corn; maize; dextrose', weighed],
    ['scig carboplatin vancomycin', 'latex; rubber', supplies],
    ['scig carboplatin vancomycin', 'heparin; hit; lovenox', supplies],
    ['scig carboplatin vancomycin', 'chg; iodine; povidone-iodine; tape; alcohol wipes', supplies],
    ['infliximab', 'steroids; tylenol; famotidine; epinephrine', ['warn allergy-premedication']],
  ])('before %s, to any of "%s", gives %j', (ids, substances, expected) => {
    const [one = '', ...others] = ids.split(' ');
    const [first = ''] = substances.split('; ');
    for (const substance of substances.split('; '))
      expect(toldOf(one, { substance }), substance).toEqual(expected);
    for (const id of others) expect(toldOf(id, { substance: first }), id).toEqual(expected);
  });

  it('to what belongs to the class of another drug alone is known, and no matter', () => {
    const others: [string, string][] = [
      [
        'ivig',
        'penicillin; cefdinir; merrem; beta-lactam; teicoplanin; mice; tween; iron; didronel',
      ],
      ['ivig', 'ofatumumab; hamsters; taxanes; peg; eloxatin; xeloda; dilaudid; opioids; ketalar'],
      ['vancomycin', 'gammagard; anti-IgA; plasma; albumin; aat; primacor; eggs; sulfites; corn'],
      ['vancomycin', 'steroids; sulfa; cats; Humira; methotrexate; adalimumab'],
    ];
    for (const [id, substances] of others)
      for (const substance of substances.split('; '))
        expect(toldOf(id, { substance }), `${id}: ${substance}`).toEqual([]);
  });

  it.each([
    ...[
      'yes',
      'Yes.',
      'si',
      'several',
      'see chart',
      'see record',
      'see records',
      'on file',
      'list attached',
      'medicamento',
    ],
    ...['medicamentos', 'drug', 'drugs', 'Drug allergy', 'drug allergies', 'medication'],
    ...['medications', 'medicine', 'medicines', 'antibiotic', 'unknown antibiotic', 'some drugs'],
    ...['biologic', 'biologics', 'monoclonal antibody', 'monoclonal antibodies', 'chemo'],
    ...[
      'chemotherapy',
      'infusion',
      'infusions',
      'IV drug',
      'iv drugs',
      'iv medications',
      '?',
      '??',
    ],
    ...['-', '--', '.', '...', 'x', 'xxx', 'n/a', 'NA', 'allergy', 'allergies', 'allergic', 'tbd'],
  ])('of which only "%s" is told is asked back', (substance) => {
    expect(toldOf('infliximab', { substance })).toEqual(asked);
  });

  it.each(['my rash', 'rash cream', 'drugstore brand', 'other soap', 'n//a', 'a drug', '.,'])(
    'to "%s" is told, and no list knows it',
    (substance) => {
      expect(toldOf('infliximab', { substance })).toEqual(unknown);
    },
  );

  it.each<[string, Listed, string[]]>([
    ['hydromorphone_pca', { substance: 'Codeine', reaction: 'Nausea' }, weighed],
    ['hydromorphone_pca', { substance: 'Codeine', reaction: 'nausea and vomiting' }, weighed],
    ['hydromorphone_pca', { substance: 'Codeine', reaction: 'Nausea, hives' }, match],
    ['hydromorphone_pca', { substance: 'Codeine', reaction: 'throat closed' }, match],
    ['hydromorphone_pca', { substance: 'Hydromorphone', reaction: 'Nausea' }, match],
    ['ceftriaxone', { substance: 'Amoxicillin', reaction: 'Diarrhea' }, weighed],
    ['ceftriaxone', { substance: 'Penicillin', reaction: 'Anaphylaxis' }, match],
    ['iron_sucrose', { substance: 'Ferrous sulfate', reaction: 'Constipation' }, match],
  ])('before %s, %j gives %j', (id, listed, expected) => {
    expect(toldOf(id, listed)).toEqual(expected);
  });

  it.each<[string, string, string[]]>([
    ['eculizumab', 'Bkemv', match],
    ['eculizumab', 'bkemvs', match],
    ['eculizumab', 'xbkemv', unknown],
    ['parenteral_nutrition', 'TPN', match],
    ['parenteral_nutrition', 'xtpnx', unknown],
    ['rbc_transfusion', 'PRBC', match],
    ['fluorouracil_pump', '5-FU', match],
    ['hydration', 'Sodium chloride 0.9 %', match],
    ['hydration', 'sodium chloride 0x9', unknown],
    ['natalizumab', 'Tyruko', match],
    ['ivig', 'other, liquid', unknown],
    ['infliximab', 'Inflixmab', match],
    ['infliximab', 'my inflxmab', match],
    ['infliximab', 'inflxmb', unknown],
    ['ocrelizumab', 'Ocrevis', match],
    ['ocrelizumab', 'Ocravis', unknown],
    ['ocrelizumab', 'ocrev', unknown],
    ['ertapenem', 'invanc', match],
    ['ertapenem', 'in, invanz.', match],
    ['ertapenem', 'invaxx', unknown],
    ['ertapenem', 'invaz', unknown],
    ['infliximab', 'spironolactone', []],
    ['infliximab', 'alprazolam', []],
  ])(
    'to a name of the drug, short, of a product or with a slip: %s and "%s", %j',
    (id, substance, expected) => {
      expect(toldOf(id, { substance })).toEqual(expected);
    },
  );

  it.each([
    'mild nausea',
    'Severe vomiting.',
    'slight mild nausea',
    'n/v',
    'NV',
    'nausea, vomiting and headache',
    'nausea/vomiting',
    'nausea; diarrhea',
    'stomach ache',
    'upset stomach',
    'GI upset',
    'headaches',
    'headache',
    'nauseas',
    'vomito',
    'vomitos',
    'intolerance',
  ])(
    'to another drug of the class is weighed where only the stomach or the head took it ill: "%s"',
    (reaction) => {
      expect(toldOf('hydromorphone_pca', { substance: 'Codeine', reaction })).toEqual(weighed);
    },
  );

  it.each(['', 'nausea and hives', 'rash, nausea', 'nauseated', 'nausea with wheeze'])(
    'and stops it otherwise: "%s"',
    (reaction) => {
      expect(toldOf('hydromorphone_pca', { substance: 'Codeine', reaction })).toEqual(match);
    },
  );

  const found = (id: string, ...substances: string[]) =>
    foundBy(allergyFindings, {
      ...cleanReferral(id),
      allergies: substances.map((substance) => ({ substance })),
    });

  it.each<[string, string, string, string]>([
    [
      'infliximab',
      'Remicade',
      'The patient is allergic to this drug, its class or something in it.',
      'Have the prescriber change the order, or a clinician clear it with a reason.',
    ],
    [
      'infliximab',
      'Latex',
      'The patient is allergic to latex.',
      'Use supplies and stoppers without latex.',
    ],
    [
      'infliximab',
      'Heparin',
      'The patient is allergic to what lines are kept open with.',
      'Flush lines with saline alone.',
    ],
    [
      'infliximab',
      'Chlorhexidine',
      'The patient is allergic to what skin is cleaned or dressed with.',
      'Use another antiseptic or dressing.',
    ],
    [
      'rituximab',
      'Ocrevus',
      'The patient did not bear another anti-CD20 antibody, which the therapy is related to or contains.',
      'Weigh it before the first dose.',
    ],
    [
      'vedolizumab',
      'Hamster',
      'The patient did not bear hamster protein, which the therapy is related to or contains.',
      'Weigh it before the first dose.',
    ],
    [
      'ivig',
      'Albumin',
      'The patient did not bear albumin, which the therapy is related to or contains.',
      'Weigh it before the first dose.',
    ],
    [
      'hydration',
      'Corn',
      'The patient did not bear corn, which the therapy is related to or contains.',
      'Weigh it before the first dose.',
    ],
    [
      'hydromorphone_pca',
      'Sulfites',
      'The patient did not bear sulfites, which the therapy is related to or contains.',
      'Weigh it before the first dose.',
    ],
    [
      'infliximab',
      'Yes',
      'An allergy is told, and not to what.',
      'Name the substance of each allergy, and what happened.',
    ],
  ])('before %s, to %s, is told in words: %s', (...[id, substance, text, fix]) => {
    expect(found(id, substance)).toMatchObject([{ text, fix, pointer: '/allergies' }]);
  });

  it('is told once for each kind, of the first', () => {
    expect(found('infliximab', 'Latex', 'Adhesive tape', 'qqvzt', 'Heparin')).toMatchObject([
      { code: 'allergy-supplies', text: 'The patient is allergic to latex.' },
      { code: 'allergy-unknown' },
    ]);
  });

  it('to a product of the drug is one to the drug, whatever the product is called', () => {
    const product = branded('Zyxtra', [], { names: ['zyx'] });
    const given = (substance: string) =>
      foundBy(
        allergyFindings,
        { ...cleanReferral('infliximab'), allergies: [{ substance }] },
        { products: [product] },
      ).map(({ severity, code }) => `${severity} ${code}`);
    expect([given('ZYXTRA'), given('zyx'), given('zy')]).toEqual([match, match, unknown]);
  });

  it('to what is given before the infusion matters where something is', () => {
    const needs = (premedicationNeeded: boolean, reactionOrdersNeeded: boolean) =>
      foundBy(
        allergyFindings,
        { ...cleanReferral('infliximab'), allergies: [{ substance: 'Benadryl' }] },
        { premedicationNeeded, reactionOrdersNeeded },
      ).map(({ code }) => code);
    const told = ['allergy-premedication'];
    expect([needs(true, false), needs(false, true), needs(false, false)]).toEqual([told, told, []]);
  });

  it('is no question where none is known, or the drug is not', () => {
    const one = cleanReferral('infliximab');
    expect(foundBy(allergyFindings, { ...one, allergies: 'none-known' })).toEqual([]);
    expect(foundBy(allergyFindings, { ...one, allergies: undefined })).toEqual([]);
    const order = { ...one.order, therapyId: undefined };
    const unknownDrug = { ...one, order, allergies: [{ substance: 'Remicade' }] };
    expect(foundBy(allergyFindings, unknownDrug as typeof one)).toEqual([]);
  });

  it('to the drug stops it under every name that it has, in whatever words', () => {
    const around = fc.constantFrom('', 'Allergy to ', 'severe reaction, ', 'IV ', '(');
    const after = fc.constantFrom('', ' infusion', ' - rash', ')', ' 2019', ', Penicillin');
    fc.assert(
      fc.property(fc.constantFrom(...cleanTherapies), fc.nat(), around, after, (id, pick, a, b) => {
        const names = therapies.find((one) => one.id === id)?.names ?? [];
        const name = names[pick % names.length] as string;
        const found = toldOf(id, { substance: `${a}${name.toUpperCase()}${b}` });
        expect(found).toContain('block allergy-match');
      }),
      { numRuns: 1000 },
    );
  });

  it('beside others is never lost, and its order is nothing', () => {
    const others = fc.array(
      fc.constantFrom('Latex', 'Sulfa', 'Shellfish', 'qqvzt', 'Codeine', 'Penicillin', 'Yes'),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(others, fc.nat(), (names, at) => {
        const listed: Listed[] = names.map((substance) => ({ substance }));
        listed.splice(at % (listed.length + 1), 0, { substance: 'Remicade' });
        expect(toldOf('infliximab', ...listed)).toContain('block allergy-match');
      }),
      { numRuns: 300 },
    );
  });
});

describe('an allergy of a bundle', () => {
  const base = { resourceType: 'AllergyIntolerance' };
  const clinical = (code: string) => ({ clinicalStatus: { coding: [{ code }] } });
  /** The clean example with these in place of what it says of allergies. */
  const withAllergies = (...resources: Record<string, unknown>[]) => {
    const bundle = anExample();
    const patient = bundle.entry.find(({ resource }) => resource.resourceType === 'Patient');
    bundle.entry = bundle.entry.filter(
      ({ resource }) => resource.resourceType !== 'AllergyIntolerance',
    );
    for (const [index, resource] of resources.entries())
      bundle.entry.push({
        fullUrl: `urn:uuid:allergy-${index}`,
        resource: { ...base, patient: { reference: patient?.fullUrl }, ...resource },
      });
    const read = submissionFromBundle(bundle, today);
    if (read.outcome === 'refused') throw new Error(JSON.stringify(read.problems));
    return read.submission;
  };
  const none = { code: { text: 'No known allergies' } };

  it.each<[string, Record<string, unknown>[], unknown]>([
    ['none known', [none], 'none-known'],
    ['none known, once', [{ ...none, ...clinical('inactive') }], undefined],
    ['none known, no longer', [{ ...none, ...clinical('resolved') }], undefined],
    [
      'none known, refuted',
      [{ ...none, verificationStatus: { coding: [{ code: 'refuted' }] } }],
      undefined,
    ],
    [
      'named only in its code',
      [{ code: { text: 'Drug allergy', coding: [{ display: 'Remicade' }] } }],
      [{ substance: 'Drug allergy' }, { substance: 'Remicade' }],
    ],
    [
      'named only in its reaction',
      [{ code: { text: 'Unknown' }, reaction: [{ substance: { text: 'Remicade' } }] }],
      [{ substance: 'Remicade' }],
    ],
    [
      'with two reactions',
      [
        {
          code: { text: 'Remicade' },
          reaction: [
            { manifestation: [{ text: 'Nausea' }] },
            { manifestation: [{ text: 'Anaphylaxis' }] },
          ],
        },
      ],
      [{ substance: 'Remicade', reaction: 'Nausea, Anaphylaxis' }],
    ],
  ])('%s', (_, resources, expected) => {
    expect(withAllergies(...resources).allergies).toEqual(expected);
  });
});
