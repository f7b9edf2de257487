/**
 * What countries are called: the ISO codes, the names in the languages CRMs are mostly filled
 * in, and what people write instead. Earlier names win over later ones, so that a name two
 * countries share means the same on every machine: bare "Congo" is CG, as in ISO 3166 itself.
 */
import isoCodes from "i18n-iso-countries/codes.json" with { type: "json" }
import ar from "i18n-iso-countries/langs/ar.json" with { type: "json" }
import cs from "i18n-iso-countries/langs/cs.json" with { type: "json" }
import da from "i18n-iso-countries/langs/da.json" with { type: "json" }
import de from "i18n-iso-countries/langs/de.json" with { type: "json" }
import el from "i18n-iso-countries/langs/el.json" with { type: "json" }
import en from "i18n-iso-countries/langs/en.json" with { type: "json" }
import es from "i18n-iso-countries/langs/es.json" with { type: "json" }
import fi from "i18n-iso-countries/langs/fi.json" with { type: "json" }
import fr from "i18n-iso-countries/langs/fr.json" with { type: "json" }
import he from "i18n-iso-countries/langs/he.json" with { type: "json" }
import hi from "i18n-iso-countries/langs/hi.json" with { type: "json" }
import hu from "i18n-iso-countries/langs/hu.json" with { type: "json" }
import it from "i18n-iso-countries/langs/it.json" with { type: "json" }
import ja from "i18n-iso-countries/langs/ja.json" with { type: "json" }
import ko from "i18n-iso-countries/langs/ko.json" with { type: "json" }
import nb from "i18n-iso-countries/langs/nb.json" with { type: "json" }
import nl from "i18n-iso-countries/langs/nl.json" with { type: "json" }
import pl from "i18n-iso-countries/langs/pl.json" with { type: "json" }
import pt from "i18n-iso-countries/langs/pt.json" with { type: "json" }
import ro from "i18n-iso-countries/langs/ro.json" with { type: "json" }
import ru from "i18n-iso-countries/langs/ru.json" with { type: "json" }
import sv from "i18n-iso-countries/langs/sv.json" with { type: "json" }
import tr from "i18n-iso-countries/langs/tr.json" with { type: "json" }
import uk from "i18n-iso-countries/langs/uk.json" with { type: "json" }
import zh from "i18n-iso-countries/langs/zh.json" with { type: "json" }

/** The alpha-2 codes; XK, which ISO leaves to users, is Kosovo here as everywhere. */
export const alpha2: ReadonlySet<string> = new Set(isoCodes.map(([two = ""]) => two))

/** Alpha-3 and numeric codes with the alpha-2 code they stand for. */
export const longCodes: ReadonlyMap<string, string> = new Map(
  isoCodes.flatMap(([two = "", three = "", numeric = ""]) => [
    [three, two],
    [numeric, two]
  ])
)

/** Every name with the alpha-2 code it stands for. */
export function* countryNames(): Generator<readonly [name: string, code: string]> {
  for (const line of said.trim().split("\n")) {
    const [code = "", names = ""] = line.trim().split(": ")
    for (const name of names.split("; ")) yield [name, code]
  }
  for (const { countries } of languages) {
    for (const [code, names] of Object.entries<string | ReadonlyArray<string>>(countries)) {
      for (const name of typeof names === "string" ? [names] : names) yield [name, code]
    }
  }
}

const languages = [
  ...[en, de, fr, es, it, pt, nl, pl, sv, da, nb, fi, cs, hu, ro],
  ...[tr, ru, uk, el, ar, he, hi, ja, ko, zh]
]

const said = `
  AE: UAE; Emirates; Dubai; Abu Dhabi; VAE; EAU
  AL: Shqipëria
  AM: Հայաստան
  AT: Oesterreich; Republik Österreich; Republic of Austria
  AZ: Azərbaycan
  BA: Bosnia; Bosnia-Herzegovina; Bosnien; Bosna i Hercegovina
  BD: বাংলাদেশ
  BG: България
  BN: Brunei
  BO: Bolivia, Plurinational State of
  BQ: Caribbean Netherlands; Bonaire
  BY: Belorussia; Byelorussia; Weißrussland
  CD: DR Congo; DRC; RDC; Congo DR; Congo, Democratic Republic
  CD: Congo, The Democratic Republic of the; Congo-Kinshasa; Kongo-Kinshasa; Zaire
  CG: Congo; Kongo; Congo Republic; Congo, Republic of the; Congo-Brazzaville; Kongo-Brazzaville
  CH: Switzerland; Schweiz; Suisse; Svizzera; Svizra; Helvetia; Swiss Confederation
  CH: Confoederatio Helvetica
  CI: Cote d Ivoire; Republic of Côte d'Ivoire
  CN: PRC; PR China; Mainland China; 中华人民共和国; 中國; 中国大陆
  CV: Cabo Verde
  CY: Kıbrıs
  CZ: Czech; Tschechei; Česko
  DE: BRD; FRG; Federal Republic of Germany; Bundesrepublik; Bundesrepublik Deutschland; Duitsland
  DK: Daenemark
  DO: Dom. Rep.; Dominican Rep.
  EE: Eesti
  EG: Arab Republic of Egypt
  ES: España; Kingdom of Spain; Espana
  ET: ኢትዮጵያ
  FK: Falkland Islands; Falklands; Malvinas
  FM: Micronesia
  FO: Føroyar
  FR: French Republic; République française; France métropolitaine; Metropolitan France
  GB: UK; Britain; United Kingdom of Great Britain and Northern Ireland; England; Scotland; Wales
  GB: Northern Ireland; Cymru; Schottland; Angleterre; Inglaterra; Inghilterra; Engeland; Anglia
  GB: Grande-Bretagne; Gran Bretaña; Gran Bretagna; Großbritannien; Verenigd Koninkrijk
  GB: Velká Británie
  GE: საქართველო
  GL: Kalaallit Nunaat
  GR: Hellas; Hellenic Republic; EL
  HK: Hong Kong SAR; Hong Kong SAR China; Hong Kong S.A.R.; Hong Kong, China; 中国香港
  HR: Hrvatska
  IE: Eire; Éire; Republic of Ireland; Irish Republic
  IR: Iran, Islamic Republic of; Persia; ایران
  JP: Nippon; Nihon; にほん
  KG: Кыргызстан
  KH: កម្ពុជា
  KP: DPRK; Democratic People's Republic of Korea; Korea, Democratic People's Republic of
  KP: Korea, North; Korea (North)
  KR: Korea; 한국; Suedkorea; ROK; Korea, South; Korea (South); Rep. of Korea
  KZ: Қазақстан
  LA: Laos; Lao PDR; ລາວ
  LT: Lietuva
  LU: Lëtzebuerg
  LV: Latvija
  MD: Moldova; Republic of Moldova
  ME: Crna Gora
  MF: Saint Martin; St. Martin
  MK: Macedonia; FYROM; The former Yugoslav Republic of Macedonia; Republic of Macedonia
  MK: Северна Македонија
  MM: Burma; Birma; Birmanie; မြန်မာ
  MN: Монгол; Монгол Улс
  MO: Macau; Macao SAR; Macau SAR; Macau SAR China
  MX: Mexico; United Mexican States; Estados Unidos Mexicanos; Mejico
  NL: Holland; The Netherlands; Nederland; Kingdom of the Netherlands; Pays-Bas; Hollande
  NO: Noreg
  NZ: Aotearoa; N. Zealand
  PH: Phillipines; The Philippines; Pilipinas
  PK: پاکستان
  PS: Palestinian Territories; Palestinian Territory; Palestinian Territory, Occupied; West Bank
  PS: Gaza
  RO: Rumaenien
  RS: Srbija; Србија
  RU: Russian Fed.; RF; РФ; Россия
  SA: KSA; Kingdom of Saudi Arabia; Saudi; المملكة العربية السعودية
  SH: Saint Helena, Ascension and Tristan da Cunha
  SI: Slovenija
  ST: São Tomé; Sao Tome
  SX: Sint Maarten; St. Maarten
  SY: Syria
  SZ: Swaziland
  TH: ไทย; ประเทศไทย
  TJ: Тоҷикистон
  TL: East Timor
  TR: Turkiye; Tuerkei; Turkei; Republic of Turkey; Republic of Türkiye
  TT: Trinidad
  TW: Republic of China; R.O.C.; Taiwan ROC; Chinese Taipei; 台灣; 臺灣; 台湾
  TZ: Tanzania
  US: USA; U.S.; America; United States; United States of America; The States; US of A
  US: Vereinigte Staaten; Vereinigte Staaten von Amerika; États-Unis d'Amérique
  US: Estados Unidos de América; Estados Unidos da América; EEUU; EE. UU.; EUA; E.U.A.
  US: Stati Uniti d'America; Verenigde Staten van Amerika; Amerika; 美國; États-Unis; Stati Uniti
  US: アメリカ
  UZ: Oʻzbekiston
  VA: Vatican; Vatican City; Holy See
  VE: Venezuela, Bolivarian Republic of
  VG: British Virgin Islands; BVI; Virgin Islands, British
  VI: US Virgin Islands; USVI; Virgin Islands, U.S.
  VN: Viet Nam; Socialist Republic of Vietnam
  XK: Kosova; Republic of Kosovo; XKK
  ZA: Suedafrika; RSA
`
