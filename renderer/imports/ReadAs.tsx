import type { ComponentProps } from 'react';
import type { Encoding, FileFormat, Preview, Reading } from '#shared/rpc/imports.ts';
import { Chip } from '../ui/Chip.tsx';
import { Choice, type Options } from '../ui/Choice.tsx';
import { When } from '../ui/When.tsx';
import classes from './ReadAs.module.css';

const encodings: Options<Encoding> = [
  {
    group: 'Unicode',
    items: [
      { value: 'utf-8', label: 'UTF-8' },
      { value: 'utf-16le', label: 'UTF-16 (LE)' },
      { value: 'utf-16be', label: 'UTF-16 (BE)' },
    ],
  },
  {
    group: 'Western Europe',
    items: [
      { value: 'windows-1252', label: 'Windows-1252' },
      { value: 'iso-8859-15', label: 'ISO-8859-15' },
      { value: 'macintosh', label: 'Mac Roman' },
    ],
  },
  {
    group: 'Central Europe, Baltic, Turkey',
    items: [
      { value: 'windows-1250', label: 'Windows-1250' },
      { value: 'iso-8859-2', label: 'ISO-8859-2' },
      { value: 'iso-8859-16', label: 'ISO-8859-16' },
      { value: 'windows-1257', label: 'Windows-1257' },
      { value: 'iso-8859-4', label: 'ISO-8859-4' },
      { value: 'windows-1254', label: 'Windows-1254' },
    ],
  },
  {
    group: 'Greek and Cyrillic',
    items: [
      { value: 'windows-1253', label: 'Windows-1253' },
      { value: 'iso-8859-7', label: 'ISO-8859-7' },
      { value: 'windows-1251', label: 'Windows-1251' },
      { value: 'iso-8859-5', label: 'ISO-8859-5' },
      { value: 'koi8-r', label: 'KOI8-R' },
      { value: 'x-mac-cyrillic', label: 'Mac Cyrillic' },
    ],
  },
  {
    group: 'East Asia',
    items: [
      { value: 'shift_jis', label: 'Shift-JIS' },
      { value: 'gb18030', label: 'GB18030' },
    ],
  },
];
const delimiters: Options<Reading['delimiter']> = [
  { value: ',', label: 'commas' },
  { value: ';', label: 'semicolons' },
  { value: '\t', label: 'tabs' },
  { value: '|', label: 'bars' },
];
const quotes: Options<NonNullable<Reading['quote']>> = [
  { value: '"', label: 'quotes "…"' },
  { value: "'", label: "quotes '…'" },
];
const formats: Record<FileFormat, string> = {
  text: 'Text',
  xlsx: 'Excel workbook',
  ods: 'OpenDocument spreadsheet',
  vcard: 'vCard',
};

/** How the file is understood; the preview follows at once. */
export function ReadAs({ preview, onChange }: { preview: Preview; onChange: (reading: Reading) => void }) {
  const { reading, sheets, tool, rememberedFrom, notes } = preview;
  const format = reading.format ?? 'text';
  const isText = format === 'text';
  const first = sheets[0];
  return (
    <>
      <div className={classes.line}>
        <span className="dim">Read as</span>
        {!isText && <Chip>{formats[format]}</Chip>}
        {(isText || format === 'vcard') && (
          <ReadChoice
            label="Encoding"
            options={encodings}
            value={reading.encoding}
            onChange={(encoding) => onChange({ ...reading, encoding })}
          />
        )}
        {isText && (
          <>
            <ReadChoice
              label="Delimiter"
              options={delimiters}
              value={reading.delimiter}
              onChange={(delimiter) => onChange({ ...reading, delimiter })}
            />
            <ReadChoice
              label="Quotes"
              options={quotes}
              value={reading.quote ?? '"'}
              onChange={(quote) => onChange({ ...reading, quote })}
            />
          </>
        )}
        {sheets.length > 1 && first !== undefined && (
          <ReadChoice
            label="Sheet"
            options={sheets.map((value) => ({ value, label: value }))}
            value={reading.sheet ?? first}
            onChange={(sheet) => {
              const { skip: _, ...rest } = reading;
              onChange({ ...rest, sheet });
            }}
          />
        )}
        {format !== 'vcard' && (
          <ReadChoice
            label="First row"
            wide
            options={[
              { value: 'names', label: 'first row is names' },
              { value: 'person', label: 'first row is a person' },
            ]}
            value={reading.header ? 'names' : 'person'}
            onChange={(next) => onChange({ ...reading, header: next === 'names' })}
          />
        )}
        {(reading.skip ?? 0) > 0 && (
          <ReadChoice
            label="Rows above"
            options={[
              { value: 'out', label: 'title left out' },
              { value: 'in', label: 'no title above' },
            ]}
            value="out"
            onChange={(next) => next === 'in' && onChange({ ...reading, skip: 0 })}
          />
        )}
      </div>
      <ul className={`${classes.notes} dim`}>
        {tool && <li>Looks like an export of {tool}. What its columns mean is known.</li>}
        {rememberedFrom !== null && (
          <li>
            Columns as you chose them for such a file on <When at={rememberedFrom} />.
          </li>
        )}
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </>
  );
}

type ReadChoiceProps<Value extends string> = Omit<ComponentProps<typeof Choice<Value>>, 'className' | 'comboboxProps'> & {
  wide?: boolean;
};

const ReadChoice = <Value extends string>({ wide = false, ...choice }: ReadChoiceProps<Value>) => (
  <Choice
    {...choice}
    className={`${classes.choice ?? ''} ${wide ? (classes.wide ?? '') : ''}`}
    comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
  />
);
