import { Select } from '@mantine/core';
import type { Encoding, FileFormat, Preview, Reading } from '#shared/rpc/imports.ts';
import { Chip } from '../ui/Chip.tsx';
import { When } from '../ui/When.tsx';
import classes from './ReadAs.module.css';

type Option<Value extends string> = { value: Value; label: string };

const encodings: { group: string; items: Option<Encoding>[] }[] = [
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
const delimiters: Option<Reading['delimiter']>[] = [
  { value: ',', label: 'commas' },
  { value: ';', label: 'semicolons' },
  { value: '\t', label: 'tabs' },
  { value: '|', label: 'bars' },
];
const quotes: Option<NonNullable<Reading['quote']>>[] = [
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
          <Choice
            label="Encoding"
            data={encodings}
            value={reading.encoding}
            onTake={(encoding) => onChange({ ...reading, encoding })}
          />
        )}
        {isText && (
          <>
            <Choice
              label="Delimiter"
              data={delimiters}
              value={reading.delimiter}
              onTake={(delimiter) => onChange({ ...reading, delimiter })}
            />
            <Choice
              label="Quotes"
              data={quotes}
              value={reading.quote ?? '"'}
              onTake={(quote) => onChange({ ...reading, quote })}
            />
          </>
        )}
        {sheets.length > 1 && first !== undefined && (
          <Choice
            label="Sheet"
            data={sheets.map((value) => ({ value, label: value }))}
            value={reading.sheet ?? first}
            onTake={(sheet) => {
              const { skip: _, ...rest } = reading;
              onChange({ ...rest, sheet });
            }}
          />
        )}
        {format !== 'vcard' && (
          <Choice
            label="First row"
            wide
            data={[
              { value: 'names', label: 'first row is names' },
              { value: 'person', label: 'first row is a person' },
            ]}
            value={reading.header ? 'names' : 'person'}
            onTake={(next) => onChange({ ...reading, header: next === 'names' })}
          />
        )}
        {(reading.skip ?? 0) > 0 && (
          <Choice
            label="Rows above"
            data={[
              { value: 'out', label: 'title left out' },
              { value: 'in', label: 'no title above' },
            ]}
            value="out"
            onTake={(next) => next === 'in' && onChange({ ...reading, skip: 0 })}
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

type ChoiceProps<Value extends string> = {
  label: string;
  data: Option<Value>[] | { group: string; items: Option<Value>[] }[];
  value: Value;
  onTake: (value: Value) => void;
  wide?: boolean;
};

function Choice<Value extends string>({ label, data, value, onTake, wide = false }: ChoiceProps<Value>) {
  return (
    <Select
      aria-label={label}
      className={`${classes.choice ?? ''} ${wide ? (classes.wide ?? '') : ''}`}
      data={data}
      value={value}
      allowDeselect={false}
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      onChange={(next) => {
        const all = data.flatMap((entry) => ('items' in entry ? entry.items : [entry]));
        const chosen = all.find((option) => option.value === next);
        if (chosen) onTake(chosen.value);
      }}
    />
  );
}
