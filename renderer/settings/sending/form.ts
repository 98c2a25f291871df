import type { UseFormReturnType } from '@mantine/form';
import type { Transport } from '#shared/rpc/transports.ts';
import { parts } from './transport-problems.ts';
import type { TransportValues } from './transport-values.ts';

export type TransportFormApi = UseFormReturnType<TransportValues>;

/** What each part of the form is given. */
export type PartProps = { form: TransportFormApi; transport: Transport | undefined };

export const hasProblem = (form: TransportFormApi, part: keyof typeof parts): boolean =>
  parts[part].some((field) => form.errors[field] !== undefined);
