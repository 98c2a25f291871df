import type { Field } from '#shared/rpc/fields.ts';
import type { Target } from '#shared/rpc/imports.ts';
import type { FieldType, SuppressionReason } from '#shared/schema/words.ts';

type Option = { value: string; label: string };
type Group = { group: string; items: Option[] };

/** A field of choices is made on its own screen: a column does not say which there are. */
const NEW: Record<Exclude<FieldType, 'choice'>, string> = {
  text: 'New text field',
  number: 'New number field',
  date: 'New date field',
  boolean: 'New yes-or-no field',
};

const plain: Record<Exclude<Target['to'], 'field' | 'newField' | 'suppressed'>, string> = {
  nothing: 'Leave out',
  email: 'Email',
  firstName: 'First name',
  lastName: 'Last name',
  name: 'Whole name',
  tags: 'Tags',
  status: 'Status',
  consentAt: 'Date of consent',
};

/** Of columns that say, by what is in them, that somebody is never to be mailed. */
const suppressed: Record<SuppressionReason, string> = {
  unsubscribed: 'Unsubscribed, if filled',
  bounced: 'Bounced, if filled',
  complained: 'Complained, if filled',
  blocked: 'Blocked, if filled',
};

/** What a column may become, as a menu. */
export function targetOptions(fields: Field[]): (Option | Group)[] {
  const groups: Group[] = [
    { group: 'Person', items: options('email', 'firstName', 'lastName', 'name') },
    { group: 'Lists and tags', items: options('status', 'consentAt', 'tags') },
    {
      group: 'Never to be mailed',
      items: Object.entries(suppressed).map(([reason, label]) => ({ value: `suppressed:${reason}`, label })),
    },
    { group: 'Fields', items: fields.map(({ key, label }) => ({ value: `field:${key}`, label })) },
    { group: 'New', items: Object.entries(NEW).map(([type, label]) => ({ value: `new:${type}`, label })) },
  ];
  return [{ value: 'nothing', label: plain.nothing }, ...groups.filter(({ items }) => items.length > 0)];
}

const options = (...targets: (keyof typeof plain)[]): Option[] => targets.map((to) => ({ value: to, label: plain[to] }));

export function optionOf(target: Target): string {
  if (target.to === 'field') return `field:${target.key}`;
  if (target.to === 'suppressed') return `suppressed:${target.reason}`;
  return target.to === 'newField' ? `new:${target.type}` : target.to;
}

/** The target behind a choice of the menu; a new field takes the name of its column. */
export function targetOf(option: string, columnName: string): Target {
  const [kind = '', rest = ''] = option.split(/:(.*)/s);
  if (kind === 'field') return { to: 'field', key: rest };
  if (kind === 'new' && isFieldType(rest))
    return { to: 'newField', label: columnName.trim().slice(0, 80) || 'Unnamed', type: rest };
  if (kind === 'suppressed' && isReason(rest)) return { to: 'suppressed', reason: rest };
  return isPlain(kind) ? { to: kind } : { to: 'nothing' };
}

const isReason = (text: string): text is SuppressionReason => Object.hasOwn(suppressed, text);
const isPlain = (text: string): text is keyof typeof plain => Object.hasOwn(plain, text);
const isFieldType = (text: string): text is keyof typeof NEW => Object.hasOwn(NEW, text);

/** What several columns may become at once. */
const several = new Set(['nothing', 'tags', 'status', 'suppressed']);

/** Why a mapping cannot be imported; null if it can. */
export function mappingProblem(mapping: Target[]): string | null {
  const used = new Map<string, number>();
  for (const target of mapping) {
    const key = target.to === 'newField' ? `new field ${target.label.toLowerCase()}` : optionOf(target);
    used.set(key, (used.get(key) ?? 0) + 1);
  }
  if (!used.has('email')) return 'Say which column holds the email address.';
  for (const [key, times] of used) {
    if (times === 1 || several.has(key.split(':')[0] ?? '')) continue;
    const target = mapping.find((other) => optionOf(other) === key);
    const name = target && isPlain(target.to) ? plain[target.to] : 'one field';
    return `Two columns cannot both become ${name}; leave one of them out.`;
  }
  if (used.has('name') && (used.has('firstName') || used.has('lastName'))) {
    return 'Take either the whole name or first and last name, not both.';
  }
  return null;
}
