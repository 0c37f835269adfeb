import { antiHerpes, antiInfective } from './infections.ts';
import { classesNamed } from './medicine-classes.ts';

/**
 * Ends of generic names (USAN stems) of families that bear on no therapy here: for pressure, heart,
 * sugar, stomach, lungs, migraine, prostate and seizures.
 */
const ends =
  'pril, prilat, sartan, olol, alol, dilol, dipine, azosin, thiazide, gliptin, gliflozin, glutide, glitazone, glinide, prazole, tidine, terol, tropium, clidinium, lukast, triptan, gepant, afil, entan, racetam, trigine, barbazepine, tadine, steride, begron, fenacin, estradiol, estrel, gestrel, oxifene, vaptan, inurad, tirizine';

/**
 * What patients often take beside an infusion, in no such family and in no class that bears on a
 * therapy. What is on no list was looked at by nobody. General knowledge, against public lists of what
 * is dispensed most in the United States; a pharmacist confirms it before clinical use.
 */
const names =
  'zestril, norvasc, entresto, sacubitril, diltiazem, verapamil, hctz, chlorthalidone, indapamide, metolazone, triamterene, amiloride, eplerenone, acetazolamide, clonidine, guanfacine, minoxidil, hydralazine, isosorbide, nitroglycerin, ranolazine, midodrine, ezetimibe, niacin, omega, fish oil, colesevelam, cholestyramine, repatha, praluent, metformin, janumet, januvia, glipizide, glimepiride, glyburide, tirzepatide, mounjaro, ozempic, trulicity, jardiance, farxiga, exenatide, insulin, lantus, humalog, novolog, glucagon, levothyroxine, synthroid, liothyronine, thyroid, methimazole, estrogen, estrogens, progesterone, medroxyprogesterone, norethindrone, drospirenone, contraceptive, birth control, testosterone, calcitonin, teriparatide, cinacalcet, desmopressin, anastrozole, letrozole, exemestane, nexium, sucralfate, antacid, tums, simethicone, docusate, senna, bisacodyl, polyethylene glycol, miralax, lactulose, linaclotide, psyllium, metamucil, loperamide, imodium, bismuth, dicyclomine, hyoscyamine, mesalamine, ursodiol, pancrelipase, metoclopramide, prochlorperazine, promethazine, granisetron, aprepitant, probiotic, lactobacillus, fluticasone, flonase, advair, symbicort, breo, trelegy, spiriva, mometasone, beclomethasone, theophylline, loratadine, fexofenadine, zyrtec, claritin, chlorpheniramine, azelastine, guaifenesin, dextromethorphan, benzonatate, pseudoephedrine, oxymetazoline, acetylcysteine, epinephrine, epipen, nicotine, varenicline, acetaminophen, tylenol, lidocaine, capsaicin, methocarbamol, metaxalone, butalbital, topiramate, keppra, lacosamide, zonisamide, primidone, carbidopa, levodopa, pramipexole, ropinirole, amantadine, benztropine, donepezil, memantine, rivastigmine, dalfampridine, riluzole, pyridostigmine, bupropion, wellbutrin, abilify, risperidone, olanzapine, lurasidone, methylphenidate, amphetamine, adderall, lisdexamfetamine, atomoxetine, modafinil, melatonin, naloxone, narcan, tamsulosin, flomax, alfuzosin, oxybutynin, tolterodine, trospium, bethanechol, allopurinol, febuxostat, sevelamer, bicarbonate, citrate, ferrous, iron, tranexamic, hydroxyurea, filgrastim, pegfilgrastim, vitamin, vitamins, multivitamin, mvi, prenatal, folic, folate, leucovorin, cyanocobalamin, thiamine, pyridoxine, biotin, ascorbic, cholecalciferol, ergocalciferol, calcitriol, calcium, magnesium, zinc, coenzyme, coq10, turmeric, fiber, saline, sodium chloride, artificial tears, latanoprost, timolol, ketotifen, clotrimazole, nystatin, mupirocin, tretinoin, permethrin, chlorhexidine';

const known = new Set(names.split(', '));
const inTwoWords = [...known].filter((name) => name.includes(' '));
const ofFamily = new RegExp(`[a-z]{2}(${ends.split(', ').join('|')})$`);

/** Whether plain words name a medicine that is known here: of a class, or one that bears on nothing. */
export const isKnownMedicine = (words: string): boolean =>
  classesNamed(words).length > 0 ||
  antiInfective.test(words) ||
  antiHerpes.test(words) ||
  words.split(/[^a-z\d]+/).some((word) => known.has(word) || ofFamily.test(word)) ||
  inTwoWords.some((name) => words.includes(name));
