import { describe, expect, it } from 'vitest';
import type { Target } from '#shared/rpc/imports.ts';
import { mappingProblem, optionOf, targetOf } from './mapping.ts';

describe('the mapping of an import', () => {
  it('comes back from the menu as it went in', () => {
    const targets: Target[] = [
      { to: 'nothing' },
      { to: 'email' },
      { to: 'field', key: 'city:of_birth' },
      { to: 'newField', label: 'Letzter Einkauf', type: 'date' },
      { to: 'suppressed', reason: 'bounced' },
    ];
    for (const target of targets) expect(targetOf(optionOf(target), 'Letzter Einkauf')).toEqual(target);
  });

  it('needs a column with the address', () => {
    expect(mappingProblem([{ to: 'firstName' }, { to: 'nothing' }])).toMatch(/email address/);
    expect(mappingProblem([{ to: 'email' }, { to: 'nothing' }, { to: 'nothing' }])).toBeNull();
  });

  it('lets no two columns become the same thing', () => {
    expect(mappingProblem([{ to: 'email' }, { to: 'email' }])).toMatch(/both become Email/);
    expect(mappingProblem([{ to: 'email' }, { to: 'field', key: 'city' }, { to: 'field', key: 'city' }])).toMatch(/both/);
    expect(
      mappingProblem([
        { to: 'email' },
        { to: 'newField', label: 'City', type: 'text' },
        { to: 'newField', label: 'city', type: 'text' },
      ]),
    ).toMatch(/both/);
  });

  it('takes tags, and what keeps somebody from being mailed, from several columns', () => {
    expect(
      mappingProblem([
        { to: 'email' },
        { to: 'status' },
        { to: 'status' },
        { to: 'suppressed', reason: 'bounced' },
        { to: 'suppressed', reason: 'bounced' },
      ]),
    ).toBeNull();
    expect(mappingProblem([{ to: 'email' }, { to: 'tags' }, { to: 'tags' }])).toBeNull();
  });

  it('refuses the whole name beside its parts', () => {
    expect(mappingProblem([{ to: 'email' }, { to: 'name' }, { to: 'firstName' }])).toMatch(/either/);
  });

  it('names a new field of a column without a name', () => {
    expect(targetOf('new:text', '  ')).toEqual({ to: 'newField', label: 'Unnamed', type: 'text' });
  });
});
