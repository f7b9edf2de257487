import { describe, expect, it } from "vitest"
import { fullName, splitName } from "../../src/core/NameParts.ts"
import { foldName, readName } from "../../src/core/PersonName.ts"
import { always } from "../support/property.ts"
import { anyText, spelledText } from "./texts.ts"

describe("a name", () => {
  it.each([
    ["JOHN", "John"],
    ["MCDONALD", "McDonald"],
    ["VON DER LEYEN", "von der Leyen"],
    ["O'BRIEN", "O'Brien"],
    ["D’ANGELO", "D’Angelo"],
    ["MARY-ANN", "Mary-Ann"],
    ["MARIA DE LA CRUZ", "Maria de la Cruz"],
    ["'T HOOFT", "'t Hooft"],
    ["LI WEI", "Li Wei"],
    ["ST. CLAIRE", "St. Claire"],
    ["JOHN SMITH III", "John Smith III"],
    ["J.R.R. TOLKIEN", "J.R.R. Tolkien"],
    ["IJSBRAND", "IJsbrand"],
    ["MÜLLER", "Müller"],
    ["GROßMANN", "Großmann"],
    ["İBRAHİM YILDIZ", "İbrahim Yıldız"],
    ["IVAN", "Ivan"],
    ["ИВАН", "Иван"],
    ["ΓΙΑΝΝΗΣ", "Γιαννης"],
    ["VAN", "Van"]
  ])("that shouts is written as its owner writes it: %s is %s", (shouted, name) => {
    expect(readName(shouted)).toBe(name)
  })

  it.each(["JJ", "DJ", "LI", "III", "J.R.", "McDonald", "mcdonald", "bell hooks", "MacDonald"])(
    "that may have been meant so is left alone: %s",
    (name) => {
      expect(readName(name)).toBe(name)
    }
  )

  it.each(["王小明", "محمد", "김철수", "ირაკლი", "נועה", "अमित", "می\u200cخواهم"])(
    "in a script without capitals is left alone: %s",
    (name) => {
      expect(readName(name)).toBe(name)
    }
  )

  it("has one space between words and nothing invisible", () => {
    expect(readName(" \u200eMary\u00a0\u00a0Ann\u00ad\u200b \n")).toBe("Mary Ann")
    expect(readName("Jo\u200dhn")).toBe("John")
    expect(readName("\u200b")).toBe("")
  })

  it(
    "has a normal form that is its own normal form",
    always(anyText, (text) => {
      expect(readName(readName(text))).toBe(readName(text))
    })
  )

  it(
    "is the same in composed and decomposed spelling",
    always(spelledText, (text) => {
      expect(readName(text.normalize("NFD"))).toBe(readName(text.normalize("NFC")))
      expect(foldName(text.normalize("NFD"))).toBe(foldName(text.normalize("NFC")))
    })
  )
})

describe("a name folded for matching", () => {
  it.each([
    [["Müller", "Mueller", "Muller", "MÜLLER"], "muller"],
    [["Søren", "Soeren", "SOREN"], "soren"],
    [["Großmann", "Grossmann"], "grossmann"],
    [["Łukasz", "lukasz"], "lukasz"],
    [["O'Brien", "OBrien", "O’Brien", "o brien"], "obrien"],
    [["Jean-Luc", "Jean Luc", "JeanLuc"], "jeanluc"],
    [["Bauer"], "bauer"],
    [["Σοφός", "ΣΟΦΟΣ"], "σοφοσ"],
    [["李小龍"], "李小龍"]
  ])("%s are one", (names, folded) => {
    expect(names.map(foldName)).toEqual(names.map(() => folded))
  })

  it(
    "folds the same a second time",
    always(anyText, (text) => {
      expect(foldName(foldName(text))).toBe(foldName(text))
    })
  )
})

describe("a whole name", () => {
  it.each([
    ["Ann Lee", "Ann", "Lee", null, null],
    ["Lee, Ann", "Ann", "Lee", null, null],
    ["Lee, Ann, Jr.", "Ann", "Lee", null, "Jr."],
    ["Dr. Ann Lee", "Ann", "Lee", "Dr.", null],
    ["Prof. Dr. med. Hans Müller", "Hans", "Müller", "Prof. Dr. med.", null],
    ["Lee, Dr. Ann", "Ann", "Lee", "Dr.", null],
    ["Mr Smith", "", "Smith", "Mr", null],
    ["Herr von Bülow", "", "von Bülow", "Herr", null],
    ["John Smith, PhD", "John", "Smith", null, "PhD"],
    ["MARTIN LUTHER KING JR.", "Martin Luther", "King", null, "Jr."],
    ["John Smith III", "John", "Smith", null, "III"],
    ["Mary Ann Smith", "Mary Ann", "Smith", null, null],
    ["Ursula von der Leyen", "Ursula", "von der Leyen", null, null],
    ["Dick Van Dyke", "Dick", "Van Dyke", null, null],
    ["Van Morrison", "Van", "Morrison", null, null],
    ["Juan de la Cruz", "Juan", "de la Cruz", null, null],
    ["Osama bin Laden", "Osama", "bin Laden", null, null],
    ["Al Gore", "Al", "Gore", null, null],
    ["Mohammed al-Fayed", "Mohammed", "al-Fayed", null, null],
    ["Gabriel García Márquez", "Gabriel", "García Márquez", null, null],
    ["María José García López", "María José", "García López", null, null],
    ["José Ortega y Gasset", "José", "Ortega y Gasset", null, null],
    ["José da Costa e Silva", "José", "da Costa e Silva", null, null],
    ["Jack Ma", "Jack", "Ma", null, null],
    ["山田 太郎", "太郎", "山田", null, null],
    ["Cher", "Cher", "", null, null],
    ["", "", "", null, null]
  ])("%s is taken apart", (full, first, last, prefix, suffix) => {
    expect(splitName(full)).toEqual({ first, last, prefix, suffix })
  })

  it("is put together from what there is", () => {
    expect(fullName("Ann", "Lee")).toBe("Ann Lee")
    expect(fullName(null, " Lee ")).toBe("Lee")
    expect(fullName(null, null)).toBe("")
  })

  it(
    "loses no word when it is taken apart",
    always(anyText, (text) => {
      const { first, last, prefix, suffix } = splitName(text)
      const words = (name: string) => name.split(/[\s,]+/).filter((word) => word !== "")
      expect(words([prefix, first, last, suffix].join(" ")).sort()).toEqual(
        words(readName(text)).sort()
      )
    })
  )
})
