import type { FieldTest, LeafOf, TextTest } from '#shared/schema/rule.ts';
import { asciiDomain } from '../base/email-address.ts';
import { fold } from '../base/fold.ts';
import { emailKey, type FieldRule, isFindable, suppressedContacts, type TextRule } from '../contacts/contacts.ts';
import { type ReadDb, type Sql, sql, sqlList } from '../db/db.ts';
import { anniversaries, type Calendar, daysOf, isPresence, momentsOf } from './days.ts';
import { type Members, nobody, some, unless } from './sets.report.ts';
import { textCondition } from './tests.report.ts';

type Context = Calendar & { db: ReadDb };
type Asked<Rule = FieldRule> = Rule extends { key: string } ? Omit<Rule, 'key'> : never;
type Having = (asked: Asked) => Members;

/** Whose field has such a value. */
export function byField(context: Context, { key, test }: LeafOf<'field'>): Members {
  const having: Having = (asked) => ({ op: 'field', rule: { key, ...asked } as FieldRule });
  switch (test.type) {
    case 'text':
      return byText(test, having);
    case 'number':
      return byNumber(test, having);
    case 'boolean':
      if (test.op === 'yes' || test.op === 'no') return having({ op: 'is', value: test.op === 'yes' });
      return unless(test.op === 'filled', having({ op: 'filled' }));
    case 'date':
      return byDay(test, having, { ...context, key });
  }
}

type Of<Type extends FieldTest['type']> = Extract<FieldTest, { type: Type }>;

function byText(test: TextTest, having: Having): Members {
  switch (test.op) {
    case 'is':
    case 'is-not':
      return unless(test.op === 'is', sought(test.value) ? having({ op: 'is', value: test.value }) : nobody);
    case 'contains':
    case 'contains-not':
      return unless(test.op === 'contains', sought(test.value) ? having({ op: 'contains', value: test.value }) : nobody);
    case 'begins':
    case 'ends':
      return sought(test.value) ? having({ op: test.op, value: test.value }) : nobody;
    case 'one-of': {
      const values = test.values.filter(sought);
      return values.length > 0 ? having({ op: 'one-of', values }) : nobody;
    }
    case 'empty':
    case 'filled':
      return unless(test.op === 'filled', having({ op: 'filled' }));
  }
}

/** Of a text that is nothing but marks nothing is left to look for. */
const sought = (text: string): boolean => fold(text) !== '';

function byNumber(test: Of<'number'>, having: Having): Members {
  switch (test.op) {
    case 'between':
      return having({ op: 'between', from: test.from, to: test.to });
    case 'empty':
    case 'filled':
      return unless(test.op === 'filled', having({ op: 'filled' }));
    case 'is-not':
      return unless(false, having({ op: 'is', value: test.value }));
    default:
      return having({ op: test.op, value: test.value });
  }
}

function byDay(test: Of<'date'>, having: Having, context: Context & { key: string }): Members {
  switch (test.op) {
    case 'empty':
    case 'filled':
      return unless(test.op === 'filled', having({ op: 'filled' }));
    case 'anniversary-next': {
      const value = sql`fields ->> ${`$.${context.key}`}`;
      return some(sql`SELECT id FROM contacts WHERE substr(${value}, 6) IN ${sqlList(anniversaries(test.days, context))}`);
    }
    default: {
      const { from = '0000-01-01', to = '9999-12-31' } = daysOf(test, context);
      return unless(test.op !== 'not-last', having({ op: 'between', from, to }));
    }
  }
}

/** Whose address or name is such a one. */
export function byName({ name, test }: LeafOf<'contact'>): Members {
  switch (name) {
    case 'email':
      return test.op === 'is' || test.op === 'is-not'
        ? where(textCondition(test, sql`email_key`, keyOf))
        : where(textCondition(test, sql`email_key`, lower), textRule(name, test, lower));
    case 'domain':
      return where(textCondition(test, sql`substr(email_key, instr(email_key, '@') + 1)`, domainOf));
    case 'first-name':
      return where(textCondition(test, sql`fold(first_name)`, fold), textRule(name, test, fold));
    case 'last-name':
      return where(textCondition(test, sql`fold(last_name)`, fold), textRule(name, test, fold));
  }
}

function where({ condition, holds }: { condition: Sql; holds: boolean }, text?: TextRule | null): Members {
  const select = sql`SELECT id FROM contacts WHERE ${condition}`;
  return unless(holds, text ? { op: 'some', select, text } : some(select));
}

/** The same as a rule about texts that are kept in memory, as far as it can be one; what is denied is asked the other way round. */
function textRule(of: TextRule['of'], test: TextTest, normal: (text: string) => string): TextRule | null {
  const having = (op: 'is' | 'contains' | 'begins' | 'ends', texts: readonly string[]): TextRule | null => {
    const values = texts.map(normal);
    return isFindable(values) ? { of, op, values } : null;
  };
  switch (test.op) {
    case 'empty':
    case 'filled':
      return { of, op: 'filled' };
    case 'is':
    case 'is-not':
      return having('is', [test.value]);
    case 'one-of':
      return having('is', test.values);
    case 'contains':
    case 'contains-not':
      return having('contains', [test.value]);
    default:
      return having(test.op, [test.value]);
  }
}

const lower = (text: string): string => text.trim().toLowerCase();

function keyOf(text: string): string {
  const address = emailKey(text);
  return address.ok ? address.key : lower(text);
}

/** As it stands in addresses: in ASCII, where a whole domain can be written so. */
function domainOf(text: string): string {
  const domain = lower(text).replace(/^@/, '');
  return asciiDomain(domain) || domain;
}

/** Who was added on such a day. */
export function byCreation(context: Context, { test }: LeafOf<'created'>): Members {
  if (isPresence(test)) return unless(test.op === 'filled', some(sql`SELECT id FROM contacts`));
  const { from, before } = momentsOf(test, context);
  return unless(
    test.op !== 'not-last',
    some(sql`SELECT id FROM contacts WHERE created_at >= ${from} AND created_at < ${before}`),
  );
}

/** Whose address is never mailed; with a reason, those whose own address was suppressed for that. */
export function bySuppression({ is, reason }: LeafOf<'suppressed'>): Members {
  if (reason === null) return unless(is, some(sql`SELECT DISTINCT id FROM (${suppressedContacts})`));
  const own = sql`SELECT c.id FROM suppressions s CROSS JOIN contacts c ON c.email_key = s.email_key WHERE s.reason = ${reason}`;
  return unless(is, some(own));
}
