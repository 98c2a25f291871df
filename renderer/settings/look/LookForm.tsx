import { Button, ColorInput, NumberInput, Select } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { fontNames, fonts } from '#shared/content/fonts.ts';
import type { Brand } from '#shared/rpc/content.ts';
import { api } from '../../api.ts';
import { queryClient } from '../../connection/query-client.ts';
import { LogoField } from './LogoField.tsx';
import classes from './Look.module.css';
import { LookPreview } from './LookPreview.tsx';
import { PaletteField } from './PaletteField.tsx';

const color = /^#[0-9a-f]{6}$/i;
const must = (value: string) => (color.test(value) ? null : 'A colour such as #b93a1a.');
const may = (value: string) => (value === '' ? null : must(value));

const typefaces = fontNames.map((value) => ({ value, label: fonts[value].label }));
const shapes = [
  { value: 'filled', label: 'Filled' },
  { value: 'soft', label: 'Soft' },
  { value: 'outline', label: 'Outlined' },
];

/** The look of a brand, in one place: it holds wherever a page and its blocks say nothing. */
export function LookForm({ brand, onClose }: { brand: Brand; onClose: () => void }) {
  const queries = useQueryClient();
  const form = useForm({
    initialValues: { colors: brand.colors, kit: brand.kit },
    validate: {
      colors: { accent: must, text: must, background: must },
      kit: { headingColor: may, linkColor: may, button: { labelColor: may } },
    },
  });
  const save = useMutation({
    mutationFn: (look: typeof form.values) => api.brands.change({ id: brand.id, ...look }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['brands'] });
      // What was rendered with the look before is rendered anew.
      await queryClient.invalidateQueries({ queryKey: ['content'] });
      onClose();
    },
  });
  const { colors, kit } = form.values;
  const swatches = [...new Set([colors.accent, colors.text, colors.background, ...kit.palette].filter((one) => color.test(one)))];
  const shared = { swatches, withEyeDropper: false };

  return (
    <form className={classes.form} onSubmit={form.onSubmit((look) => save.mutate(look))} noValidate>
      <div className={classes.fields}>
        <LogoField
          value={kit.logo}
          width={kit.logoWidth}
          onChange={(logo) => form.setFieldValue('kit.logo', logo)}
          onWidth={(width) => form.setFieldValue('kit.logoWidth', width)}
        />
        <fieldset className={classes.set} data-three>
          <legend className="eyebrow">Colours</legend>
          <ColorInput label="Accent" {...shared} {...form.getInputProps('colors.accent')} />
          <ColorInput label="Around the page" {...shared} {...form.getInputProps('colors.background')} />
          <ColorInput label="Text" {...shared} {...form.getInputProps('colors.text')} />
          <ColorInput label="Headings" placeholder="As the text" {...shared} {...form.getInputProps('kit.headingColor')} />
          <ColorInput label="Links" placeholder="As the accent" {...shared} {...form.getInputProps('kit.linkColor')} />
          <div className={classes.whole}>
            <PaletteField value={kit.palette} onChange={(palette) => form.setFieldValue('kit.palette', palette)} />
          </div>
        </fieldset>
        <fieldset className={classes.set}>
          <legend className="eyebrow">Typefaces</legend>
          <Select label="Headings in" allowDeselect={false} data={typefaces} {...form.getInputProps('kit.headingFont')} />
          <Select label="Text in" allowDeselect={false} data={typefaces} {...form.getInputProps('kit.textFont')} />
        </fieldset>
        <fieldset className={classes.set} data-three>
          <legend className="eyebrow">Buttons</legend>
          <Select label="Shape" allowDeselect={false} data={shapes} {...form.getInputProps('kit.button.look')} />
          <NumberInput
            label="Round corners"
            min={0}
            max={40}
            suffix=" px"
            allowDecimal={false}
            clampBehavior="strict"
            value={kit.button.radius}
            onChange={(next) => {
              if (typeof next === 'number') form.setFieldValue('kit.button.radius', next);
            }}
          />
          <ColorInput label="Label" placeholder="What is legible" {...shared} {...form.getInputProps('kit.button.labelColor')} />
        </fieldset>
      </div>
      <LookPreview name={brand.name} colors={colors} kit={kit} />
      <div className={classes.buttons}>
        {save.error && <span className={classes.error}>{save.error.message}</span>}
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="filled" loading={save.isPending}>
          Save look
        </Button>
      </div>
    </form>
  );
}
