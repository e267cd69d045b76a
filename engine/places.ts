/**
 * Places: ISO 3166-1 countries (`DE`), their subdivisions and cities (`US-CO`, `US-NY-NYC`), and the unions of states
 * that make law (`EU`).
 */

/** The member states, and those of their territories with a code of their own in which Union law applies. */
const EU =
  'AT BE BG HR CY CZ DK EE FI AX FR GF GP MF MQ RE YT DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE'.split(
    ' ',
  );

const COUNTRIES = new Set(
  (
    'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ ' +
    'CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR ' +
    'GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP ' +
    'KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT ' +
    'MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW ' +
    'SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG ' +
    'UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'
  ).split(' '),
);

const SUBDIVISIONS: Readonly<Record<string, ReadonlySet<string>>> = {
  US: new Set(
    (
      'AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK ' +
      'OR PA RI SC SD TN TX UT VT VA WA WV WI WY'
    ).split(' '),
  ),
  CA: new Set('AB BC MB NB NL NS NT NU ON PE QC SK YT'.split(' ')),
  GB: new Set('ENG SCT WLS NIR'.split(' ')),
};

const PLACE = /^([A-Z]{2})(?:-([A-Z0-9]{1,3})(?:-[A-Z0-9]{2,4})?)?$/;

/** True for a place a profile may name. Subdivisions are checked where packs depend on them, elsewhere by form. */
export function knownPlace(place: string): boolean {
  if (place === 'EU') return true;
  const [, country = '', subdivision] = PLACE.exec(place) ?? [];
  if (!COUNTRIES.has(country)) return false;
  return subdivision === undefined || (SUBDIVISIONS[country]?.has(subdivision) ?? true);
}

/** Whom a standard speaks to that no state or union has made. */
const INTERNATIONAL = 'international';

/** True for what an instrument can speak for: a place, or everywhere. */
export function knownJurisdiction(text: string): boolean {
  return text === INTERNATIONAL || knownPlace(text);
}

/** True when `inner` is `outer` or lies in it: `US-NY-NYC` is within `US-NY`, and `DE` within `EU`. */
export function isWithin(inner: string, outer: string): boolean {
  if (inner === outer || inner.startsWith(`${outer}-`)) return true;
  return outer === 'EU' && EU.includes(inner.slice(0, 2));
}

/** A place and every wider one it lies in that makes law: `US-NY-NYC`, `US-NY`, `US`; `DE`, `EU`. */
export function placesAround(place: string): string[] {
  const parts = place.split('-');
  const around = parts.map((_, i) => parts.slice(0, parts.length - i).join('-'));
  return EU.includes(parts[0] ?? '') ? [...around, 'EU'] : around;
}
