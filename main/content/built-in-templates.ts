import { announcement } from './ready-made/announcement.ts';
import { digest } from './ready-made/digest.ts';
import { event } from './ready-made/event.ts';
import { letter } from './ready-made/letter.ts';
import { newsletter } from './ready-made/newsletter.ts';
import type { ReadyMade } from './ready-made/pieces.ts';
import { productNews } from './ready-made/product-news.ts';
import { programme } from './ready-made/programme.ts';
import { sale } from './ready-made/sale.ts';
import { seasonal } from './ready-made/seasonal.ts';
import { story } from './ready-made/story.ts';
import { survey } from './ready-made/survey.ts';
import { thankYou } from './ready-made/thank-you.ts';
import { welcome } from './ready-made/welcome.ts';
import { winBack } from './ready-made/win-back.ts';
import type { Template } from './templates.store.ts';

/** In the order in which they are shown. */
const designs: readonly ReadyMade[] = [
  newsletter,
  digest,
  letter,
  story,
  announcement,
  event,
  programme,
  sale,
  productNews,
  thankYou,
  welcome,
  seasonal,
  survey,
  winBack,
];

let made: Template[] | null = null;

/** What one can start from. They cannot be removed; to change one, use it and save the result under a name of its own. */
export function builtInTemplates(): Template[] {
  made ??= designs.map(({ id, name, category, make }) => ({ id, name, category, document: make(), builtIn: true, createdAt: 0 }));
  return made;
}
