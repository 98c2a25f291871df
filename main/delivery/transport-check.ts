/** How far a transport came without sending, step by step, and what its server said last. */
export type TransportCheck = { ok: boolean; steps: { text: string; ok: boolean }[]; reply: string };
