export { imageLinks, linkImages, readImageToken } from './image-links.ts';
export { findUrl, linkIds, registerLinks } from './links.store.ts';
export { recordLeaveAll, recordPreferences } from './preferences.ts';
export { fillLinks, prepareLinks, withPixel } from './prepare-links.ts';
export { recordClick, recordOpen } from './record.ts';
export {
  findLinkKey,
  frequencyCap,
  imagesByLink,
  linkKey,
  publicAddress,
  setFrequencyCap,
  setPublicAddress,
} from './settings.store.ts';
export { type Purpose, readToken, type Token, writeToken } from './tokens.ts';
export { recordUnsubscribe } from './unsubscribe.ts';
