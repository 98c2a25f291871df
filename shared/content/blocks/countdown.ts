import { z } from 'zod';
import { defineBlock } from '../block.ts';
import { countdownWords, markedCountdown } from '../countdown-mark.ts';
import { escapeHtml } from '../escape.ts';
import { alignField, boxFields, colorField } from '../form-parts.ts';
import { headingWeight, mjText, paddingOf } from '../mjml-parts.ts';
import { align, box, color, day, line, padding, pixels } from '../primitives.ts';

/**
 * The days that are left, in words, as of the day on which the message goes. A picture that counts would be fetched
 * from somebody's server by every reader.
 */
export const countdown = defineBlock({
  kind: 'countdown',
  label: 'Countdown',
  icon: 'hourglass',
  group: 'more',
  props: z.strictObject({
    until: day,
    days: line.removeDefault().default('days left'),
    oneDay: line.removeDefault().default('day left'),
    today: line.removeDefault().default('Today is the last day'),
    over: line.removeDefault().default('This is over'),
    size: pixels(12, 72, 31),
    align: align.removeDefault().default('center'),
    color,
    fill: color,
    padding,
    box,
  }),
  initial: () => ({}),
  form: [
    { name: 'until', label: 'Last day', as: 'day', group: 'content' },
    { name: 'days', label: 'Behind the number', as: 'text', group: 'content' },
    { name: 'oneDay', label: 'Behind a one', as: 'text', group: 'content' },
    { name: 'today', label: 'On the last day', as: 'text', group: 'content' },
    { name: 'over', label: 'From then on', as: 'text', group: 'content' },
    { name: 'size', label: 'Size', as: 'number', group: 'look', min: 12, max: 72 },
    alignField,
    colorField,
    ...boxFields,
  ],
  mjml: (props, frame, cssClass) =>
    mjText(`<p style="margin:0">${markedCountdown(props, escapeHtml(countdownWords(props, frame.today)))}</p>`, {
      ...props,
      cssClass,
      lineHeight: '1.2',
      weight: headingWeight(frame),
      family: frame.headingFamily,
      color: props.color || frame.accentColor,
      padding: paddingOf(props.padding),
      frame,
    }),
  text: (props, frame) => markedCountdown(props, countdownWords(props, frame.today)),
});
