import { z } from 'zod';
import { defineBlock } from '../block.ts';
import { boxFields } from '../form-parts.ts';
import { mjText, paddingOf } from '../mjml-parts.ts';
import { plainOf } from '../plain.ts';
import { box, color, padding } from '../primitives.ts';

/** HTML written by hand. It was reduced to what mail programs show and what cannot act before it comes here. */
export const html = defineBlock({
  kind: 'html',
  label: 'HTML',
  icon: 'code',
  group: 'more',
  props: z.strictObject({ html: z.string().max(500_000).default(''), fill: color, padding, box }),
  initial: () => ({ html: '<p>Your own HTML.</p>' }),
  form: [{ name: 'html', label: 'HTML', as: 'multiline', group: 'content' }, ...boxFields],
  mjml: (props, frame, cssClass) =>
    mjText(props.html, { ...props, cssClass, size: 16, align: 'left', color: '', padding: paddingOf(props.padding), frame }),
  text: (props) => plainOf(props.html),
});
