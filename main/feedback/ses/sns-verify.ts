import { createVerify, X509Certificate } from 'node:crypto';
import { type SnsMessage, stringToSign } from './sns-message.ts';
import { isSnsHost, type SnsWeb } from './sns-web.ts';

/** SNS goes on trying for about that long when nobody answers. */
const OLDEST_MS = 3_600_000;
/** How far our clock may be behind. */
const AHEAD_MS = 300_000;
/** A certificate that could not be had is not asked for again at once. */
const RETRY_MS = 60_000;
const MOST_CERTIFICATES = 20;

/** Says why a message is not to be believed; null where Amazon signed it. */
export type Verify = (message: SnsMessage, now: number) => Promise<string | null>;

/** Checks signatures with Amazon's certificates, which are fetched once each. */
export function createSnsVerifier(web: SnsWeb): Verify {
  const certificates = new Map<string, { fetched: Promise<X509Certificate>; at: number; failed: boolean }>();

  const certificateAt = (url: string, now: number): Promise<X509Certificate> => {
    const known = certificates.get(url);
    if (known && (!known.failed || now - known.at < RETRY_MS)) return known.fetched;
    if (certificates.size >= MOST_CERTIFICATES) certificates.clear();
    const entry = { fetched: web.get(url).then((pem) => new X509Certificate(pem)), at: now, failed: false };
    entry.fetched.catch(() => {
      entry.failed = true;
    });
    certificates.set(url, entry);
    return entry.fetched;
  };

  return async (message, now) => {
    const url = message.SigningCertURL;
    if (!isSnsHost(web, url) || !new URL(url).pathname.endsWith('.pem')) return 'its certificate is not Amazon’s';
    const age = now - Date.parse(message.Timestamp);
    if (!(age < OLDEST_MS)) return 'it is too old';
    if (age < -AHEAD_MS) return 'it is from the future';
    let certificate: X509Certificate;
    try {
      certificate = await certificateAt(url, now);
    } catch (error) {
      return `its certificate could not be fetched: ${error instanceof Error ? error.message : String(error)}`;
    }
    if (now < certificate.validFromDate.getTime() || now > certificate.validToDate.getTime())
      return 'its certificate has run out';
    const verify = createVerify(message.SignatureVersion === '2' ? 'RSA-SHA256' : 'RSA-SHA1');
    const good = verify.update(stringToSign(message), 'utf8').verify(certificate.publicKey, message.Signature, 'base64');
    return good ? null : 'its signature is wrong';
  };
}
