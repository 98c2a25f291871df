import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import type { BlocksDocument, PageStyle } from '#shared/content/document.ts';
import { fontNames, fonts } from '#shared/content/fonts.ts';
import { brandsQuery } from '../../campaigns/queries.ts';
import { changeStyle, styleRefusal } from '../actions/change-style.ts';
import { useEditor, useSession } from '../store/context.ts';
import { FormGroup } from './FormGroup.tsx';
import { ColorField } from './inputs/ColorField.tsx';
import classes from './panel.module.css';

const colors = [
  { name: 'backgroundColor', label: 'Around the page', placeholder: 'As the brand' },
  { name: 'pageColor', label: 'Page', placeholder: 'White' },
  { name: 'textColor', label: 'Text', placeholder: 'As the brand' },
  { name: 'accentColor', label: 'Links, buttons', placeholder: 'As the brand' },
] as const;

const typefaces = [
  { name: 'fontFamily', label: 'Text', own: 'textFont' },
  { name: 'headingFont', label: 'Headings', own: 'headingFont' },
] as const;

const named = new Intl.DisplayNames('en-GB', { type: 'language' });
const languages = [
  { value: '', label: 'As this computer' },
  ...'ar,cs,da,de,el,en,es,fi,fr,he,hi,hu,it,ja,ko,nb,nl,pl,pt,ro,ru,sv,tr,uk,zh'
    .split(',')
    .map((value) => ({ value, label: named.of(value) ?? value }))
    .sort((one, other) => one.label.localeCompare(other.label)),
];

/** What holds where a typeface is not chosen: headings follow the text of a page that has its own. */
function asElsewhere(name: 'fontFamily' | 'headingFont', style: PageStyle, brand: string | undefined): string {
  if (name === 'headingFont' && style.fontFamily !== 'brand') return 'As the text';
  return brand ? `As the brand: ${brand}` : 'As the brand';
}

/** How the page looks where no block says otherwise. */
export function PageForm({ document }: { document: BlocksDocument }) {
  const perform = useEditor((state) => state.perform);
  const { campaign } = useSession();
  const brands = useQuery({ ...brandsQuery, throwOnError: false }).data ?? [];
  const kit = brands.find(({ id }) => id === campaign.brandId)?.kit;
  const base = useId();
  const { language } = document.style;
  return (
    <>
      <FormGroup label="Colours">
        {colors.map(({ name, label, placeholder }) => (
          <div key={name} className={classes.row}>
            <span id={`${base}${name}`} className={classes.label}>
              {label}
            </span>
            <ColorField
              labelId={`${base}${name}`}
              placeholder={placeholder}
              value={document.style[name]}
              onChange={(value) => {
                const color = String(value);
                const problem = styleRefusal(name, color);
                if (problem === null) perform(changeStyle, { name, value: color });
                return problem;
              }}
            />
          </div>
        ))}
      </FormGroup>
      <FormGroup label="Typefaces">
        {typefaces.map(({ name, label, own }) => (
          <div key={name} className={classes.row}>
            <span id={`${base}${name}`} className={classes.label}>
              {label}
            </span>
            <Select
              aria-labelledby={`${base}${name}`}
              allowDeselect={false}
              value={document.style[name]}
              data={[
                { value: 'brand', label: asElsewhere(name, document.style, kit && fonts[kit[own]].label) },
                ...fontNames.map((value) => ({ value, label: fonts[value].label })),
              ]}
              onChange={(value) => value && perform(changeStyle, { name, value })}
            />
          </div>
        ))}
      </FormGroup>
      <FormGroup label="Reading">
        <div className={classes.row}>
          <span id={`${base}language`} className={classes.label}>
            Language
          </span>
          <Select
            aria-labelledby={`${base}language`}
            allowDeselect={false}
            searchable
            value={language}
            data={
              languages.some(({ value }) => value === language) ? languages : [...languages, { value: language, label: language }]
            }
            onChange={(value) => perform(changeStyle, { name: 'language', value: value ?? '' })}
          />
        </div>
      </FormGroup>
    </>
  );
}
