/** An answer that is written as JSON already; bytes where they came as bytes. `sent` is called when it has left. */
export class JsonText {
  readonly text: string | Buffer;
  readonly sent: (() => void) | null;

  constructor(text: string | Buffer, sent: (() => void) | null = null) {
    this.text = text;
    this.sent = sent;
  }
}

export const toJson = (body: unknown): string | Buffer => (body instanceof JsonText ? body.text : JSON.stringify(body));
