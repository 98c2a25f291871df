import { emailKey } from '../contacts/contacts.ts';

/** Domains of the great mail hosts, and how fingers miss them. Only what belongs to nobody of note stands here. */
const slips: Record<string, string> = {
  'gmail.com':
    'gmial.com gmai.com gmal.com gnail.com gmaill.com gmailcom gamil.com gmil.com gmali.com gmaul.com gmaik.com gmsil.com gmaol.com ggmail.com gmaiil.com gimail.com gemail.com gmail.co gmail.cm gmail.om gmail.cmo gmail.coom gmail.comm gmail.con gmail.vom gmail.xom gmail.cpm gmail.ocm gmail.col gmail.cim gmail.de.com',
  'googlemail.com': 'googlemail.co googlemail.con googelmail.com googlmail.com goglemail.com gogglemail.com',
  'hotmail.com':
    'hotmial.com hotmai.com hotmal.com hotmil.com hotmaill.com hotmali.com hotamil.com hotnail.com htomail.com homail.com hotmail.co hotmail.cm hotmail.con hotmail.cmo hotmail.comm hotmail.vom hotmsil.com hotmaul.com hormail.com hitmail.com',
  'outlook.com':
    'outlok.com outloo.com outlock.com outllok.com outlook.co outlook.con outlook.cm otlook.com outtlook.com outook.com',
  'yahoo.com': 'yaho.com yahooo.com yhaoo.com yhoo.com yahoo.co yahoo.con yahoo.cm yahho.com yaoo.com yahoo.comm yaboo.com',
  'icloud.com': 'icoud.com iclod.com iclould.com icloud.co icloud.con icloud.cm icluod.com icoloud.com',
  'gmx.de': 'gmx.dee gmx.d gmx.ed gxm.de gmx.der gnx.de',
  'gmx.net': 'gmx.ne gmx.nett gmx.ent gmx.nte',
  'web.de': 'wbe.de web.dee web.d web.ed wed.de.de wweb.de',
  't-online.de': 't-onlin.de tonline.de t-onlie.de t-online.d t-online.dee t-onine.de t-onlne.de t.online.de',
  'freenet.de': 'freenet.d freent.de frenet.de freenet.dee',
  'orange.fr': 'ornage.fr oragne.fr orange.ft orang.fr',
  'wanadoo.fr': 'wandoo.fr wanado.fr wanadoo.ft',
  'libero.it': 'libero.ti lbero.it libro.it liber.it',
  'wp.pl': 'wp.lp',
  'seznam.cz': 'seznm.cz sezman.cz senzam.cz',
  'bluewin.ch': 'blewin.ch bluwin.ch',
};
const meantBy = new Map(
  Object.entries(slips).flatMap(([domain, list]) => list.split(' ').map((slip) => [slip, domain] as const)),
);

/** Endings that no domain has. */
const endings: readonly [RegExp, string][] = [
  [/\.(?:con|cmo|ocm|coom|comm|vom|xom|cpm|c0m|comn|como)$/, '.com'],
  [/\.(?:nte|ent|nett|bet)$/, '.net'],
  [/\.(?:ogr|orgg|rog)$/, '.org'],
  [/\.(?:dee|ded)$/, '.de'],
];

/**
 * An address as it was obviously meant; null where there is nothing to correct, or no telling. A slip makes either no
 * address at all (`anna@gmail,com.`) or one of somebody else (`anna@gmial.com`); a person decides whether it is taken.
 */
export function meantAddress(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.length > 400) return null;
  const bare = domainMeant(written(trimmed));
  return bare !== trimmed && emailKey(bare).ok ? bare : null;
}

/** The address in what stands around it. */
function written(text: string): string {
  // Most addresses have nothing around them.
  if (/^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/.test(text)) return text;
  const inside = /<([^<>]*@[^<>]*)>\s*[;,]?$/.exec(text)?.[1] ?? text;
  const bare = inside
    .replace(/^\s*(?:mailto|e-?mail)\s*:\s*/i, '')
    .replace(/\?.*$/, '')
    .replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, '')
    .replace(/^[\s"'“”„‘’«»<([]+|[\s"'“”„‘’«»>)\].,;:]+$/g, '')
    .replace(/\s*(?:\(at\)|\[at\]|\{at\}|＠)\s*/i, '@')
    .replace(/@{2,}/g, '@')
    .replace(/\s*@\s*/g, '@');
  const at = bare.lastIndexOf('@');
  if (at < 0) return bare;
  const domain = bare
    .slice(at + 1)
    .replace(/\s*[.,]\s*/g, '.')
    .replace(/\.{2,}/g, '.')
    .replace(/^\.+/, '');
  return `${bare.slice(0, at)}@${domain}`;
}

function domainMeant(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1).toLowerCase();
  const meant = meantBy.get(domain);
  if (meant !== undefined) return address.slice(0, at + 1) + meant;
  const ending = endings.find(([pattern]) => pattern.test(domain));
  return ending ? address.slice(0, at + 1) + domain.replace(...ending) : address;
}
