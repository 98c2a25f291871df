import { ColorInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { brandsQuery } from '../../../campaigns/queries.ts';
import { useDraft, useSession } from '../../store/context.ts';
import type { InputProps } from './input.ts';
import { useTyped } from './use-typed.ts';

const WHITE = '#ffffff';

/** Colours that this message already has: the brand's and the page's. */
function useSwatches(): string[] {
  const { campaign } = useSession();
  const { document } = useDraft();
  const brands = useQuery({ ...brandsQuery, throwOnError: false });
  const brand = brands.data?.find(({ id }) => id === campaign.brandId) ?? brands.data?.[0];
  const page = document.kind === 'blocks' ? Object.values(document.style).filter((value) => /^#[0-9a-f]{6}$/i.test(value)) : [];
  return [
    ...new Set(
      [...(brand ? [...Object.values(brand.colors), ...brand.kit.palette] : []), ...page, WHITE].map((color) =>
        color.toLowerCase(),
      ),
    ),
  ];
}

type Props = Pick<InputProps, 'value' | 'onChange'> & {
  /** Of the label that stands beside it, or else its name. */
  labelId?: string;
  label?: string;
  field?: { placeholder?: string | undefined };
  placeholder?: string;
};

export function ColorField({ labelId, label, value, onChange, field, placeholder = field?.placeholder ?? 'As the page' }: Props) {
  const swatches = useSwatches();
  const typed = useTyped({ value: typeof value === 'string' ? value : '', onChange, mend: (text) => text.trim().toLowerCase() });
  return (
    <ColorInput
      {...(labelId ? { 'aria-labelledby': labelId } : { 'aria-label': label })}
      format="hex"
      placeholder={placeholder}
      value={typed.text}
      error={typed.error}
      swatches={swatches}
      swatchesPerRow={7}
      withEyeDropper={false}
      fixOnBlur={false}
      popoverProps={{ position: 'bottom-end' }}
      onBlur={typed.onBlur}
      onChange={typed.type}
    />
  );
}
