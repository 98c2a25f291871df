import { messageOf } from '../../base/errors.ts';

/** What is wrong with a queue, and what to do about it; `asks` where nothing changes before a person does something. */
export type QueueTrouble = { words: string; advice: string; asks: boolean };

type Answer = Error & { name: string; code?: string; $metadata?: { httpStatusCode?: number } };

export function queueTroubleOf(error: unknown): QueueTrouble {
  const { name, code = '', $metadata } = error as Answer;
  const is = (pattern: RegExp) => pattern.test(`${name} ${code}`);
  if (is(/QueueDoesNotExist|NonExistentQueue/))
    return {
      words: 'There is no queue at this address.',
      advice: 'Copy the URL of the queue again, and check its region.',
      asks: true,
    };
  if (is(/AccessDenied|NotAuthorized|AuthorizationError/))
    return {
      words: `Amazon does not let these keys read the queue: ${messageOf(error)}`,
      advice:
        'Allow their user sqs:ReceiveMessage, sqs:DeleteMessage, sqs:ChangeMessageVisibility and sqs:GetQueueAttributes on it.',
      asks: true,
    };
  if (
    is(/InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch|InvalidSignature|InvalidSecurity|ExpiredToken|MissingAuth/)
  )
    return {
      words: `Amazon does not accept the keys of this account: ${messageOf(error)}`,
      advice: 'Enter them again under Sending.',
      asks: true,
    };
  if (is(/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|TimeoutError|ETIMEDOUT/))
    return { words: 'The queue cannot be reached.', advice: 'Is this computer online?', asks: false };
  const said = $metadata?.httpStatusCode ? `Amazon answered: ${messageOf(error)}` : messageOf(error);
  return { words: said, advice: '', asks: false };
}
