import type { Field } from '#shared/rpc/fields.ts';
import { type FieldTest, type Group, type Leaf, leaf, type Rule } from '#shared/schema/rule.ts';

/** What a condition may be about, in groups as they are chosen from. A value names the kind and, of some, which of it. */
export const subjects = (fields: readonly Field[]) => [
  {
    group: 'Who they are',
    items: [
      { value: 'contact:first-name', label: 'First name' },
      { value: 'contact:last-name', label: 'Last name' },
      { value: 'contact:email', label: 'Address' },
      { value: 'contact:domain', label: 'Domain of the address' },
      { value: 'created', label: 'Added' },
      ...fields.map(({ key, label }) => ({ value: `field:${key}`, label })),
    ],
  },
  {
    group: 'Where they belong',
    items: [
      { value: 'tag', label: 'Tag' },
      { value: 'list', label: 'List and consent' },
      { value: 'segment', label: 'Segment' },
      { value: 'import', label: 'Import' },
      { value: 'suppressed', label: 'Suppression' },
    ],
  },
  {
    group: 'What they did',
    items: [
      { value: 'engagement:received', label: 'Received' },
      { value: 'engagement:opened', label: 'Opened' },
      { value: 'engagement:clicked', label: 'Clicked' },
      { value: 'mailed', label: 'Mailed lately' },
      { value: 'event', label: 'Event' },
    ],
  },
];

/** What a condition is about, as `subjects` calls it. */
export function subjectOf(condition: Leaf): string {
  switch (condition.kind) {
    case 'field':
      return `field:${condition.key}`;
    case 'contact':
      return `contact:${condition.name}`;
    case 'engagement':
      return `engagement:${condition.what}`;
    default:
      return condition.kind;
  }
}

const emptyTest = (type: Field['type']): FieldTest => {
  switch (type) {
    case 'number':
      return { type: 'number', op: 'at-least', value: Number.NaN };
    case 'boolean':
      return { type: 'boolean', op: 'yes' };
    case 'date':
      return { type: 'date', op: 'last', days: 30 };
    default:
      return { type: 'text', op: 'is', value: '' };
  }
};

/** A condition to begin with; what only the person knows is left empty. */
export function begin(subject: string, fields: readonly Field[]): Leaf {
  const [kind, of = ''] = subject.split(':');
  switch (kind) {
    case 'field':
      return { kind, key: of, test: emptyTest(fields.find(({ key }) => key === of)?.type ?? 'text') };
    case 'created':
      return { kind, test: { type: 'date', op: 'last', days: 30 } };
    case 'tag':
      return { kind, tagId: '', has: true };
    case 'list':
      return { kind, listId: null, in: true, status: 'subscribed', method: null, source: '', agreed: null };
    case 'segment':
      return { kind, segmentId: '', in: true };
    case 'import':
      return { kind, importId: '', in: true };
    case 'suppressed':
      return { kind, is: true, reason: null };
    case 'engagement': {
      const what = of === 'opened' || of === 'clicked' ? of : 'received';
      return { kind, what, did: true, times: 1, within: { lastDays: 30 }, campaignId: null, url: null };
    }
    case 'mailed':
      return { kind, hours: 24, did: false };
    case 'event':
      return { kind, name: '', did: true, times: 1, within: null, where: [] };
    default:
      return {
        kind: 'contact',
        name: of === 'email' || of === 'domain' || of === 'last-name' ? of : 'first-name',
        test: { type: 'text', op: of === 'domain' ? 'is' : 'contains', value: '' },
      };
  }
}

/** Whether everything is filled in. */
const isComplete = (condition: Leaf): boolean => leaf.safeParse(condition).success;

/** A rule without the conditions that are still being written, to be asked with. */
export const completed = (rule: Group): Group => ({
  ...rule,
  rules: rule.rules.flatMap((one): Rule[] => {
    if (one.kind === 'group') return [completed(one)];
    return isComplete(one) ? [one] : [];
  }),
});

/** How many conditions still lack something. */
export const incomplete = (rule: Rule): number =>
  rule.kind === 'group' ? rule.rules.reduce((sum, one) => sum + incomplete(one), 0) : Number(!isComplete(rule));
