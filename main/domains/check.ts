import type { DomainCheck, Part } from '#shared/rpc/domains.ts';
import { checkDkim } from './dkim.ts';
import { checkDmarc, type Dmarc } from './dmarc.ts';
import type { Dns } from './dns.ts';
import { checkMx } from './mx.ts';
import { isAligned, isFreeMail } from './names.ts';
import { listed, type Passes, type Proof, part, type Sender } from './sender.ts';
import { checkSpf } from './spf.ts';

/** Everything that receivers look up about a sender, each with what to do about it. */
export async function checkDomain(dns: Dns, { sender, now }: { sender: Sender; now: number }): Promise<DomainCheck> {
  const { domain } = sender;
  const [spf, dkim, dmarc, mx] = await Promise.all([
    checkSpf(dns, sender),
    checkDkim(dns, sender),
    checkDmarc(dns, domain),
    checkMx(dns, sender),
  ]);
  const alignment = align({ domain, spf, dkim, dmarc });
  const parts = [spf.part, dkim.part, dmarc.part, alignment.part, mx];
  return {
    domain,
    checkedAt: now,
    accountName: sender.account?.name ?? '',
    ...conclude({ domain, spf: spf.passes, dkim: dkim.passes, aligned: alignment.passes, dmarc }),
    parts: isFreeMail(domain) ? parts.map((one) => ({ ...one, records: [] })) : parts,
  };
}

/** Whether what passes also speaks for the domain that recipients see (RFC 7489 §3.1). */
function align(of: { domain: string; spf: Proof; dkim: Proof; dmarc: Dmarc }): { part: Part; passes: Passes } {
  const { domain, spf, dkim, dmarc } = of;
  const speaks = (proof: Proof, mode: 'relaxed' | 'strict'): Passes => {
    if (!proof.domains.some((one) => isAligned(one, domain, mode))) return proof.passes === 'unknown' ? 'unknown' : 'no';
    return proof.passes;
  };
  const bySpf = speaks(spf, dmarc.spf);
  const byDkim = speaks(dkim, dmarc.dkim);
  const strict = [...(dmarc.spf === 'strict' ? ['SPF'] : []), ...(dmarc.dkim === 'strict' ? ['DKIM'] : [])];
  const notes =
    strict.length > 0 ? [`Your DMARC record demands the very same domain of ${listed(strict)} (strict alignment).`] : [];
  const say = (state: Part['state'], passes: Passes, words: string) => ({
    part: part('alignment', state, words, { notes }),
    passes,
  });
  const by = [...(bySpf === 'yes' ? ['SPF'] : []), ...(byDkim === 'yes' ? ['DKIM'] : [])];
  if (by.length > 0)
    return say(
      'fine',
      'yes',
      `${by.length > 1 ? 'SPF and DKIM both speak' : `${by[0]} speaks`} for ${domain}, the domain that recipients see.`,
    );
  if (bySpf === 'unknown' || byDkim === 'unknown')
    return say(
      'unknown',
      'unknown',
      `Whether SPF or DKIM speaks for ${domain}, the domain that recipients see, could not be found out.`,
    );
  const [elsewhere] = [...spf.domains, ...dkim.domains].filter((one) => one !== domain);
  const because = elsewhere ? `They speak for ${elsewhere}` : 'Neither SPF nor DKIM is in order';
  return say('wrong', 'no', `${because}, so nothing speaks for ${domain}, the domain that recipients see: DMARC fails.`);
}

/** What Gmail and Yahoo ask: SPF or DKIM of everybody; both, DMARC and alignment of who sends 5,000 a day. */
function conclude(of: {
  domain: string;
  spf: Passes;
  dkim: Passes;
  aligned: Passes;
  dmarc: Dmarc;
}): Pick<DomainCheck, 'verdict' | 'summary'> {
  const { spf, dkim, aligned, dmarc, domain } = of;
  const host = isFreeMail(domain)
    ? ` ${domain} belongs to a mail host, so you cannot change its records: use an address of a domain of your own.`
    : '';
  const say = (verdict: DomainCheck['verdict'], text: string) => ({ verdict, summary: `${text}${host}` });
  const strict = dmarc.policy === 'reject' ? 'refuse them' : 'put them into the spam folder';
  if (aligned === 'no' && dmarc.policy !== null && dmarc.policy !== 'none')
    return say(
      'fails',
      `Gmail, Yahoo and others ${strict}: your own DMARC record tells them to, and neither SPF nor DKIM speaks for ${domain}.`,
    );
  if (spf === 'no' && dkim === 'no')
    return say(
      'fails',
      'Gmail and Yahoo refuse messages like these: they ask everybody for SPF or DKIM, and neither is in order.',
    );
  const lacking = Object.entries({ SPF: spf, DKIM: dkim, DMARC: dmarc.passes, alignment: aligned });
  const not = lacking.filter(([, passes]) => passes === 'no').map(([name]) => name);
  const unsure = lacking.filter(([, passes]) => passes === 'unknown').map(([name]) => name);
  if (not.length + unsure.length === 0)
    return say('many', 'This is all that Gmail and Yahoo ask, also of who sends them 5,000 messages a day or more.');
  const missing = not.length > 0 ? ` ${listed(not)} ${not.length === 1 ? 'is' : 'are'} not in order.` : '';
  const open = unsure.length > 0 ? ` ${listed(unsure)} could not be checked.` : '';
  if (spf !== 'yes' && dkim !== 'yes') return say('unknown', `What Gmail and Yahoo would say cannot be told.${missing}${open}`);
  return say('few', `Enough for Gmail and Yahoo as long as you send them fewer than 5,000 messages a day.${missing}${open}`);
}
