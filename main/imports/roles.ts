const roles = new Set(
  `abuse accounting accounts admin administration administrator all anfrage anfragen bestellung billing booking bookings buchhaltung buero
  bureau career careers compras comptabilite contabilidad contabilita contact contactar contacto contatto customercare customerservice
  datenschutz devnull direccion direction dns do-not-reply donotreply einkauf empfang enquiries everyone facturacion feedback finance ftp
  geschaeftsleitung hallo hello help helpdesk hostmaster hr info informacion information informazioni inoc inquiries invoice invoices ispfeedback
  ispsupport it jobs kasse kontakt kundenservice kundendienst legal list list-request mail mailbox mailer-daemon marketing media newsletter no-reply nobody noc
  noreply office orders ordini pedidos personal phish phishing postmaster praxis press presse privacy purchasing rechnung rechnungen recepcion
  reception registrar reservas reservation reservations root rrhh sales secretaria secretariat security sekretariat service shop spam staff subscribe
  support sysadmin team tech undisclosed-recipients unsubscribe usenet uucp ventas verkauf vertrieb webmaster webmestre werbung www zentrale`.split(
    /\s+/,
  ),
);

/** The part before the @ of an address that is of an office and not of a person, such as `info`; null for any other. */
export function roleOf(key: string): string | null {
  const local = key.slice(0, key.lastIndexOf('@'));
  const plus = local.indexOf('+');
  const name = plus > 0 ? local.slice(0, plus) : local;
  return roles.has(name) ? name : null;
}
