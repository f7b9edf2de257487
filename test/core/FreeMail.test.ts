import { describe, expect, it } from "vitest"
import { isFreeMail } from "../../src/core/FreeMail.ts"
import { always, fc } from "../support/property.ts"
import { megabytes, takesLittleTime } from "../support/reader.ts"

const words = (text: string): ReadonlyArray<string> => text.trim().split(/\s+/)

const providers = words(`
  163.com 126.com abv.bg aim.com alice.it aliyun.com aol.com aol.de arcor.de att.net bbox.fr bellsouth.net
  bigpond.com bk.ru bluewin.ch bol.com.br btinternet.com centrum.cz charter.net comcast.net cox.net
  daum.net docomo.ne.jp duck.com earthlink.net email.de fastmail.com fastmail.fm foxmail.com free.fr
  freenet.de frontier.com gmail.com gmx.at gmx.ch gmx.com gmx.de gmx.eu gmx.net googlemail.com
  hanmail.net hey.com hotmail.co.uk hotmail.com hotmail.de hotmail.fr hotmail.it hushmail.com
  icloud.com ig.com.br inbox.ru interia.pl juno.com kabelmail.de laposte.net libero.it list.ru
  live.co.uk live.com live.de live.fr mac.com mail.com mail.ru mailbox.org mailinator.com me.com
  movistar.es msn.com naver.com netzero.net neuf.fr ntlworld.com numericable.fr o2.pl onet.pl
  online.de optusnet.com.au orange.fr outlook.com outlook.de outlook.fr outlook.jp pm.me posteo.de
  proton.me protonmail.ch protonmail.com qq.com rambler.ru rediffmail.com rocketmail.com
  rogers.com sapo.pt sbcglobal.net seznam.cz sfr.fr shaw.ca sina.com sky.com skynet.be
  sohu.com sympatico.ca t-online.de talktalk.net telefonica.net telenet.be telia.com telus.net
  terra.com.br tin.it tiscali.it tuta.io tutanota.com ukr.net uol.com.br verizon.net
  virgilio.it virginmedia.com vodafone.de walla.co.il wanadoo.fr web.de windstream.net wp.pl
  xtra.co.nz ya.ru yahoo.ca yahoo.co.in yahoo.co.jp yahoo.co.uk yahoo.com yahoo.com.vn yahoo.de
  yandex.com yandex.com.tr yandex.ru yeah.net ymail.com ziggo.nl zoho.com
`)

const companies = words(`
  3m.com abb.com accenture.com adidas.com adobe.com airbnb.com airbus.com alibaba.com allianz.com
  allianz.de amazon.com amazon.de amd.com apple.com arm.com astrazeneca.com atlassian.com att.com
  audi.de axa.com baidu.com barclays.com basf.com bayer.com bmw.de bnpparibas.com boeing.com
  bosch.com box.com bp.com bt.com capgemini.com carrefour.com cisco.com citi.com cloudflare.com
  coca-cola.com comcast.com commerzbank.com continental.com costco.com cox.com danone.com
  datev.de dell.com deloitte.com deutsche-bank.de deutschepost.de dhl.com disney.com dropbox.com
  ebay.com edf.fr elastic.co enel.it eni.com eon.com ericsson.com ey.com facebook.com fedex.com
  ferrari.com ford.com fujitsu.com ge.com generali.com github.com gitlab.com gm.com google.com
  gsk.com harvard.edu heineken.com henkel.com hilton.com hitachi.com honda.com honeywell.com
  hp.com hsbc.com huawei.com hubspot.com hyundai.com ibm.com ikea.com infineon.com infosys.com
  ing.com intel.com intercom.com intuit.com ionos.com jnj.com jpmorgan.com kering.com klarna.com
  kpmg.com kpn.com lego.com lenovo.com lg.com lidl.de linkedin.com logitech.com loreal.com
  lufthansa.com lvmh.com maersk.com marriott.com mastercard.com mckinsey.com merck.com meta.com
  michelin.com microsoft.com mit.edu mongodb.com mozilla.org n26.com nasa.gov nestle.com
  netflix.com nike.com nintendo.com nokia.com notion.so novartis.com nvidia.com okta.com
  openai.com oracle.com orange.com otto.de ox.ac.uk panasonic.com paypal.com pepsico.com
  personio.de pfizer.com pg.com philips.com porsche.de pwc.com qualcomm.com rakuten.com redhat.com
  renault.com roche.com rwe.com salesforce.com samsung.com sanofi.com santander.com sap.com
  servicenow.com shell.com shopify.com siemens.com sixt.de slack.com snowflake.com sony.com
  spacex.com spotify.com stanford.edu starbucks.com stripe.com swisscom.com t-mobile.com tata.com
  tcs.com telefonica.com telekom.de telenor.com telstra.com tencent.com tesco.com tesla.com
  toshiba.com totalenergies.com toyota.com twilio.com uber.com ubs.com ucl.ac.uk unicredit.it
  unilever.com united.com ups.com verizon.com visa.com vmware.com vodafone.com volkswagen.de
  volvo.com walmart.com wipro.com workday.com x.com xerox.com xiaomi.com yahooinc.com zalando.de
  zendesk.com zf.com zohocorp.com zoom.us zurich.com
`)

describe("a free-mail domain", () => {
  it("is every large provider's", () => {
    expect(providers.filter((domain) => !isFreeMail(domain))).toEqual([])
  })

  it("is no well-known company's own", () => {
    expect(companies.filter(isFreeMail)).toEqual([])
  })

  it("is one below a provider's, but not one that merely contains or ends like it", () => {
    expect(["mail.web.de", "austin.rr.com"].filter(isFreeMail)).toHaveLength(2)
    expect(["xweb.de", "gmail.com.acme.de", "gmail", "com", "", "."].filter(isFreeMail)).toEqual([])
  })

  it("is not a company's name below a suffix that anybody can register under", () => {
    expect(["acme.za.com", "acme.net.ua", "acme.dyndns.org"].filter(isFreeMail)).toEqual([])
  })

  it(
    "can be asked of any text",
    always(fc.fullUnicodeString(), (text) => {
      expect(isFreeMail(`${text}.gmail.com`)).toBe(true)
      expect(typeof isFreeMail(text)).toBe("boolean")
    })
  )

  it("takes linear time, however many dots a text has", () => {
    for (const text of megabytes) takesLittleTime(() => isFreeMail(text))
  })
})
