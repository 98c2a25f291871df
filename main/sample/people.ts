/** Invented people at addresses that can never exist (RFC 2606). Some have no first name, some names that are not Latin. */
export const people: readonly {
  name: string;
  email: string;
  city: string;
  lastOrder?: string;
  lists: readonly ('Regulars' | 'Newsletter')[];
  tags?: readonly string[];
}[] = [
  {
    name: 'Anna Kowalska',
    email: 'anna.k@poczta.example',
    city: 'Kraków',
    lastOrder: '2026-11-11',
    lists: ['Regulars', 'Newsletter'],
    tags: ['rye lover', 'café owner'],
  },
  { name: 'Anna Lind', email: 'anna@studio-lind.example', city: 'Uppsala', lastOrder: '2026-11-02', lists: ['Regulars'] },
  { name: 'Joanna Barańska', email: 'joanna.b@mail.example', city: 'Gdańsk', lastOrder: '2026-10-19', lists: ['Newsletter'] },
  { name: 'Hannah O’Neill', email: 'hannah.o@brew.example', city: 'Cork', lists: ['Newsletter'], tags: ['café owner'] },
  {
    name: 'Susanna Rossi',
    email: 'susanna.rossi@forno.example',
    city: 'Torino',
    lastOrder: '2026-11-18',
    lists: ['Regulars'],
    tags: ['café owner'],
  },
  { name: 'Adaeze Nnaji', email: 'a.nnaji@lagos.example', city: 'Lagos', lists: ['Newsletter'] },
  { name: 'Marianna Veselá', email: 'marianna.v@kafe.example', city: 'Brno', lastOrder: '2026-07-30', lists: ['Regulars'] },
  {
    name: 'Anna-Maria Huber',
    email: 'anna-maria@stadt.example',
    city: 'Graz',
    lastOrder: '2026-11-09',
    lists: ['Regulars', 'Newsletter'],
  },
  { name: 'Анна Петрова', email: 'anna.petrova@pochta.example', city: 'София', lastOrder: '2026-11-15', lists: ['Newsletter'] },
  { name: 'Savannah Creek', email: 'savannah@creek.example', city: 'Bristol', lists: ['Newsletter'] },
  { name: '', email: 'office@millhouse.example', city: 'Leeds', lists: ['Regulars'] },
  { name: '山田 太郎', email: 'taro@yamada.example', city: '京都', lastOrder: '2026-09-01', lists: ['Newsletter'] },
  {
    name: 'Jörg Müller',
    email: 'mueller@backstube.example',
    city: 'Köln',
    lastOrder: '2026-11-11',
    lists: ['Regulars'],
    tags: ['rye lover'],
  },
  {
    name: 'Sofie Brandt',
    email: 's.brandt@post.example',
    city: 'Kiel',
    lastOrder: '2026-10-02',
    lists: ['Regulars', 'Newsletter'],
  },
  { name: 'Inês Ferreira', email: 'ines@padaria.example', city: 'Porto', lastOrder: '2026-09-30', lists: ['Newsletter'] },
  { name: 'Théo Lambert', email: 'theo@lambert.example', city: 'Lille', lists: ['Regulars'] },
  { name: 'ليلى حداد', email: 'layla@haddad.example', city: 'بيروت', lists: ['Newsletter'] },
  {
    name: 'Kwame Mensah',
    email: 'kwame@mensah.example',
    city: 'Accra',
    lastOrder: '2026-08-22',
    lists: ['Regulars'],
    tags: ['rye lover'],
  },
  {
    name: 'Ilse van den Bergh',
    email: 'ilse@bergh.example',
    city: 'Gent',
    lastOrder: '2026-11-19',
    lists: ['Regulars', 'Newsletter'],
  },
  { name: 'Miguel Ángel Ruiz', email: 'miguel@ruiz.example', city: 'Sevilla', lists: ['Newsletter'] },
  {
    name: 'Freya Olsen',
    email: 'freya@olsen.example',
    city: 'Bergen',
    lastOrder: '2026-11-20',
    lists: ['Regulars'],
    tags: ['rye lover'],
  },
  {
    name: '',
    email: 'bestellung@gasthof.example',
    city: 'Linz',
    lastOrder: '2026-10-28',
    lists: ['Regulars'],
    tags: ['café owner'],
  },
  { name: 'Dávid Szabó', email: 'david@szabo.example', city: 'Pécs', lists: ['Newsletter'] },
  {
    name: 'Chloé Dubois-Descoteaux',
    email: 'chloe@dubois.example',
    city: 'Lyon',
    lastOrder: '2026-11-05',
    lists: ['Regulars', 'Newsletter'],
  },
];
