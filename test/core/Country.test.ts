import { describe, expect, it } from "vitest"
import { readCountry } from "../../src/core/Country.ts"
import { always } from "../support/property.ts"
import { anyText, spelledText } from "./texts.ts"

const spellings: { readonly [code: string]: ReadonlyArray<string> } = {
  AE: ["UAE", "United Arab Emirates", "الإمارات العربية المتحدة"],
  AT: ["Austria", "Österreich", "Oesterreich", "AUT", "040", "Autriche"],
  BO: ["Bolivia", "Bolivia (Plurinational State of)"],
  CA: ["CA", "ca", "Canada", "Kanada"],
  CD: ["DR Congo", "Congo, Democratic Republic of the", "Congo (Kinshasa)", "Zaire"],
  CG: ["Congo", "Kongo", "Republic of the Congo", "Congo-Brazzaville"],
  CH: ["Schweiz", "Suisse", "la Suisse", "Svizzera", "Switzerland", "che"],
  CI: ["Ivory Coast", "Côte d’Ivoire", "Cote d'Ivoire", "COTE DIVOIRE"],
  CN: ["China", "中国", "中國", "PR China", "P.R.C."],
  CZ: ["Czechia", "Czech Republic", "Česko"],
  DE: ["DE", "de", " DEU ", "276", "Germany", "GERMANY", "Deutschland", "BRD", "Allemagne"],
  EG: ["Egypt", "مصر"],
  ES: ["Spain", "España", "espana", "Spagna"],
  FR: ["France", "La France", "Frankreich"],
  GB: ["UK", "U.K.", "Great Britain", "England", "Scotland", "Wales", "Northern Ireland"],
  GE: ["Georgia"],
  GR: ["Greece", "Ελλάδα", "ΕΛΛΑΔΑ", "Hellas"],
  IE: ["Ireland", "Irland", "Éire"],
  IN: ["India", "भारत"],
  IR: ["Iran", "Iran, Islamic Republic of", "Iran (Islamic Republic of)"],
  IS: ["Iceland", "Island", "Ísland"],
  JP: ["Japan", "日本", "Nippon"],
  KP: ["North Korea", "Korea, Democratic People's Republic of"],
  KR: ["South Korea", "Korea, Republic of", "Republic of Korea", "Korea", "대한민국"],
  LC: ["St. Lucia", "Saint Lucia", "St Lucia"],
  MK: ["Macedonia", "North Macedonia"],
  NL: ["Holland", "The Netherlands", "Nederland", "die Niederlande", "Pays-Bas"],
  RU: ["Russia", "Russian Federation", "Россия"],
  TR: ["Turkey", "Türkiye", "Turkiye", "Türkei", "TÜRKİYE"],
  TT: ["Trinidad & Tobago", "Trinidad and Tobago"],
  TW: ["Taiwan", "Taiwan, Province of China", "台灣"],
  UA: ["Ukraine", "Україна"],
  US: ["USA", "U.S.A.", "U.S.", "us", "United States", "the United States of America", "EE. UU."],
  VG: ["Virgin Islands (British)", "British Virgin Islands"],
  VI: ["Virgin Islands (U.S.)", "US Virgin Islands"],
  VN: ["Vietnam", "Viet Nam"],
  XK: ["XK", "Kosovo"]
}

describe("a country", () => {
  for (const [code, texts] of Object.entries(spellings)) {
    it(`${code} is understood however it is written`, () => {
      expect(texts.map((text) => [text, readCountry(text).normal])).toEqual(
        texts.map((text) => [text, code])
      )
    })
  }

  it("is understood from its flag, and where code and name are written together", () => {
    const texts = ["🇩🇪", "Germany (DE)", "DE - Deutschland", "Germany/Deutschland", "DEU, Germany"]
    expect(texts.map((text) => readCountry(text).normal)).toEqual(texts.map(() => "DE"))
  })

  it("is not guessed: what names no country, or two, is kept as it was given", () => {
    const texts = [
      "California",
      "n/a",
      "N.A.",
      "???",
      "+49",
      "44",
      "Munich, Germany",
      "DE/FR",
      "the"
    ]
    expect(texts.map((text) => readCountry(` ${text} `))).toEqual(
      texts.map((text) => ({ normal: text, state: "unknown" }))
    )
  })

  it(
    "has a normal form that is its own normal form",
    always(anyText, (text) => {
      const { normal, state } = readCountry(text)
      expect(readCountry(normal)).toEqual({ normal, state })
    })
  )

  it(
    "is the same in composed and decomposed spelling",
    always(spelledText, (text) => {
      expect(readCountry(text.normalize("NFD"))).toEqual(readCountry(text.normalize("NFC")))
    })
  )
})
