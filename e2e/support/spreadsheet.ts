import { writeFileSync } from 'node:fs';

const FIRST = ['Jörg', 'Sofie', 'Anaïs', 'Théo', 'Inês', 'Müge', 'Zoë', 'Björn', 'Renée', 'Karl'];
const LAST = ['Müller', 'Brandt', 'Lefèvre', 'Núñez', 'Weiß', 'Öztürk', 'Huber', 'Åkesson'];

/** Addresses that no mail can go to, each wrong in its own way. */
const BAD = [
  '',
  'keine',
  'jemand@',
  '@nirgends.example',
  'zwei@@at.example',
  'leer zeichen@mail.example',
  'punkt.@mail.example..',
];

/**
 * A file as a German spreadsheet saves it: semicolons, Windows-1252, CRLF, quotes only where they are needed. Bad rows
 * are spread over it; returns what an import has to say of it.
 */
export function writeSpreadsheet(
  file: string,
  options: { rows: number; bad: number },
): { good: number; bad: number; addresses: string[] } {
  const { rows, bad } = options;
  const every = Math.floor(rows / bad);
  const lines = ['E-Mail;Vorname;Nachname;Straße;Letzter Einkauf'];
  const addresses: string[] = [];
  let wrong = 0;
  for (let row = 0; row < rows; row++) {
    const isBad = wrong < bad && row % every === every - 1;
    const address = isBad ? BAD[wrong++ % BAD.length] : `kunde${row}@mail${row % 20}.example`;
    if (!isBad && address) addresses.push(address);
    const street = row % 50 === 0 ? `"Am Markt ${row}; ""Hinterhaus"""` : `Mühlgasse ${row}`;
    lines.push(
      [
        address,
        FIRST[row % FIRST.length],
        LAST[row % LAST.length],
        street,
        `${String((row % 28) + 1).padStart(2, '0')}.11.2026`,
      ].join(';'),
    );
  }
  writeFileSync(file, Buffer.from(`${lines.join('\r\n')}\r\n`, 'latin1'));
  return { good: addresses.length, bad: wrong, addresses };
}
