/** Of what every JavaScript engine has, the part that is used here; the types of Node say nothing of it. */
type Memory = { readonly buffer: ArrayBuffer; grow: (pages: number) => number };
type Engine = {
  Memory: new (pages: { initial: number; maximum: number }) => Memory;
  Module: new (source: Uint8Array) => object;
  Instance: new (module: object, imports: Record<string, Record<string, Memory>>) => { exports: Record<string, unknown> };
};

export const engine = (globalThis as unknown as { WebAssembly: Engine }).WebAssembly;
export type WasmMemory = Memory;
