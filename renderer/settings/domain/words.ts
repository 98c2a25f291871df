import type { DomainCheck, Part, PartState } from '#shared/rpc/domains.ts';
import type { Tone } from '../../ui/Chip.tsx';

export const verdicts: Record<DomainCheck['verdict'], { tone: Tone; word: string }> = {
  many: { tone: 'good', word: 'In order' },
  few: { tone: 'warn', word: 'For small sends' },
  fails: { tone: 'bad', word: 'Not in order' },
  unknown: { tone: 'plain', word: 'Not known' },
};

export const states: Record<PartState, string> = {
  fine: 'Fine',
  missing: 'Missing',
  wrong: 'Wrong',
  unknown: 'Not known',
};

export const titles: Record<Part['what'], { name: string; asks: string }> = {
  spf: { name: 'SPF', asks: 'which servers may send for the domain' },
  dkim: { name: 'DKIM', asks: 'whether messages are signed' },
  dmarc: { name: 'DMARC', asks: 'what becomes of forgeries' },
  alignment: { name: 'Alignment', asks: 'whether it is about the address that people see' },
  mx: { name: 'MX', asks: 'whether bounces and replies arrive' },
};
