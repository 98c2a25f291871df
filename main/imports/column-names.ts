import type { Target } from '#shared/rpc/imports.ts';
import { fold } from '../contacts/contacts.ts';

/** What columns are called in the languages of Europe. A name with an accent is met without it, too. */
const names: readonly [Target, string][] = [
  [
    { to: 'email' },
    `email|e-mail|mail|e mail|email address|e-mail address|e-mail-address|mail address|emailaddress|e-mail-adresse|email-adresse|emailadresse|
     e-mailadresse|mailadresse|mail-adresse|adresse e-mail|adresse email|adresse mail|adresse électronique|adresse de messagerie|courriel|
     correo|correo electrónico|dirección de correo|dirección de correo electrónico|dirección de email|indirizzo email|indirizzo e-mail|
     indirizzo di posta elettronica|posta elettronica|endereço de email|endereço de e-mail|correio eletrónico|correio eletrônico|e-mailadres|
     emailadres|adres e-mail|adres email|adres poczty elektronicznej|poczta|e-post|epost|e-postadresse|e-postadress|sähköposti|
     sähköpostiosoite|e-mailová adresa|emailová adresa|mailová adresa|e-mail cím|email cím|e-mailcím|emailcím|adresă de email|adresă email|
     adresa de email|adresa e-mail|ηλεκτρονικό ταχυδρομείο|ηλεκτρονική διεύθυνση|διεύθυνση email|почта|эл. почта|электронная почта|
     электронный адрес|адрес электронной почты|имейл|имейл адрес|електронна пошта|e-pasts|el. paštas|e-pošta|email naslov|e-posta|
     e-posta adresi|メールアドレス|邮箱|电子邮件|邮件地址|email 1|e-mail 1 - value|subscriber|subscriber email|user email|contact email|kunden e-mail|
     kunden-e-mail|customer email|email (primary)|primary email|login email|work email|business email`,
  ],
  [
    { to: 'firstName' },
    `first name|firstname|first_name|first|given name|givenname|given|forename|fname|vorname|rufname|vornamen|prénom|prénoms|nombre|nombre de pila|
     nome|primo nome|nome proprio|primeiro nome|nome próprio|voornaam|roepnaam|imię|imie|fornavn|förnamn|tilltalsnamn|etunimi|jméno|
     křestní jméno|meno|krstné meno|keresztnév|utónév|prenume|όνομα|имя|собственное имя|име|ім’я|ім'я|vardas|eesnimi|vārds|ime|ad|isim|名|名前|名字`,
  ],
  [
    { to: 'lastName' },
    `last name|lastname|last_name|last|surname|family name|familyname|family|lname|nachname|familienname|zuname|nachnamen|nom|nom de famille|apellido|
     apellidos|primer apellido|cognome|sobrenome|apelido|último nome|achternaam|familienaam|nazwisko|etternavn|efternavn|efternamn|sukunimi|
     příjmení|priezvisko|vezetéknév|családnév|nume|nume de familie|επώνυμο|επίθετο|фамилия|прізвище|pavardė|perekonnanimi|uzvārds|prezime|priimek|
     soyad|soyadı|soyisim|姓|名字 (姓)|苗字`,
  ],
  [
    { to: 'name' },
    `name|full name|fullname|full_name|contact|contact name|contact person|customer name|customer|display name|vollständiger name|kundenname|kunde|
     ansprechpartner|vor- und nachname|vorname nachname|vorname und nachname|nom complet|nom et prénom|prénom et nom|nombre completo|
     nombre y apellidos|nome completo|nome e cognome|cognome e nome|volledige naam|naam|imię i nazwisko|nazwisko i imię|navn|fulde navn|namn|
     fullständigt namn|nimi|koko nimi|celé jméno|jméno a příjmení|meno a priezvisko|név|teljes név|nume complet|nume și prenume|ονοματεπώνυμο|
     фио|ф.и.о.|полное имя|ad soyad|氏名|お名前|姓名`,
  ],
  [
    { to: 'tags' },
    `tags|tag|labels|label|categories|schlagwörter|schlagwort|stichwörter|etiketten|kategorien|étiquettes|etiquetas|categorías|etichette|tagi|etykiety|
     groups|group|group membership|gruppen|gruppe|groupes|grupos|gruppi|štítky|címkék|etichete|taggar|tunnisteet|теги|метки|ετικέτες`,
  ],
  [
    { to: 'status' },
    `status|state|subscription status|subscriber status|subscribed|email status|email_status|marketing status|email marketing status|
     accepts marketing|accepts email marketing|accepts_marketing|opt-in|optin|opt in|newsletter|newsletter status|newsletter-status|abonniert|angemeldet|
     statut|abonné|inscrit|estado|suscrito|suscripción|stato|iscritto|iscrizione|abonnement|situação|inscrito|stan|subskrypcja|stav|odběr|
     állapot|feliratkozás|abonat|tila|tilaus|prenumeration|κατάσταση|статус|подписка|подписан|состояние`,
  ],
  [
    { to: 'consentAt' },
    `consent|consent date|consent_at|consent timestamp|consented at|opt-in date|optin date|optin_time|opt-in time|opt_in_time|opt-in at|confirm_time|
     confirmed at|confirmation date|double opt-in date|subscribed at|subscribed on|subscription date|subscribe date|signup date|sign-up date|
     signed up|signed up at|date joined|date subscribed|anmeldedatum|angemeldet am|anmeldung am|einwilligung am|einwilligungsdatum|eingewilligt am|
     bestätigt am|opt-in-datum|date d'inscription|date de consentement|fecha de alta|fecha de suscripción|fecha de consentimiento|
     data iscrizione|data di iscrizione|data consenso|data de inscrição|inschrijfdatum|datum aanmelding|data zapisu|data zgody|
     tilmeldingsdato|påmeldingsdato|registreringsdatum|datum přihlášení|feliratkozás dátuma|data abonării|дата подписки|дата согласия`,
  ],
  [
    { to: 'suppressed', reason: 'unsubscribed' },
    `unsubscribed|unsubscribed at|unsubscribed on|unsubscribe date|unsubscribe time|unsub_time|unsubscribed from all email|opted out|opted-out|opt-out|
     optout|opt out|opt-out date|email opt out|email opt-out|has opted out of email|opted out of email|do not email|do not mail|abgemeldet|
     abgemeldet am|abmeldedatum|abmeldung am|désabonné|désinscrit|date de désinscription|date de désabonnement|baja|fecha de baja|
     disiscritto|data disiscrizione|descadastrado|uitgeschreven|uitschrijfdatum|wypisany|data wypisania|afmeldt|avmeldt|avregistrerad|
     odhlášen|odhlásený|leiratkozott|dezabonat|отписан|отписался|дата отписки`,
  ],
  [
    { to: 'suppressed', reason: 'bounced' },
    'bounced|bounced at|bounce|bounce date|bounce reason|hard bounce|hard bounced|hard bounces|clean_time|cleaned|cleaned at|unzustellbar',
  ],
  [
    { to: 'suppressed', reason: 'complained' },
    'complained|complained at|complaint|complaint date|spam complaint|spam complaints|marked as spam|reported spam|spam|beschwerde',
  ],
  [
    { to: 'suppressed', reason: 'blocked' },
    'blocked|blacklisted|blocklisted|blacklist|blocklist|email blacklisted|email_blacklisted|gesperrt|suppressed',
  ],
  // What a file of rejects carries besides the columns of the original.
  [{ to: 'nothing' }, 'line in the file|why it was not imported'],
];

const bare = (name: string): string =>
  fold(name)
    .replaceAll('_', ' ')
    .replace(/\s+/g, ' ')
    .replace(/[:*]+$/, '')
    .trim();

const byName = new Map(names.flatMap(([target, list]) => list.split('|').map((name) => [bare(name), target] as const)));

/** What a column is by what it is called; undefined where that says nothing. */
export const targetByName = (label: string): Target | undefined => byName.get(bare(label));

/** Digits in these are no numbers to count with. */
const code =
  /(?:^|\b)(?:phone|telephone|tel|telefon|telefono|téléphone|telefone|telefoon|telefonnummer|mobile|mobil|mobiltelefon|handy|cell|fax|sms|whatsapp|zip|zipcode|plz|postleitzahl|postcode|postal|cap|cep|psc|iban|vat|id|nr|ref|sku|house|hausnummer|konto|rufnummer|puhelin|тел|телефон|индекс)(?:\b|$)/;

export const isCode = (label: string): boolean => code.test(bare(label)) || code.test(label.toLowerCase());
