import type { Transport } from '#shared/rpc/transports.ts';
import type { TransportKind } from '#shared/schema/words.ts';

/** What the dialog is about: a new account of a kind, or one that is there. */
export type Editing = { kind: TransportKind; transport?: Transport };
