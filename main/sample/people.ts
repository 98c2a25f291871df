/** Invented people at addresses that can never exist (RFC 2606). Some have no first name, some names that are not Latin. */
export const people: readonly {
  firstName: string;
  lastName: string;
  email: string;
  city: string;
  orderedDaysAgo?: number;
  lists: readonly ('Regulars' | 'Newsletter')[];
  tags?: readonly string[];
  /** Whether they have left the lists again. */
  left?: boolean;
  /** Whether their mailbox is gone. */
  bounced?: boolean;
}[] = [
  {
    firstName: 'Anna',
    lastName: 'Kowalska',
    email: 'anna.k@poczta.example',
    city: 'Kraków',
    orderedDaysAgo: 10,
    lists: ['Regulars', 'Newsletter'],
    tags: ['rye lover', 'café owner'],
  },
  {
    firstName: 'Anna',
    lastName: 'Lind',
    email: 'anna@studio-lind.example',
    city: 'Uppsala',
    orderedDaysAgo: 19,
    lists: ['Regulars'],
  },
  {
    firstName: 'Joanna',
    lastName: 'Barańska',
    email: 'joanna.b@mail.example',
    city: 'Gdańsk',
    orderedDaysAgo: 33,
    lists: ['Newsletter'],
  },
  {
    firstName: 'Hannah',
    lastName: 'O’Neill',
    email: 'hannah.o@brew.example',
    city: 'Cork',
    lists: ['Newsletter'],
    tags: ['café owner'],
  },
  {
    firstName: 'Susanna',
    lastName: 'Rossi',
    email: 'susanna.rossi@forno.example',
    city: 'Torino',
    orderedDaysAgo: 3,
    lists: ['Regulars'],
    tags: ['café owner'],
  },
  { firstName: 'Adaeze', lastName: 'Nnaji', email: 'a.nnaji@lagos.example', city: 'Lagos', lists: ['Newsletter'] },
  {
    firstName: 'Marianna',
    lastName: 'Veselá',
    email: 'marianna.v@kafe.example',
    left: true,
    city: 'Brno',
    orderedDaysAgo: 114,
    lists: ['Regulars'],
  },
  {
    firstName: 'Anna-Maria',
    lastName: 'Huber',
    email: 'anna-maria@stadt.example',
    city: 'Graz',
    orderedDaysAgo: 12,
    lists: ['Regulars', 'Newsletter'],
  },
  {
    firstName: 'Анна',
    lastName: 'Петрова',
    email: 'anna.petrova@pochta.example',
    city: 'София',
    orderedDaysAgo: 6,
    lists: ['Newsletter'],
  },
  { firstName: 'Savannah', lastName: 'Creek', email: 'savannah@creek.example', city: 'Bristol', lists: ['Newsletter'] },
  { firstName: '', lastName: '', email: 'office@millhouse.example', city: 'Leeds', lists: ['Regulars'] },
  { firstName: '太郎', lastName: '山田', email: 'taro@yamada.example', city: '京都', orderedDaysAgo: 81, lists: ['Newsletter'] },
  {
    firstName: 'Jörg',
    lastName: 'Müller',
    email: 'mueller@backstube.example',
    city: 'Köln',
    orderedDaysAgo: 10,
    lists: ['Regulars'],
    tags: ['rye lover'],
  },
  {
    firstName: 'Sofie',
    lastName: 'Brandt',
    email: 's.brandt@post.example',
    city: 'Kiel',
    orderedDaysAgo: 50,
    lists: ['Regulars', 'Newsletter'],
  },
  {
    firstName: 'Inês',
    lastName: 'Ferreira',
    email: 'ines@padaria.example',
    city: 'Porto',
    orderedDaysAgo: 52,
    lists: ['Newsletter'],
  },
  { firstName: 'Théo', lastName: 'Lambert', email: 'theo@lambert.example', city: 'Lille', lists: ['Regulars'] },
  { firstName: 'ليلى', lastName: 'حداد', email: 'layla@haddad.example', city: 'بيروت', lists: ['Newsletter'] },
  {
    firstName: 'Kwame',
    lastName: 'Mensah',
    email: 'kwame@mensah.example',
    city: 'Accra',
    orderedDaysAgo: 91,
    lists: ['Regulars'],
    tags: ['rye lover'],
  },
  {
    firstName: 'Ilse',
    lastName: 'van den Bergh',
    email: 'ilse@bergh.example',
    city: 'Gent',
    orderedDaysAgo: 2,
    lists: ['Regulars', 'Newsletter'],
  },
  { firstName: 'Miguel Ángel', lastName: 'Ruiz', email: 'miguel@ruiz.example', city: 'Sevilla', lists: ['Newsletter'] },
  {
    firstName: 'Freya',
    lastName: 'Olsen',
    email: 'freya@olsen.example',
    city: 'Bergen',
    orderedDaysAgo: 1,
    lists: ['Regulars'],
    tags: ['rye lover'],
  },
  {
    firstName: '',
    lastName: '',
    email: 'bestellung@gasthof.example',
    city: 'Linz',
    orderedDaysAgo: 24,
    lists: ['Regulars'],
    tags: ['café owner'],
  },
  { firstName: 'Dávid', lastName: 'Szabó', email: 'david@szabo.example', bounced: true, city: 'Pécs', lists: ['Newsletter'] },
  {
    firstName: 'Chloé',
    lastName: 'Dubois-Descoteaux',
    email: 'chloe@dubois.example',
    city: 'Lyon',
    orderedDaysAgo: 16,
    lists: ['Regulars', 'Newsletter'],
  },
];
