/**
 * Given names by which one person is commonly written, in plain spelling. Own list of everyday US
 * English and Spanish forms; a form may stand in several rows (`Alex`, `Lena`). It makes two names
 * agree less than the same name does, so a row too many costs a look and no mistake.
 */
export const forms = [
  'alexander alejandro alex sandy xander',
  'alexandra alejandra alex sandra sandy',
  'andrew andres andy drew',
  'anthony antonio tony tono',
  'barbara barb barbie',
  'benjamin ben benny',
  'catherine katherine kathryn catalina cathy kathy kate katie kat',
  'charles carlos charlie chuck',
  'christina cristina christine chris tina',
  'christopher cristobal chris kit',
  'daniel dan danny',
  'david dave davey',
  'deborah debra deb debbie',
  'donald don donnie',
  'dorothy dot dottie dolly',
  'edward eduardo ed eddie ted ned',
  'elizabeth elisabeth isabel liz lizzie beth betty eliza elsie libby',
  'ernest ernesto ernie',
  'frances francisca fran paca',
  'francis francisco frank paco pancho cisco',
  'gerald gerardo jerry gerry',
  'gregory gregorio greg',
  'guadalupe lupe lupita',
  'harold harry hal',
  'helen helena elena lena nell',
  'henry enrique hank harry kike',
  'ignacio nacho',
  'jacob jacobo jake',
  'james jaime jim jimmy jamie diego santiago',
  'jennifer jen jenny',
  'jesus chuy',
  'john jonathan juan jon jack johnny',
  'joseph jose joe joey pepe',
  'josephine josefa josefina josie jo pepa',
  'judith judy',
  'kenneth ken kenny',
  'lawrence lorenzo larry',
  'leonard leonardo leo len lenny',
  'magdalena lena magda',
  'manuel manolo manny',
  'margaret margarita maggie meg peggy marge greta rita',
  'mary maria molly polly mamie',
  'matthew mateo matt',
  'michael miguel mike mick mickey',
  'nicholas nicolas nick nico',
  'pamela pam',
  'patricia pat patty tricia trish',
  'patrick patricio pat paddy',
  'peter pedro pete',
  'philip phillip felipe phil',
  'raymond ramon ray',
  'rebecca rebeca becky becca',
  'richard ricardo rick ricky dick rich',
  'robert roberto rob robbie bob bobby bert',
  'ronald ron ronnie',
  'rosario charo',
  'samuel sam sammy',
  'samantha sam sammy',
  'stephen steven esteban steve',
  'susan susana susanna sue susie',
  'teresa theresa terry tess tere',
  'theodore teodoro ted teddy theo',
  'thomas tomas tom tommy',
  'timothy timoteo tim timmy',
  'victoria vicky tori',
  'vincent vicente vince vinny',
  'william guillermo bill billy will willie liam memo',
];

const rowsOf = new Map<string, ReadonlySet<number>>();
for (const [row, names] of forms.entries())
  for (const name of names.split(' '))
    rowsOf.set(name, new Set([...(rowsOf.get(name) ?? []), row]));

/** Whether two plain given names are forms of one. */
export const areForms = (one: string, other: string): boolean => {
  const rows = rowsOf.get(other);
  return [...(rowsOf.get(one) ?? [])].some((row) => rows?.has(row));
};

/** The other forms of a plain given name, if it has any. */
export const formsOfName = (name: string): string[] => [
  ...new Set(
    [...(rowsOf.get(name) ?? [])].flatMap((row) =>
      (forms[row] ?? '').split(' ').filter((form) => form !== name),
    ),
  ),
];
