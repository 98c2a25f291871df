import { damaged } from './damaged.ts';
import { type NumberKind, numberKind } from './number-formats.ts';
import { attribute, readXml } from './xml.ts';
import type { Archive } from './zip.ts';

export type Sheet = { name: string; part: string; hidden: boolean };
export type Workbook = { sheets: Sheet[]; from1904: boolean; strings: string | null; styles: string | null };

type Related = { type: string; part: string };

/** What a workbook is made of, found by the relations in it: programs call their parts as they like. */
export async function readWorkbook(archive: Archive): Promise<Workbook> {
  const roots = await relationsOf(archive, '');
  const main = [...roots.values()].find(({ type }) => type === 'officeDocument')?.part ?? 'xl/workbook.xml';
  const text = await archive.text(main);
  if (text === null) throw damaged('there is no workbook in it');
  const relations = await relationsOf(archive, main);
  const sheets: Sheet[] = [];
  let from1904 = false;
  readXml(text, {
    open: (name, attributes) => {
      if (name === 'workbookPr') from1904 = /^(?:1|true|on)$/i.test(attribute(attributes, 'date1904') ?? '');
      if (name !== 'sheet') return;
      const related = relations.get(attribute(attributes, 'id') ?? '');
      const isTable = related?.type === 'worksheet' && archive.sizeOf(related.part) !== null;
      const hidden = (attribute(attributes, 'state') ?? 'visible') !== 'visible';
      if (related && isTable) sheets.push({ name: attribute(attributes, 'name') ?? '', part: related.part, hidden });
    },
  });
  if (sheets.length === 0) throw damaged('there is no sheet in it');
  const partOf = (type: string) => {
    const part = [...relations.values()].find((related) => related.type === type)?.part;
    return part !== undefined && archive.sizeOf(part) !== null ? part : null;
  };
  return { sheets, from1904, strings: partOf('sharedStrings'), styles: partOf('styles') };
}

/** What a part names by ids: `r:id` → where it lies. The last word of a type is the same in both kinds of workbook. */
async function relationsOf(archive: Archive, part: string): Promise<Map<string, Related>> {
  const slash = part.lastIndexOf('/') + 1;
  const folder = part.slice(0, slash);
  const text = await archive.text(`${folder}_rels/${part.slice(slash)}.rels`);
  const relations = new Map<string, Related>();
  if (text === null) return relations;
  readXml(text, {
    open: (name, attributes) => {
      if (name !== 'Relationship') return;
      const target = attribute(attributes, 'Target') ?? '';
      const type = (attribute(attributes, 'Type') ?? '').split('/').at(-1) ?? '';
      relations.set(attribute(attributes, 'Id') ?? '', { type, part: resolve(folder, target) });
    },
  });
  return relations;
}

function resolve(folder: string, target: string): string {
  const steps: string[] = [];
  for (const step of (target.startsWith('/') ? target : `${folder}${target}`).split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}

/** Of each style of cells, what a number in it stands for. */
export async function readStyles(archive: Archive, part: string | null): Promise<NumberKind[]> {
  const text = part === null ? null : await archive.text(part);
  if (text === null) return [];
  const codes = new Map<number, string>();
  const kinds: NumberKind[] = [];
  let inCells = false;
  readXml(text, {
    open: (name, attributes) => {
      if (name === 'numFmt') codes.set(Number(attribute(attributes, 'numFmtId')), attribute(attributes, 'formatCode') ?? '');
      if (name === 'cellXfs') inCells = true;
      if (name !== 'xf' || !inCells) return;
      const id = Number(attribute(attributes, 'numFmtId') ?? 0);
      kinds.push(numberKind(id, codes.get(id)));
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return kinds;
}
