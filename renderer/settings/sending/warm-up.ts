import { number } from '../../ui/format.ts';

/** How a warm-up goes, in a sentence: `50 today, 75 tomorrow, … 2,000 a day after 10 days.` Empty where the figures are not. */
export function warmUpInWords(plan: { firstDay: number; growthPercent: number; perDay: number | null }): string {
  const { firstDay, growthPercent, perDay } = plan;
  if (!(firstDay >= 1) || !(growthPercent >= 5)) return '';
  const on = (day: number): number => Math.floor(firstDay * (1 + growthPercent / 100) ** day);
  const beginning = `${number(on(0))} on the first day, then ${number(on(1))}, ${number(on(2))}, ${number(on(3))}`;
  if (perDay === null) return `${beginning} and so on. Set a limit a day for it to end at.`;
  if (firstDay >= perDay) return 'The first day already has the whole limit of a day.';
  const days = Math.ceil(Math.log(perDay / firstDay) / Math.log(1 + growthPercent / 100));
  return `${beginning} and so on; after ${days} days the whole ${number(perDay)} a day.`;
}
