/** Drugs that bear on a therapy, by what they do; names are generic and brand names in lower case. */
type MedicineClass = {
  id: string;
  title: string;
  names: string;
  /** RxNorm ingredients; empty where none is known for certain. */
  rxnorm: string;
};

/**
 * Membership: general knowledge, checked against RxNorm's ingredients and the EMA's map of products;
 * a pharmacist confirms it before clinical use.
 */
const rows: readonly MedicineClass[] = [
  {
    id: 'tnf',
    title: 'a TNF blocker',
    names:
      'infliximab, avsola, inflectra, ixifi, remicade, renflexis, zymfentra, adalimumab, abrilada, amjevita, cyltezo, hadlima, hulio, humira, hyrimoz, idacio, simlandi, yuflyma, yusimry, etanercept, enbrel, erelzi, eticovo, golimumab, simponi, simponi aria, certolizumab, cimzia',
    rxnorm: '191831 327361 214555 819300 709271',
  },
  {
    id: 'il6',
    title: 'an IL-6 blocker',
    names:
      'tocilizumab, actemra, avtozma, tofidence, tyenne, sarilumab, kevzara, satralizumab, siltuximab, enspryng, sylvant',
    rxnorm: '612865 2391541 1535218',
  },
  {
    id: 'il17',
    title: 'an IL-17 blocker',
    names: 'secukinumab, cosentyx, ixekizumab, taltz, brodalumab, siliq, bimekizumab, bimzelx',
    rxnorm: '1599788',
  },
  {
    id: 'il23',
    title: 'an IL-23 blocker',
    names: 'guselkumab, tremfya, risankizumab, skyrizi, tildrakizumab, ilumya, mirikizumab, omvoh',
    rxnorm: '1928588 2166040 2053436',
  },
  {
    id: 'il12-23',
    title: 'an IL-12/23 blocker',
    names:
      'ustekinumab, imuldosa, otulfi, pyzchiva, selarsdi, starjemza, stelara, steqeyma, wezlana, yesintek',
    rxnorm: '847083',
  },
  {
    id: 'il1',
    title: 'an IL-1 blocker',
    names: 'anakinra, kineret, canakinumab, ilaris, rilonacept, arcalyst',
    rxnorm: '72435 853491',
  },
  {
    id: 'ctla4',
    title: 'abatacept or belatacept',
    names: 'abatacept, orencia, belatacept, nulojix',
    rxnorm: '614391',
  },
  {
    id: 'cd20',
    title: 'an anti-CD20 antibody',
    names:
      'rituximab, riabni, rituxan, ruxience, truxima, ocrelizumab, ocrevus, ocrevus zunovo, ofatumumab, arzerra, kesimpta, obinutuzumab, gazyva, ublituximab, briumvi',
    rxnorm: '121191 1876366 712566 974779 2626349',
  },
  {
    id: 'integrin',
    title: 'an integrin blocker',
    names: 'natalizumab, tyruko, tysabri, vedolizumab, entyvio',
    rxnorm: '354770 1538097',
  },
  {
    id: 'jak',
    title: 'a JAK inhibitor',
    names:
      'tofacitinib, xeljanz, baricitinib, olumiant, upadacitinib, rinvoq, ruxolitinib, jakafi, deucravacitinib, sotyktu, abrocitinib, cibinqo, ritlecitinib, litfulo, leqselvi',
    rxnorm: '1357536 2047232 1193326',
  },
  {
    id: 's1p',
    title: 'an S1P modulator',
    names:
      'fingolimod, gilenya, tascenso, siponimod, mayzent, ozanimod, zeposia, ponesimod, ponvory, etrasimod, velsipity',
    rxnorm: '1012892 2121085 2288236 2532300',
  },
  {
    id: 'ms-dmt',
    title: 'another drug for multiple sclerosis',
    names:
      'dimethyl fumarate, tecfidera, diroximel fumarate, vumerity, monomethyl fumarate, bafiertam, teriflunomide, aubagio, cladribine, mavenclad, glatiramer, copaxone, glatopa, mitoxantrone, alemtuzumab, campath, lemtrada, daclizumab, interferon beta, peginterferon beta, inebilizumab, novantrone, avonex, rebif, betaseron, extavia, plegridy, uplizna',
    rxnorm:
      '1373478 2261783 1546433 1310520 44157 214582 7005 117055 190353 75917 72257 1546168 2373951',
  },
  {
    id: 'complement',
    title: 'a complement inhibitor',
    names:
      'eculizumab, bkemv, epysqli, soliris, ravulizumab, ultomiris, pegcetacoplan, empaveli, zilucoplan, zilbrysq, iptacopan, fabhalta, crovalimab, piasky, danicopan, voydeya',
    rxnorm: '591781 2107301 2672489',
  },
  {
    id: 'fcrn',
    title: 'an FcRn blocker',
    names: 'efgartigimod, vyvgart, vyvgart hytrulo, rozanolixizumab, rystiggo, nipocalimab, imaavy',
    rxnorm: '2587717 2642274',
  },
  {
    id: 'amyloid',
    title: 'an anti-amyloid antibody',
    names: 'lecanemab, leqembi, aducanumab, aduhelm, donanemab, kisunla',
    rxnorm: '2626143 2557217 2687966',
  },
  {
    id: 'other-biologic',
    title: 'another immunomodulating antibody',
    names:
      'belimumab, benlysta, anifrolumab, saphnelo, omalizumab, omlyclo, xolair, mepolizumab, nucala, benralizumab, fasenra, dupilumab, dupixent, tezepelumab, tezspire, reslizumab, teprotumumab, cinqair, tepezza',
    rxnorm: '1092437 302379 1876376',
  },
  {
    id: 'bone-mab',
    title: 'denosumab or romosozumab',
    names: 'denosumab, jubbonti, prolia, wyost, xgeva, romosozumab, evenity',
    rxnorm: '993449',
  },
  {
    id: 'bisphosphonate',
    title: 'a bisphosphonate',
    names:
      'alendronate, fosamax, risedronate, actonel, ibandronate, boniva, etidronate, pamidronate, zoledronic, reclast, zometa, zoledronate, binosto, atelvia, didronel, aredia',
    rxnorm: '46041 73056 115264 42682 11473 77655',
  },
  {
    id: 'corticosteroid',
    title: 'a systemic corticosteroid',
    names:
      'prednisone, prednisolone, methylprednisolone, dexamethasone, hydrocortisone, betamethasone, triamcinolone, budesonide, deflazacort, cortisone, fludrocortisone, medrol, solu-medrol, depo-medrol, deltasone, rayos, orapred, decadron, cortef, solu-cortef, kenalog, emflaza',
    rxnorm: '8640 8638 6902 3264 5492 1514 10759 19831 22396 2878 4452',
  },
  {
    id: 'immunosuppressant',
    title: 'an immunosuppressant',
    names:
      'methotrexate, otrexup, rasuvo, trexall, azathioprine, imuran, mercaptopurine, purinethol, mycophenolate, cellcept, mycophenolic acid, cyclosporine, tacrolimus, envarsus, prograf, sirolimus, rapamycin, everolimus, cyclophosphamide, leflunomide, arava, apremilast, otezla, hydroxychloroquine, sulfasalazine, rheumatrex, xatmep, azasan, purixan, myfortic, neoral, sandimmune, gengraf, astagraf, rapamune, zortress, afinitor, cytoxan, plaquenil, azulfidine, voclosporin, lupkynis',
    rxnorm: '6851 1256 103 68149 7145 3008 42316 35302 141704 3002 27169 1492727 5521 9524',
  },
  {
    id: 'anticoagulant',
    title: 'an anticoagulant',
    names:
      'warfarin, coumadin, jantoven, apixaban, eliquis, rivaroxaban, xarelto, dabigatran, pradaxa, edoxaban, savaysa, enoxaparin, lovenox, dalteparin, fondaparinux, heparin, argatroban, bivalirudin, phenprocoumon, fragmin, anticoagulant, blood thinner, blood thinners, arixtra, angiomax',
    rxnorm: '11289 1364430 1114195 1037042 67108 67109 321208 5224 15202 60819 8150',
  },
  {
    id: 'thrombolytic',
    title: 'a thrombolytic',
    names: 'alteplase, tenecteplase, reteplase, activase, tnkase',
    rxnorm: '8410 259280 76895',
  },
  {
    id: 'antiplatelet',
    title: 'an antiplatelet drug',
    names:
      'aspirin, clopidogrel, plavix, prasugrel, effient, ticagrelor, brilinta, dipyridamole, cilostazol, vorapaxar, cangrelor, aggrenox',
    rxnorm: '1191 32968 613391 1116632 3521 21107',
  },
  {
    id: 'nephrotoxin',
    title: 'a drug that harms the kidney',
    names:
      'gentamicin, tobramycin, amikacin, streptomycin, colistin, polymyxin b, amphotericin, cisplatin, foscarnet, cidofovir, tenofovir disoproxil, piperacillin, cyclosporine, tacrolimus, envarsus, prograf, zosyn, neoral, sandimmune, gengraf, ambisome, viread, truvada',
    rxnorm: '1596450 10627 641 10109 2709 8536 732 2555 300195 8339 3008 42316',
  },
  {
    id: 'nsaid',
    title: 'an NSAID',
    names:
      'ibuprofen, naproxen, ketorolac, diclofenac, indomethacin, meloxicam, celecoxib, etodolac, nabumetone, piroxicam, ketoprofen, advil, motrin, aleve, naprosyn, toradol, voltaren, mobic, celebrex',
    rxnorm: '5640 7258 35827 3355 5781 41493 140587 24605 31448 8356 6142',
  },
  {
    id: 'loop-diuretic',
    title: 'a loop diuretic',
    names: 'furosemide, bumetanide, torsemide, ethacrynic acid, lasix, bumex, demadex, soaanz',
    rxnorm: '4603 1808 38413',
  },
  {
    id: 'valproate',
    title: 'valproate',
    names:
      'valproic acid, depakene, valproate, divalproex, depakote, depacon, valproato, acido valproico',
    rxnorm: '11118 40254 266856',
  },
  {
    id: 'statin',
    title: 'a statin',
    names:
      'statin, atorvastatin, lipitor, simvastatin, zocor, pravastatin, rosuvastatin, crestor, lovastatin, fluvastatin, pitavastatin, pravachol, livalo, zypitamag, vytorin, roszet, caduet, lescol, altoprev',
    rxnorm: '83367 36567 42463 301542 6472 41127 861634',
  },
  {
    id: 'myotoxic',
    title: 'a drug that harms muscle',
    names: 'gemfibrozil, fenofibrate, colchicine, lopid, tricor, trilipix, colcrys',
    rxnorm: '4719 8703 2683',
  },
  {
    id: 'serotonergic',
    title: 'a serotonergic drug or MAO inhibitor',
    names:
      'fluoxetine, sertraline, paroxetine, citalopram, escitalopram, venlafaxine, desvenlafaxine, duloxetine, tramadol, meperidine, buspirone, trazodone, mirtazapine, amitriptyline, nortriptyline, sumatriptan, rizatriptan, linezolid, tedizolid, methylene blue, selegiline, rasagiline, phenelzine, tranylcypromine, zoloft, lexapro, prozac, paxil, celexa, effexor, pristiq, cymbalta, desyrel, remeron, zyvox, nardil, parnate, azilect',
    rxnorm:
      '4493 36437 32937 2556 321988 39786 734064 72625 10689 6754 1827 10737 15996 704 7531 37418 88014 190376 1540825 6878 9639 134748 8123 10734',
  },
  {
    id: 'qt',
    title: 'a drug that prolongs QT',
    names:
      'amiodarone, sotalol, dofetilide, quinidine, procainamide, disopyramide, dronedarone, ibutilide, flecainide, haloperidol, droperidol, ondansetron, methadone, moxifloxacin, levofloxacin, ciprofloxacin, azithromycin, clarithromycin, erythromycin, fluconazole, voriconazole, pentamidine, chlorpromazine, thioridazine, ziprasidone, quetiapine, citalopram, hydroxychloroquine, eribulin, celexa, zofran, seroquel, pacerone',
    rxnorm:
      '703 9947 9068 8700 3541 233698 41289 4441 5093 3648 26225 6813 139462 82122 2551 18631 21212 4053 4450 121243 7994 2403 10502 115698 51272 2556 5521 1045453',
  },
  {
    id: 'benzodiazepine',
    title: 'a benzodiazepine or sleeping pill',
    names:
      'alprazolam, lorazepam, clonazepam, diazepam, midazolam, temazepam, chlordiazepoxide, oxazepam, triazolam, clobazam, zolpidem, eszopiclone, benzodiazepine, sleeping pill, sleeping pills, xanax, ativan, klonopin, valium, ambien, restoril, halcion, librium, serax, onfi, sympazan, versed, lunesta, sonata, zaleplon, estazolam, flurazepam, clorazepate, tranxene, edluar, intermezzo',
    rxnorm: '596 6470 2598 3322 6960 10355 2356 7781 10767 21241 39993 461016',
  },
  {
    id: 'opioid',
    title: 'an opioid',
    names:
      'morphine, hydromorphone, oxycodone, hydrocodone, fentanyl, oxymorphone, codeine, tapentadol, levorphanol, methadone, tramadol, meperidine, buprenorphine, sublocade, suboxone, subutex, oxycontin, percocet, dilaudid, vicodin, norco, ms contin, duramorph, roxicodone, roxanol, xtampza, percodan, endocet, lortab, hysingla, duragesic, opana, nucynta, methadose, dolophine, ultram, ultracet, demerol, belbuca, butrans, zubsolv, brixadi, pentazocine, butorphanol, nalbuphine',
    rxnorm: '7052 3423 7804 5489 4337 7814 2670 787390 6813 10689 6754 1819',
  },
  {
    id: 'opioid-antagonist',
    title: 'an opioid antagonist',
    // Naloxone lies ready for an overdose, as it should, and is not taken.
    names: 'naltrexone, revia, vivitrol, contrave',
    rxnorm: '7243',
  },
  {
    id: 'sedative-other',
    title: 'another sedating drug',
    names:
      'gabapentin, pregabalin, baclofen, carisoprodol, cyclobenzaprine, tizanidine, phenobarbital, diphenhydramine, hydroxyzine, neurontin, gralise, horizant, lyrica, lioresal, soma, flexeril, zanaflex, benadryl, vistaril, atarax',
    rxnorm: '25480 187832 1292 2101 21949 57258 8134 3498 5553',
  },
  {
    id: 'k-raising',
    title: 'a drug that raises potassium',
    names:
      'spironolactone, potassium chloride, losartan, valsartan, trimethoprim, aldactone, klor-con, k-dur, cozaar, diovan, bactrim',
    rxnorm: '9997 8591 52175 69749 10829',
  },
  {
    id: 'iv-iron',
    title: 'an intravenous iron',
    names:
      'iron sucrose, ferric carboxymaltose, ferumoxytol, iron dextran, sodium ferric gluconate complex, ferric derisomaltose, venofer, injectafer, feraheme, infed, ferrlecit, monoferric',
    rxnorm: '24909 473387 5992',
  },
  {
    id: 'esa',
    title: 'an erythropoiesis-stimulating drug',
    names:
      'epoetin, epogen, procrit, retacrit, darbepoetin, aranesp, methoxy polyethylene glycol epoetin beta',
    rxnorm: '105694 283838',
  },
  {
    id: 'calcium-iv',
    title: 'intravenous calcium',
    names:
      'calcium gluconate, calcium chloride, lactated ringer, lactated ringers, ringers lactate',
    rxnorm: '1908 1901',
  },
  {
    id: 'probenecid',
    title: 'probenecid',
    names: 'probenecid',
    rxnorm: '8698',
  },
  {
    id: 'fluoropyrimidine',
    title: 'a fluoropyrimidine',
    names:
      'fluorouracil, capecitabine, sorivudine, tegafur, xeloda, adrucil, floxuridine, teysuno, lonsurf, trifluridine',
    rxnorm: '4492 194000 4582',
  },
  {
    id: 'taxane',
    title: 'a taxane',
    names: 'paclitaxel, taxol, abraxane, docetaxel, taxotere, cabazitaxel, jevtana',
    rxnorm: '56946 72962 996051',
  },
  {
    id: 'platinum',
    title: 'a platinum drug',
    names: 'carboplatin, paraplatin, cisplatin, platinol, oxaliplatin, eloxatin',
    rxnorm: '40048 2555 32592',
  },
  {
    id: 'warfarin',
    title: 'warfarin',
    names: 'warfarin, coumadin, jantoven',
    rxnorm: '11289',
  },
  {
    id: 'brivudine',
    title: 'brivudine or sorivudine',
    names: 'brivudine, sorivudine, zostex, zerpex, brivirac',
    rxnorm: '',
  },
  {
    id: 'disulfiram',
    title: 'disulfiram',
    names: 'disulfiram, antabuse',
    rxnorm: '',
  },
  {
    id: 'ceftriaxone',
    title: 'ceftriaxone',
    names: 'ceftriaxone, rocephin',
    rxnorm: '2193',
  },
  {
    id: 'oral-iron',
    title: 'iron by mouth',
    names:
      'ferrous, polysaccharide iron, iron polysaccharide, slow fe, feosol, ferrex, niferex, accrufer, ferric maltol',
    rxnorm: '1594675 24941 24942 24947 105669',
  },
  {
    id: 'phenytoin',
    title: 'phenytoin',
    names: 'phenytoin, fosphenytoin, dilantin, cerebyx',
    rxnorm: '8183 72236',
  },
  {
    id: 'taxane-cyp',
    title: 'a drug that changes paclitaxel levels',
    names:
      'gemfibrozil, ketoconazole, clopidogrel, plavix, rifampin, carbamazepine, lopid, tegretol, rifadin',
    rxnorm: '4719 6135 32968 9384 2002',
  },
  {
    id: 'galactosidase-inhibitor',
    title: 'a drug that may keep the enzyme from its work',
    names: 'amiodarone, pacerone, chloroquine, hydroxychloroquine, plaquenil, gentamicin',
    rxnorm: '703 5521 1596450',
  },
  {
    id: 'gaucher',
    title: 'a drug for Gaucher or Fabry disease',
    names:
      'imiglucerase, cerezyme, velaglucerase, vpriv, taliglucerase, elelyso, eliglustat, cerdelga, miglustat, agalsidase, fabrazyme, pegunigalsidase, elfabrio, migalastat, galafold, zavesca',
    rxnorm: '84959 901805 1291609 1547220 402316 338817',
  },
  {
    id: 'ig',
    title: 'an immune globulin',
    names:
      'immunoglobulin g, immune globulin, immunoglobulin, gammagard, gamunex, privigen, octagam, hizentra, cuvitru, xembify, gammaplex, gammaked, bivigam, panzyga, asceniv, flebogamma, alyglo, yimmugo, hyqvia, cutaquig',
    rxnorm: '5666',
  },
  {
    id: 'inotrope',
    title: 'an inotrope or digoxin',
    names: 'milrinone, dobutamine, dopamine, digoxin, lanoxin',
    rxnorm: '52769 3616 3628 3407',
  },
  {
    id: 'mening-prophylaxis',
    title: 'an antibiotic that covers meningococci',
    names: 'penicillin v, azithromycin, ciprofloxacin, amoxicillin, rifampin',
    rxnorm: '7984 18631 2551 723 9384',
  },
  {
    id: 'aat',
    title: 'an alpha-1 antitrypsin',
    names:
      'alpha 1-antitrypsin, alpha-1 antitrypsin, alpha-1 proteinase, prolastin, zemaira, aralast, glassia, alpha-1-antitrypsin',
    rxnorm: '535',
  },
  {
    id: 'lithium',
    title: 'lithium',
    names: 'lithium',
    rxnorm: '6448',
  },
];

const escaped = (name: string): string => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

export const medicineClasses = rows.map(({ id, title, names, rxnorm }) => ({
  id,
  title,
  rxnorm: new Set(rxnorm.split(' ').filter(Boolean)),
  called: new RegExp(`(^|[^a-z])(${names.split(', ').map(escaped).join('|')})([^a-z]|$)`),
}));

const firstWord = (name: string): string => name.match(/[a-z]+/)?.[0] ?? '';

/** Classes by the first word of each of their names: most words begin none. */
const byFirstWord = new Map<string, Set<(typeof medicineClasses)[number]>>();
for (const [index, { names }] of rows.entries())
  for (const name of names.split(', ')) {
    const classes = byFirstWord.get(firstWord(name)) ?? new Set();
    classes.add(medicineClasses[index] as (typeof medicineClasses)[number]);
    byFirstWord.set(firstWord(name), classes);
  }

/** The classes of the drugs that plain words name. */
export const classesNamed = (words: string): (typeof medicineClasses)[number][] => {
  const candidates = new Set(
    words.split(/[^a-z]+/).flatMap((word) => [...(byFirstWord.get(word) ?? [])]),
  );
  return [...candidates].filter(({ called }) => called.test(words));
};
