import { Select } from '@mantine/core';
import { useId } from 'react';
import type { BlocksDocument } from '#shared/content/document.ts';
import { changeStyle, styleRefusal } from '../actions/change-style.ts';
import { useEditor } from '../store/context.ts';
import { ColorField } from './inputs/ColorField.tsx';
import classes from './panel.module.css';

const colors = [
  { name: 'backgroundColor', label: 'Around the page' },
  { name: 'pageColor', label: 'Page' },
  { name: 'textColor', label: 'Text' },
  { name: 'accentColor', label: 'Links, buttons' },
] as const;

const fonts = [
  { value: 'sans', label: 'Sans serif' },
  { value: 'serif', label: 'Serif' },
  { value: 'mono', label: 'Typewriter' },
];

const named = new Intl.DisplayNames('en-GB', { type: 'language' });
const languages = [
  { value: '', label: 'As this computer' },
  ...'ar,cs,da,de,el,en,es,fi,fr,he,hi,hu,it,ja,ko,nb,nl,pl,pt,ro,ru,sv,tr,uk,zh'
    .split(',')
    .map((value) => ({ value, label: named.of(value) ?? value }))
    .sort((one, other) => one.label.localeCompare(other.label)),
];

/** How the page looks where no block says otherwise. */
export function PageForm({ document }: { document: BlocksDocument }) {
  const perform = useEditor((state) => state.perform);
  const base = useId();
  const { language } = document.style;
  return (
    <div className={classes.form}>
      {colors.map(({ name, label }) => (
        <div key={name} className={classes.row}>
          <span id={`${base}${name}`} className={classes.label}>
            {label}
          </span>
          <ColorField
            labelId={`${base}${name}`}
            placeholder="As the brand"
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
      <div className={classes.row}>
        <span id={`${base}font`} className={classes.label}>
          Typeface
        </span>
        <Select
          aria-labelledby={`${base}font`}
          allowDeselect={false}
          value={document.style.fontFamily}
          data={fonts}
          onChange={(value) => value && perform(changeStyle, { name: 'fontFamily', value })}
        />
      </div>
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
    </div>
  );
}
