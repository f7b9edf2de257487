/**
 * Addresses that identify nobody: mailboxes a whole team reads (`info@`, `vertrieb@`), and what
 * people type into a field that must not be empty (`test@test.com`, `none@acme.com`).
 * Neither may ever join two people, so neither is a match key.
 */
interface Address {
  readonly normal: string
  readonly local: string
  readonly domain: string
}

/** `info+crm@` is read by those who read `info@`. A name in the list may be a whole address. */
export const isShared = ({ local, normal }: Address, shared: ReadonlySet<string>): boolean => {
  const plus = local.indexOf("+")
  return shared.has(plus > 0 ? local.slice(0, plus) : local) || shared.has(normal)
}

export const isPlaceholder = ({ domain, local }: Address): boolean => {
  if (!domain.startsWith("[") && !domain.includes(".")) return true
  if (reserved.has(domain.slice(domain.lastIndexOf(".") + 1))) return true
  // A control character fits into a quoted name, but into no mailbox that anybody has.
  if (local.startsWith('"') && /[\x00-\x1f\x7f]/.test(local)) return true
  return (
    nobody.has(local) || (filler.has(local) && filler.has(domain.slice(0, domain.indexOf("."))))
  )
}

/** Each name in the ways it is spelled: `front-desk`, `front.desk`, `front_desk`, `frontdesk`. */
export const namesOf = (names: Iterable<string>): ReadonlySet<string> => {
  const spelled = new Set<string>()
  for (const given of names) {
    const name = given.trim().normalize("NFC").toLowerCase()
    spelled.add(name)
    // In a whole address the hyphen may be the domain's.
    if (!name.includes("@")) for (const by of [".", "_", ""]) spelled.add(name.replaceAll("-", by))
  }
  return spelled
}

const words = (text: string): ReadonlyArray<string> => text.trim().split(/\s+/)

const english = words(`
  abuse accounting accounts accounts-payable accounts-receivable admin administration administrator
  alerts all automated billing booking bookings bounce bounces business career careers community
  company compliance contact contact-us contacts customer-care customer-service customer-support
  customers developers do-not-reply dpo e-mail email enquiries enquiry events everyone
  feedback finance front-desk gdpr general hello help help-desk hey hi hostmaster hr human-resources
  info information inquiries inquiry invoice invoices it it-support job jobs legal mail mailbox
  mailer-daemon main marketing media news newsletter no-reply noc notification notifications office
  operations ops order orders partner partners partnerships payments payroll pr press privacy
  procurement purchasing reception recruiting recruitment reply reservations root sales secretary
  security service services shop social staff store subscribe support system team tech tech-support
  unsubscribe web webmaster website postmaster
`)

const german = words(`
  anfrage anfragen bestellung bestellungen bewerbung bewerbungen buchhaltung buero büro datenschutz
  einkauf empfang geschaeftsfuehrung geschäftsführung geschaeftsleitung geschäftsleitung hallo
  kanzlei karriere kontakt kundenbetreuung kundendienst kundenservice leitung personal post
  poststelle praxis presse rathaus rechnung rechnungen rechnungseingang redaktion sekretariat
  technik verkauf vertrieb verwaltung vorstand werkstatt zentrale nicht-antworten
`)

const french = words(`
  accueil bonjour bureau clients commande commandes commercial compta comptabilite comptabilité
  devis direction emploi facturation factures mairie ne-pas-repondre ne-pas-répondre recrutement
  renseignements rh secretariat secrétariat service-client vente ventes
`)

const spanishAndPortuguese = words(`
  administracao administração administracion administración ajuda atencion-al-cliente atendimento
  ayuda clientes comercial compras contabilidad contabilidade contacto contato correo direccion
  dirección empleo escritorio escritório facturacion facturación faturamento financeiro gerencia
  gerência hola informacion información no-responder oficina pedidos prensa recepcao recepção
  recepcion recepción reservas rrhh secretaria soporte suporte vendas ventas
`)

const italian = words(`
  acquisti amministrazione assistenza clienti commerciale contabilita contatti contatto direzione
  fatturazione fatture informazioni lavoro ordini prenotazioni risorse-umane segreteria
  servizio-clienti stampa ufficio vendite
`)

const otherEuropean = words(`
  administratie algemeen bestellingen boekhouding facturen inkoop kantoor klantenservice receptie
  vacatures verkoop ekonomi faktura firmapost forsaljning försäljning kontor kundeservice
  kundservice salg asiakaspalvelu myynti toimisto biuro faktury ksiegowosc księgowość pomoc praca
  rekrutacja sekretariat sprzedaz sprzedaż zamowienia zamówienia fakturace kancelar objednavky
  obchod prodej iroda penzugy ugyfelszolgalat bilgi destek iletisim muhasebe satis
`)

/** What a workspace starts with; its settings may add names and take them away. */
export const sharedMailboxes: ReadonlyArray<string> = [
  ...english,
  ...german,
  ...french,
  ...spanishAndPortuguese,
  ...italian,
  ...otherEuropean
]

export const sharedNames: ReadonlySet<string> = namesOf(sharedMailboxes)

/** Nobody's name, wherever it stands. */
const nobody = namesOf(
  words(`
    none null undefined unknown na n/a not-available not-provided not-given no-email no-mail
    noemail-provided placeholder invalid keine-email ohne-email sin-correo pas-de-mail
  `)
)

/** Nobody's address where both sides of the @ are of this kind; alone, each may be real. */
const filler = namesOf(
  words(`
    test testing example sample dummy fake none null na no unknown nowhere nobody noemail nomail
    email mail user name domain company asdf asdfasdf qwerty abc abcd xyz xx xxx xxxx aa aaa
  `)
)

/**
 * The top-level names that no DNS will ever answer for. example.com is left alone: the samples
 * and trials of every vendor are full of it.
 */
const reserved: ReadonlySet<string> = new Set(["example", "invalid", "localhost", "test"])
