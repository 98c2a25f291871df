import type { z } from 'zod';

/** A question with one answer. */
export type Call<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = { kind: 'call'; input: I; output: O };
/** A question with answers until one side ends it. */
export type Stream<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = { kind: 'stream'; input: I; output: O };
type Procedure = Call | Stream;
export type Noun = Record<string, Procedure>;

export const call = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Call<I, O> => ({
  kind: 'call',
  input,
  output,
});
export const stream = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Stream<I, O> => ({
  kind: 'stream',
  input,
  output,
});

type Context = { signal: AbortSignal };

type Handler<P extends Procedure> =
  P extends Call<infer I, infer O>
    ? (input: z.output<I>, context: Context) => z.input<O> | Promise<z.input<O>>
    : P extends Stream<infer I, infer O>
      ? (input: z.output<I>, context: Context) => AsyncIterable<z.input<O>>
      : never;

/** What a noun's handlers must be: none missing, none too many, each of its type. */
export type Handlers<N extends Noun> = { [Name in keyof N]: Handler<N[Name]> };

type Options = { signal?: AbortSignal };

type Method<P extends Procedure> =
  P extends Call<infer I, infer O>
    ? (input: z.input<I>, options?: Options) => Promise<z.output<O>>
    : P extends Stream<infer I, infer O>
      ? (input: z.input<I>, options?: Options) => AsyncIterable<z.output<O>>
      : never;

/** The other side of a contract, as the renderer sees it. */
export type Client<C extends Record<string, Noun>> = { [N in keyof C]: { [Name in keyof C[N]]: Method<C[N][Name]> } };
