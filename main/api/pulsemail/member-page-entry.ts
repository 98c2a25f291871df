import { serveReader } from '../http/serve-reader.ts';
import { memberPage } from './member-page.ts';

serveReader({ read: memberPage, transfer: ({ rows }) => [rows.memory] });
