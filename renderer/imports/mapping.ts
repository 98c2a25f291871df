import type { Field } from '#shared/rpc/contacts.ts';
import type { Target } from '#shared/rpc/imports.ts';
import type { FieldType } from '#shared/schema/words.ts';

type Option = { value: string; label: string };
type Group = { group: string; items: Option[] };

const NEW: Record<FieldType, string> = {
  text: 'New text field',
  number: 'New number field',
  date: 'New date field',
  boolean: 'New yes-or-no field',
};

const plain: Record<Exclude<Target['to'], 'field' | 'newField'>, string> = {
  nothing: 'Leave out',
  email: 'Email',
  firstName: 'First name',
  lastName: 'Last name',
  name: 'Whole name',
  tags: 'Tags',
  status: 'Status',
  consentAt: 'Date of consent',
};

/** What a column may become, as a menu. */
export function targetOptions(fields: Field[]): (Option | Group)[] {
  const groups: Group[] = [
    { group: 'Person', items: options('email', 'firstName', 'lastName', 'name') },
    { group: 'Lists and tags', items: options('status', 'consentAt', 'tags') },
    { group: 'Fields', items: fields.map(({ key, label }) => ({ value: `field:${key}`, label })) },
    { group: 'New', items: Object.entries(NEW).map(([type, label]) => ({ value: `new:${type}`, label })) },
  ];
  return [{ value: 'nothing', label: plain.nothing }, ...groups.filter(({ items }) => items.length > 0)];
}

const options = (...targets: (keyof typeof plain)[]): Option[] => targets.map((to) => ({ value: to, label: plain[to] }));

export function optionOf(target: Target): string {
  if (target.to === 'field') return `field:${target.key}`;
  return target.to === 'newField' ? `new:${target.type}` : target.to;
}

/** The target behind a choice of the menu; a new field takes the name of its column. */
export function targetOf(option: string, columnName: string): Target {
  const [kind = '', rest = ''] = option.split(/:(.*)/s);
  if (kind === 'field') return { to: 'field', key: rest };
  if (kind === 'new' && isFieldType(rest))
    return { to: 'newField', label: columnName.trim().slice(0, 80) || 'Unnamed', type: rest };
  return kind in plain ? { to: kind as keyof typeof plain } : { to: 'nothing' };
}

const isFieldType = (text: string): text is FieldType => Object.hasOwn(NEW, text);

/** Why a mapping cannot be imported; null if it can. */
export function mappingProblem(mapping: Target[]): string | null {
  const used = new Map<string, number>();
  for (const target of mapping) {
    const key = target.to === 'newField' ? `new field ${target.label.toLowerCase()}` : optionOf(target);
    used.set(key, (used.get(key) ?? 0) + 1);
  }
  if (!used.has('email')) return 'Say which column holds the email address.';
  for (const [key, times] of used) {
    if (times === 1 || key === 'nothing' || key === 'tags') continue;
    const target = mapping.find((other) => optionOf(other) === key);
    const name = target && target.to !== 'field' && target.to !== 'newField' ? plain[target.to] : 'one field';
    return `Two columns cannot both become ${name}; leave one of them out.`;
  }
  if (used.has('name') && (used.has('firstName') || used.has('lastName'))) {
    return 'Take either the whole name or first and last name, not both.';
  }
  return null;
}
