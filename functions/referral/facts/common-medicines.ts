import { classesNamed } from './medicine-classes.ts';

/**
 * Medicines that patients often take beside an infusion and that are in no class which bears on a
 * therapy: generic names and brands in lower case. What is on no list here was looked at by nobody.
 * General knowledge, against public lists of what is dispensed most in the United States; a pharmacist
 * confirms it before clinical use.
 */
const rows: readonly string[] = [
  // Blood pressure, heart and circulation.
  'lisinopril, prinivil, zestril, zestoretic, enalapril, vasotec, benazepril, lotensin, lotrel, ramipril, altace, quinapril, accupril, captopril, fosinopril, perindopril, trandolapril, moexipril, irbesartan, avapro, olmesartan, benicar, candesartan, telmisartan, micardis, azilsartan, sacubitril, entresto, amlodipine, norvasc, nifedipine, felodipine, nicardipine, isradipine, diltiazem, cardizem, verapamil, metoprolol, lopressor, toprol, atenolol, tenormin, carvedilol, coreg, bisoprolol, nebivolol, bystolic, propranolol, inderal, nadolol, labetalol, pindolol, hydrochlorothiazide, hctz, chlorthalidone, indapamide, metolazone, chlorothiazide, triamterene, amiloride, eplerenone, finerenone, acetazolamide, clonidine, guanfacine, methyldopa, doxazosin, prazosin, terazosin, minoxidil, hydralazine, isosorbide, nitroglycerin, ranolazine, ivabradine, vericiguat, midodrine, droxidopa, pentoxifylline, ezetimibe, zetia, niacin, icosapent, omega-3, fish oil, colesevelam, cholestyramine, colestipol, bempedoic, evolocumab, repatha, alirocumab, praluent, inclisiran, sildenafil, tadalafil, vardenafil, bosentan, ambrisentan, macitentan, riociguat, selexipag',
  // Diabetes, thyroid, hormones and bone.
  'metformin, glucophage, janumet, glipizide, glimepiride, glyburide, pioglitazone, actos, sitagliptin, januvia, linagliptin, tradjenta, saxagliptin, alogliptin, empagliflozin, jardiance, dapagliflozin, farxiga, canagliflozin, ertugliflozin, liraglutide, victoza, semaglutide, ozempic, wegovy, rybelsus, dulaglutide, trulicity, exenatide, tirzepatide, mounjaro, zepbound, repaglinide, nateglinide, acarbose, insulin, lantus, basaglar, toujeo, tresiba, levemir, humalog, novolog, humulin, novolin, glucagon, levothyroxine, synthroid, levoxyl, liothyronine, armour thyroid, thyroid, methimazole, propylthiouracil, estradiol, estrogen, conjugated estrogens, premarin, progesterone, medroxyprogesterone, norethindrone, levonorgestrel, ethinyl estradiol, drospirenone, etonogestrel, norgestimate, desogestrel, oral contraceptive, birth control, testosterone, finasteride, dutasteride, raloxifene, calcitonin, teriparatide, abaloparatide, cinacalcet, desmopressin, cabergoline, bromocriptine, anastrozole, letrozole, exemestane, tamoxifen',
  // Stomach and bowel.
  'omeprazole, prilosec, esomeprazole, nexium, pantoprazole, protonix, lansoprazole, prevacid, rabeprazole, dexlansoprazole, famotidine, pepcid, cimetidine, ranitidine, sucralfate, antacid, calcium carbonate, tums, simethicone, docusate, colace, senna, sennosides, bisacodyl, polyethylene glycol, miralax, lactulose, lubiprostone, linaclotide, psyllium, metamucil, loperamide, imodium, diphenoxylate, bismuth, dicyclomine, hyoscyamine, mesalamine, lialda, pentasa, asacol, apriso, balsalazide, ursodiol, pancrelipase, creon, metoclopramide, prochlorperazine, promethazine, trimethobenzamide, granisetron, aprepitant, rifaximin, probiotic, lactobacillus, saccharomyces',
  // Lungs, nose and allergies.
  'albuterol, proventil, ventolin, proair, levalbuterol, ipratropium, atrovent, combivent, tiotropium, spiriva, umeclidinium, anoro, trelegy, fluticasone, flonase, advair, salmeterol, formoterol, symbicort, mometasone, vilanterol, breo, beclomethasone, ciclesonide, montelukast, singulair, zafirlukast, theophylline, roflumilast, cetirizine, zyrtec, loratadine, claritin, fexofenadine, allegra, levocetirizine, desloratadine, chlorpheniramine, azelastine, cromolyn, guaifenesin, mucinex, dextromethorphan, benzonatate, pseudoephedrine, phenylephrine, oxymetazoline, acetylcysteine, dornase, epinephrine, epipen, nicotine, varenicline',
  // Pain, nerves and mind.
  'acetaminophen, tylenol, paracetamol, lidocaine, capsaicin, menthol, methocarbamol, metaxalone, dantrolene, butalbital, ergotamine, zolmitriptan, eletriptan, naratriptan, ubrogepant, rimegepant, erenumab, fremanezumab, galcanezumab, eptinezumab, topiramate, topamax, levetiracetam, keppra, lamotrigine, lamictal, oxcarbazepine, lacosamide, zonisamide, ethosuximide, primidone, brivaracetam, cenobamate, perampanel, levodopa, carbidopa, sinemet, pramipexole, ropinirole, rotigotine, entacapone, amantadine, benztropine, trihexyphenidyl, donepezil, aricept, memantine, namenda, rivastigmine, galantamine, dalfampridine, ampyra, riluzole, pyridostigmine, bupropion, wellbutrin, vilazodone, vortioxetine, aripiprazole, abilify, risperidone, risperdal, olanzapine, zyprexa, lurasidone, paliperidone, brexpiprazole, cariprazine, clozapine, methylphenidate, ritalin, concerta, amphetamine, adderall, lisdexamfetamine, vyvanse, atomoxetine, modafinil, armodafinil, melatonin, ramelteon, doxepin, naloxone, narcan, disulfiram, acamprosate, cannabidiol',
  // Kidney, bladder, joints and blood.
  'tamsulosin, flomax, alfuzosin, silodosin, oxybutynin, ditropan, tolterodine, solifenacin, darifenacin, trospium, fesoterodine, mirabegron, vibegron, bethanechol, phenazopyridine, allopurinol, zyloprim, febuxostat, sevelamer, lanthanum, calcium acetate, sodium bicarbonate, patiromer, potassium citrate, tolvaptan, glucosamine, chondroitin, ferrous sulfate, ferrous gluconate, ferrous fumarate, polysaccharide iron, ferric citrate, iron, tranexamic, hydroxyurea, eltrombopag, filgrastim, pegfilgrastim',
  // Vitamins, minerals, foods and what is put on skin and eyes.
  'vitamin, vitamins, multivitamin, mvi, prenatal, folic acid, folate, leucovorin, cyanocobalamin, b12, thiamine, pyridoxine, biotin, ascorbic acid, cholecalciferol, ergocalciferol, calcitriol, calcium, magnesium, zinc, selenium, phosphorus, coenzyme, coq10, turmeric, fiber, protein supplement, ensure, saline, sodium chloride, heparin flush, artificial tears, latanoprost, timolol, brimonidine, dorzolamide, bimatoprost, travoprost, cyclopentolate, ketotifen, olopatadine, clotrimazole, ketoconazole shampoo, nystatin, mupirocin, clobetasol, desonide, tretinoin, benzoyl peroxide, salicylic acid, petrolatum, chlorhexidine, calcipotriene, permethrin, emla',
];

/** Medicines by their first word, which few words of a list begin with. */
const byFirstWord = new Map<string, string[]>();
for (const name of rows.flatMap((row) => row.split(', '))) {
  const first = name.match(/[a-z\d]+/)?.[0] ?? '';
  byFirstWord.set(first, [...(byFirstWord.get(first) ?? []), name]);
}

/** Whether plain words name a medicine that is known here: of a class, or one that bears on nothing. */
export const isKnownMedicine = (words: string): boolean =>
  classesNamed(words).length > 0 ||
  words
    .split(/[^a-z\d]+/)
    .some((word) => (byFirstWord.get(word) ?? []).some((name) => words.includes(name)));
