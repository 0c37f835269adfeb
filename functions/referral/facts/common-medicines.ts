import { antiHerpes, antiInfective } from './infections.ts';
import { classesNamed } from './medicine-classes.ts';

/**
 * Ends of generic names (USAN stems) of families that bear on no therapy here: for pressure, heart,
 * sugar, stomach, lungs, migraine, prostate and seizures.
 */
const ends =
  'pril, prilat, sartan, olol, alol, dilol, dipine, azosin, thiazide, gliptin, gliflozin, glutide, glitazone, glinide, prazole, terol, tropium, clidinium, lukast, triptan, gepant, afil, entan, racetam, trigine, carbazepine, tadine, steride, begron, fenacin, estradiol, estrel, gestrel, oxifene, vaptan, inurad, tirizine';

/**
 * What patients often take beside an infusion, in no such family and in no class that bears on a
 * therapy. What is on no list was looked at by nobody. General knowledge, against public lists of what
 * is dispensed most in the United States; a pharmacist confirms it before clinical use.
 */
const names =
  'norvasc, zestril, toprol, tenormin, coreg, micardis, benicar, prilosec, protonix, pepcid, zantac, singulair, allegra, ventolin, glucophage, colace, senokot, proscar, lamictal, topamax, entresto, sacubitril, diltiazem, verapamil, hctz, chlorthalidone, metolazone, triamterene, amiloride, eplerenone, acetazolamide, clonidine, hydralazine, isosorbide, nitroglycerin, midodrine, ezetimibe, fish oil, cholestyramine, repatha, metformin, januvia, glipizide, glimepiride, glyburide, tirzepatide, mounjaro, ozempic, trulicity, jardiance, farxiga, insulin, lantus, humalog, novolog, levothyroxine, synthroid, thyroid, methimazole, estrogen, estrogens, progesterone, medroxyprogesterone, norethindrone, contraceptive, birth control, testosterone, teriparatide, desmopressin, anastrozole, letrozole, nexium, cimetidine, famotidine, nizatidine, ranitidine, sucralfate, antacid, simethicone, docusate, senna, bisacodyl, polyethylene glycol, miralax, lactulose, psyllium, loperamide, dicyclomine, mesalamine, ursodiol, pancrelipase, metoclopramide, prochlorperazine, promethazine, granisetron, aprepitant, probiotic, fluticasone, flonase, advair, symbicort, breo, trelegy, spiriva, mometasone, loratadine, fexofenadine, zyrtec, claritin, chlorpheniramine, guaifenesin, dextromethorphan, benzonatate, pseudoephedrine, acetylcysteine, epinephrine, epipen, nicotine, varenicline, acetaminophen, tylenol, lidocaine, capsaicin, methocarbamol, topiramate, keppra, lacosamide, zonisamide, carbidopa, levodopa, pramipexole, ropinirole, donepezil, memantine, rivastigmine, dalfampridine, riluzole, pyridostigmine, bupropion, wellbutrin, abilify, risperidone, olanzapine, lurasidone, methylphenidate, amphetamine, adderall, lisdexamfetamine, atomoxetine, modafinil, melatonin, naloxone, narcan, tamsulosin, flomax, alfuzosin, oxybutynin, tolterodine, trospium, allopurinol, febuxostat, sevelamer, bicarbonate, potassium citrate, sodium citrate, ferrous, iron, hydroxyurea, filgrastim, pegfilgrastim, vitamin, vitamins, multivitamin, mvi, prenatal, folic, folate, leucovorin, cyanocobalamin, thiamine, pyridoxine, cholecalciferol, ergocalciferol, calcitriol, calcium, magnesium, zinc, coenzyme, coq10, fiber, saline, sodium chloride, artificial tears, latanoprost, timolol, nystatin, mupirocin';

const known = new Set(names.split(', '));
const inTwoWords = [...known].filter((name) => name.includes(' '));
const ofFamily = new RegExp(`^(?!cholesterol)[a-z]*[a-z]{2}(${ends.split(', ').join('|')})$`);

/** Whether plain words name a medicine that is known here: of a class, or one that bears on nothing. */
export const isKnownMedicine = (words: string): boolean =>
  classesNamed(words).length > 0 ||
  antiInfective.test(words) ||
  antiHerpes.test(words) ||
  words.split(/[^a-z\d]+/).some((word) => known.has(word) || ofFamily.test(word)) ||
  inTwoWords.some((name) => words.includes(name));
