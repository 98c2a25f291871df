import { Select, type SelectProps } from '@mantine/core';

type Option<Value extends string> = { value: Value; label: string };
export type Options<Value extends string> = readonly (Option<Value> | { group: string; items: readonly Option<Value>[] })[];

type Props<Value extends string> = {
  label: string;
  options: Options<Value>;
  value: Value;
  onChange: (value: Value) => void;
} & Pick<SelectProps, 'className' | 'comboboxProps'>;

/** One of some, of which one is always chosen. */
export function Choice<Value extends string>({ label, options, value, onChange, className, ...rest }: Props<Value>) {
  return (
    <Select
      {...rest}
      className={className ?? ''}
      aria-label={label}
      data={options.map((option) => ('items' in option ? { ...option, items: [...option.items] } : option))}
      value={value}
      allowDeselect={false}
      onChange={(next) => {
        const all = options.flatMap((option) => ('items' in option ? option.items : [option]));
        const chosen = all.find((option) => option.value === next);
        if (chosen) onChange(chosen.value);
      }}
    />
  );
}

/** Each value with the words for it. */
export const optionsOf = <Value extends string>(words: Record<Value, string>): Options<Value> =>
  (Object.entries(words) as [Value, string][]).map(([value, label]) => ({ value, label }));
