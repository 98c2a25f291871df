import type { ComponentType } from 'react';
import type { FormField } from '#shared/content/block.ts';
import { BorderField } from './BorderField.tsx';
import { AlignField, ChoiceField, SwitchField } from './ChoiceField.tsx';
import { ColorField } from './ColorField.tsx';
import { DayField } from './DayField.tsx';
import { ImageField } from './ImageField.tsx';
import type { InputProps } from './input.ts';
import { GridField, LinesField } from './LinesField.tsx';
import { LinkField } from './LinkField.tsx';
import { NumberField } from './NumberField.tsx';
import { RichField } from './RichField.tsx';
import { SidesField } from './SidesField.tsx';
import { SocialField } from './SocialField.tsx';
import { TextField } from './TextField.tsx';

/** How each kind of property is put in. A new kind does not compile until it has an input. */
export const inputs: Record<FormField['as'], { Input: ComponentType<InputProps>; wide: boolean }> = {
  text: { Input: TextField, wide: true },
  multiline: { Input: TextField, wide: true },
  rich: { Input: RichField, wide: true },
  color: { Input: ColorField, wide: false },
  number: { Input: NumberField, wide: false },
  align: { Input: AlignField, wide: false },
  choice: { Input: ChoiceField, wide: false },
  link: { Input: LinkField, wide: true },
  image: { Input: ImageField, wide: true },
  lines: { Input: LinesField, wide: true },
  grid: { Input: GridField, wide: true },
  day: { Input: DayField, wide: false },
  sides: { Input: SidesField, wide: true },
  border: { Input: BorderField, wide: true },
  switch: { Input: SwitchField, wide: false },
  social: { Input: SocialField, wide: true },
};
