/**
 * Facts: a given name, its short forms and its spellings, a line each. A line stays within one
 * custom: "John" and "Johannes" are two men, "Hans" and "Johannes" may be one. Names couples
 * share but for the ending (Andreas and Andrea) never stand on one line; a short form may stand
 * on several, and then Alexander and Alexandra are still two people who are both called Alex.
 */
export const givenNames: ReadonlyArray<ReadonlyArray<string>> = `
abigail abby abbie
abraham abe bram
adelheid heidi adele
albert al bert bertie
aleksandra alexandra alex alexa sandra sasha sascha ola lexi sandy
alessandra alexandra ale sandra
alessandro alexander ale sandro alex
alexander aleksander aleksandr alexandr oleksandr alex alec al sandy sasha sascha sander xander olek lex
alejandro ale alex jandro
alexei alexey aleksei aleksey oleksiy alyosha lyosha alex
alfred alf alfie fred freddie
alfredo fredo
alison allison allie ally
amanda mandy
anastasia anastasiya nastya nastia stasya ana
anatoly anatoliy anatolii tolya
andreas andi andy
andrew andy drew
andrei andrey andrii andriy andryusha
andrzej jedrek andy
angela angie angelika
anna ann anne annie anja anya ania annika anka anni
anthony tony ant
antonio toni tono antonino tonino tony
anton toni tony
arkadiusz arek
arthur artur art artie
augustin august gustl gus
barbara barb barbie babs basia babsi baerbel
bartholomew bart
bartlomiej bartosz bartek
beatrice beatrix beatriz bea trixie
benedict benedikt ben
benjamin ben benny benji benni
bernard bernhard bernie bernd berni
brigitte birgit gitte gitti biggi
carl karl kalle charly
carlos carlitos charly
carol caroline carolyn carrie
carolina karolina caro lina karolin carolin
catherine katherine kathryn katharine kathleen cathy kathy kate katie kat kit kitty cath
katharina katarina catharina kathi kathrin katrin kaethe katja tina
katarzyna kasia
ekaterina yekaterina katerina kateryna katya katia katja
caterina cate rina
charles charlie chuck chas chip chaz
charlotte lottie lotte charlie lotti
christian kristian chris krystian
christina christine kristina kristin kristine krystyna cristina chris christa tina christel
christopher kristopher chris kit topher
christoph christophe kristof chris stoffel
clara klara claire clare
claudia klaudia
concepcion concha conchita
constance connie
constantin konstantin kostya kosta
cornelia conny nele nelly
cornelis cornelius kees cor
daniel dan danny dani daan danil daniil danya
daniela daniella danielle dani dany ela
david dave davy davey dawid
deborah debra deb debbie debby
dennis denis denny
dietrich dieter
dmitry dmitri dmitriy dmitrii dmytro dima mitya
dolores lola loli
dominic dominik dominique dom nick
donald don donnie
dorothy dorothea dot dottie dolly dora thea doro
douglas doug
eberhard ebbo hardy
edmund edward ed eddie ned ted teddy
eduard edi ede
eduardo edu lalo
eleanor eleonora ellie nell nora lenore
elizabeth elisabeth eliza liz lizzie lizzy lisa beth bess bessie betty betsy libby elsie ellie elise elsa else lisbeth liesel sissi betti ilse bettina elli
elzbieta ela
emily emilia emilie em emmy milly
emmanuel emanuel manny manu
encarnacion encarna
enrique quique kike
ernst ernest ernie erni
eugene gene
evgeny evgeni evgeniy yevgeny yevgeniy yevhen zhenya
federico fede
ferdinand ferdi
fernando nando fer
florian flo
francis frank frankie fran
frances fran franny frankie francie
francesco franco checco ciccio
francesca franca checca
francisco paco pancho curro kiko fran francis
francisca paca paqui paquita
francois francis
franz frans franzl frank
franziska francisca franzi fanny sissi
frederick frederic fred freddy freddie rick
friedrich fritz fred friedel frieder fiete
gabriel gabe gabi
gabriele gabriela gabrielle gabriella gabi gaby
gennady gennadiy gennadii gena
geoffrey jeffrey geoff jeff
georg jorg juergen schorsch
gerald gerard gerry jerry
gerhard gerd gert hardy
gertrude gertrud trudi trudy gerti
giovanni gianni vanni nanni
giuseppe beppe peppe pino beppo
giuseppina pina giusy peppina
gregory gregor greg
gregorio goyo
grzegorz grzes grzesiek
guillermo guille memo
guenter gunter guenther gunther
gustav gus
hannelore hanne lore hanna
harold hal harry
hans johannes johann hannes jan hansi johan
heinrich heinz heiner hein heini
helen helena helene ellen nell lena leni nellie
hendrik henk rik
henry hank harry hal
herbert herb bert
hermann herman
hubert bert hubi
ignacio nacho
ignacy ignac
irina ira irena
isaac ike zac
isabel isa isabella isabelle bella izzy belen
ivan vanya
jacob jakob jake jacky
jakub kuba
jacqueline jackie jacky
james jim jimmy jamie jimmie
jan johannes janek jasiu
janet jan jannie
jennifer jen jenny jenn
jeremy jeremiah jerry jem
jessica jess jessie
jesus chus chuy suso
joachim jochen achim jo
joan joanna joanne jo
joanna asia joasia
johanna hanna hanne
john jack johnny jon jock
jonathan jon jonny jonathon nathan
jose pepe pepito josep che
josef joseph sepp jupp jo jef jos joe joey peppi
jozef jozek jos jef
josefa josephine josefina josefine jo josie pepa fina
joshua josh
juan juanito
judith judy judi
julia julie yulia yuliya julka jule juliette
julian jules julien
karol lolek
kenneth ken kenny
kimberly kim
klaus claus nikolaus nick niko nico klaas nicolaas
krzysztof krzys krzysiek kris chris
lawrence laurence larry laurie lars
lorenzo renzo enzo
laurens lourens laurentius
leonard leonhard leo len lenny leon
leonid leo lenya
leopold leo poldi
leslie lesley les
louis lewis lou louie
louise luise lou lulu
lucas lukas lucasz luke luca
ludwig lutz lui wiggerl
luigi gigi gino
luis lucho luisito
lyudmila ludmila ludmyla lyuda luda mila
magdalena magdalene magda lena leni
malgorzata gosia malgosia
manuel manolo manu lolo manny
manuela manu ela
marcus markus mark marc
margaret maggie meg peg peggy madge marge margie margo rita
margarete margarethe margret grete gretel greta margit
maria marie mary mia mimi mitzi mariya masha marya mariele moll polly molly marysia
marcin marcinek
martin marty maarten marten
matthew matt mat
matthias mathias matthijs mathijs thijs matze hias matti
mateusz mati
maurice moritz mo
maximilian maximiliaan maxim max maxi maks
maxim maksim maksym max
mercedes merche
michael mike mick mickey micky mikey mitch michi micha
michal michalek
mikhail mikhaylo mykhailo misha
miguel migue miki
michelle michele shelly
mohammed mohamed muhammad mohammad mohamad mo
monika monica moni mona
nadezhda nadiya nadia nadya nadja
natalia natalya nataliya natalie nathalie natasha natascha nat
nathaniel nathan nat nate
nicholas nicolas nick nicky nico
nikolai nikolay mykola kolya
nicole nicky nikki nic nicola
olga olya olha
oliver ollie olli olivier
pamela pam
patricia pat patty patsy trish tricia pati
patrick pat paddy
pavel pavlo pasha
pawel pawelek
paul pauli paulie pol
pedro perico
peter pete piet pieter petrus pit petr
pyotr petr petro petya
philip phillip phil pip philipp
piotr piotrek
rachel rachael rae shelly
rafael raphael rafa rafi
raymond raymund ray raimund
rebecca rebekka becky becca
reginald reg reggie
reinhard reiner rainer reinhold
richard rick ricky rich richie dick ritchie
ricardo rick richi ricky
riccardo ricky
robert rob bob bobby robbie bert robin
roberto beto berto
roger rodger rog
roland rollo
ronald ron ronnie ronny
rosa rose rosie rosemarie rosemary rosita
rosario charo
rudolf rudolph rudi rudy rolf
ryszard rysiek
salvatore toto turi salvo
samantha sam sammy
samuel sam sammy
santiago santi yago
sebastian seb basti bastian
sergei sergey sergii serhiy serhii seryozha
siegfried sigi siggi
simon si
sofia sofiya sophia sophie sofie sonja sonya
stanislav stanislaw stas stan staszek stanislas
stephanie stefanie steffi steph stefania
stephen steven steve stevie steph
stefan stephan steffen stef steven
susan susanna susanne suzanne susannah sue susie suzie suzy susi sanne
svetlana svitlana sveta
sylvester silvester
sylvia silvia
tadeusz tadek
tatiana tatyana tetiana tanya tania tanja
teresa theresa therese terry tess tessa tere resi
theodore theodor theodoor ted teddy theo
thomas tom tommy tomas tommi thom
tomasz tomek
timothy tim timmy
timotheus tim timo
tobias tobi toby
ulrich uli ulli
ulrike uli ulli rike
ursula uschi ulla ursel
valentin val valya
valentina valya val vale
valerie valeria val valeriya lera
veronika veronica vroni vera nika roni ronnie
victor viktor vic vitya
victoria viktoria vicky vicki vika tori
vincent vince vinny vinnie vinzenz
vincenzo enzo
virginia ginny ginger
vladimir volodymyr wladimir vlad vova volodya
walter walt wally wouter
wilhelm willi willy helm
willem wim willy pim
william bill billy will willie liam
wladyslaw wladek
wojciech wojtek
wolfgang wolf wolfi
xavier javier javi xavi
yuri yury yuriy yurii iurii yura
zachary zach zack zac
zbigniew zbyszek
zofia zosia
`
  .trim()
  .split("\n")
  .map((line) => line.split(" "))
